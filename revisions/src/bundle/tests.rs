//! Bundles as they should not be: damaged, cut, with names that lead elsewhere; and the same content twice.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on must stop")]

use ed25519_dalek::SigningKey;
use ed25519_dalek::pkcs8::EncodePublicKey;
use ed25519_dalek::pkcs8::spki::der::pem::LineEnding;
use model::Lang;
use review::session::Stage;

use super::Bundle;
use crate::error::Error;
use crate::keys::Trust;
use crate::manifest::{Label, MASTERS, Manifest, part_of};
use crate::verified::Verified;

fn key(seed: u8) -> SigningKey {
    SigningKey::from_bytes(&[seed; 32])
}

/// Trust in the key of a seed.
fn trust(seed: u8) -> Trust {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("honbu.pub.pem");
    std::fs::write(&path, key(seed).verifying_key().to_public_key_pem(LineEnding::LF).unwrap()).unwrap();
    Trust::read(&[dir.path().to_owned()]).unwrap()
}

fn label() -> Label {
    Label {
        number: 3,
        name: "改訂".to_owned(),
        creator: String::new(),
        note: String::new(),
        valid_from: None,
    }
}

fn files() -> Vec<(String, Vec<u8>)> {
    let file = |path: &str, bytes: &[u8]| (path.to_owned(), bytes.to_vec());
    vec![
        file(MASTERS, b"masters"),
        file("rules/a.rule", "規則".as_bytes()),
        file("rules/支部/東京.rule", b""),
        file("settings/routing.toml", b"x = 1"),
    ]
}

fn bytes_of(bundle: &Bundle) -> Vec<u8> {
    let mut bytes = Vec::new();
    bundle.write(&mut bytes).unwrap();
    bytes
}

fn bundle() -> Vec<u8> {
    bytes_of(&Bundle::make(label(), files(), &key(1)).unwrap())
}

/// The stage at which a bundle is refused, and why.
fn refusal(bytes: &[u8]) -> (Stage, String) {
    match Bundle::decode(bytes).and_then(|bundle| Verified::new(bundle, &trust(1))) {
        Err(Error::Refused(failure)) => (failure.stage, failure.message(Lang::En)),
        other => panic!("not refused: {other:?}"),
    }
}

#[test]
fn the_same_content_has_the_same_bytes_and_comes_back() {
    let mut turned = files();
    turned.reverse();
    let again = Bundle::make(label(), turned, &key(1)).unwrap();
    assert_eq!(bytes_of(&again), bundle());
    let read = Bundle::decode(&bundle()).unwrap();
    assert_eq!((read.id(), bytes_of(&read)), (again.id(), bundle()));
    let other = Bundle::make(label(), files(), &key(2)).unwrap();
    assert_eq!(other.id(), again.id(), "who signs does not change what it is");
    let signer = Verified::new(read, &trust(1)).unwrap().signer().clone();
    assert_eq!((signer.name.as_str(), signer.key.len()), ("honbu", 16));
}

#[test]
fn every_flipped_bit_is_found() {
    let whole = bundle();
    let trust = trust(1);
    for at in 0..whole.len() {
        for bit in 0..8 {
            let mut flipped = whole.clone();
            *flipped.get_mut(at).unwrap() ^= 1 << bit;
            let verified = Bundle::decode(&flipped).and_then(|bundle| Verified::new(bundle, &trust));
            assert!(verified.is_err(), "bit {bit} of byte {at}");
        }
    }
}

#[test]
fn every_length_but_its_own_is_refused() {
    let whole = bundle();
    for length in 0..whole.len() {
        assert!(Bundle::decode(whole.get(..length).unwrap()).is_err(), "cut to {length}");
    }
    let (stage, why) = refusal(&[whole.as_slice(), b"x"].concat());
    assert_eq!((stage, why.contains("cut short or has something added")), (Stage::Read, true), "{why}");
    assert_eq!(refusal(b"PK\x03\x04 something else").0, Stage::Read);
}

#[test]
fn another_key_is_not_trusted_and_another_signature_is_none() {
    let by_another = bytes_of(&Bundle::make(label(), files(), &key(2)).unwrap());
    let (stage, why) = refusal(&by_another);
    assert_eq!((stage, why.contains("not trusted here")), (Stage::Signature, true), "{why}");
    // The key that we trust, with the signature that another one made.
    let mut mixed = by_another;
    let ours = bundle();
    mixed.get_mut(16..48).unwrap().copy_from_slice(ours.get(16..48).unwrap());
    let (stage, why) = refusal(&mixed);
    assert_eq!((stage, why.contains("not of this content")), (Stage::Signature, true), "{why}");
}

#[test]
fn names_that_lead_elsewhere_or_nowhere_are_refused() {
    let names = [
        "rules/../../etc/passwd.rule",
        "/rules/a.rule",
        "rules//a.rule",
        "rules/./a.rule",
        "rules\\a.rule",
        "rules/..\\a.rule",
        "C:/rules/a.rule",
        "rules/a\n.rule",
        "rules/a\0.rule",
        "",
        "rules/",
        "rules",
        "rules/a.txt",
        "masters/other.bin",
        "settings/a.exe",
        "readme.md",
        "../rules/a.rule",
        "RULES/a.rule",
    ];
    for name in names {
        assert!(part_of(name).is_err(), "{name:?}");
        let mut with = files();
        with.push((name.to_owned(), Vec::new()));
        assert!(Bundle::make(label(), with, &key(1)).is_err(), "{name:?}");
    }
    assert!(part_of(&format!("rules/{}.rule", "長".repeat(200))).is_err(), "too long");
}

fn wrong_manifest(from: &str, to: &str) -> String {
    let bundle = Bundle::decode(&bundle()).unwrap();
    let text = String::from_utf8(bundle.signed().to_vec()).unwrap();
    assert!(text.contains(from), "{text}");
    match Manifest::read(text.replacen(from, to, 1).as_bytes()) {
        Err(error) => error.message(Lang::En),
        Ok(manifest) => panic!("read: {manifest:?}"),
    }
}

#[test]
fn manifests_have_one_form_only() {
    let cases = [
        ("\"number\": 3", "\"number\":  3", "not written in its one form"),
        ("\"number\": 3", "\"number\": 3, \"number\": 3", "cannot be read"),
        ("\"number\": 3", "\"number\": 3, \"more\": 1", "cannot be read"),
        ("\"number\": 3", "\"number\": -3", "cannot be read"),
        ("\"format\": 1", "\"format\": 2", "format 2 cannot be read by this program"),
        ("改訂", "\\u001b[2J", "control characters"),
        ("\"valid_from\": null", "\"valid_from\": 20241301", "a day that no calendar has"),
        ("rules/支部/東京.rule", "rules/a.rule", "two files of one name"),
        ("rules/支部/東京.rule", "rules/A.rule", "out of order"),
        ("rules/a.rule", "rules/../a.rule", "a file name that cannot be"),
        ("settings/routing.toml", "settings/run.sh", "a file that no revision has"),
        ("\"size\": 7", "\"size\": 18446744073709551615", "too large"),
        ("\"size\": 7", "\"size\": 2147483648", "too large"),
    ];
    for (from, to, why) in cases {
        let told = wrong_manifest(from, to);
        assert!(told.contains(why), "{to}: {told}");
    }
    let digest = blake3::hash(b"masters").to_hex().to_string();
    assert!(wrong_manifest(&digest, &digest.to_uppercase()).contains("not a digest"));
    assert!(wrong_manifest(&digest, "00").contains("not a digest"));
}

#[test]
fn a_revision_without_masters_or_rules_is_none() {
    let without = |prefix: &str| {
        let left = files().into_iter().filter(|(path, _)| !path.starts_with(prefix)).collect();
        Bundle::make(label(), left, &key(1)).err().map(|error| error.message(Lang::En)).unwrap_or_default()
    };
    assert!(without("masters/").contains("there are no masters in it"));
    assert!(without("rules/").contains("there is no rule file in it"));
    let mut twice = files();
    twice.push(("rules/a.rule".to_owned(), Vec::new()));
    assert!(Bundle::make(label(), twice, &key(1)).is_err());
}

#[test]
fn sizes_that_lie_are_refused_before_anything_is_taken() {
    let whole = bundle();
    let mut long = whole.clone();
    long.get_mut(12..16).unwrap().copy_from_slice(&u32::MAX.to_le_bytes());
    assert!(refusal(&long).1.contains("the manifest is too large"));
    let mut newer = whole;
    newer.get_mut(8..12).unwrap().copy_from_slice(&9_u32.to_le_bytes());
    assert!(refusal(&newer).1.contains("bundle format 9"));
}

#[test]
fn a_file_larger_than_any_bundle_is_not_taken_into_memory() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("large.shinsa-bundle");
    // Without content: it takes no room on the disk.
    std::fs::File::create(&path).unwrap().set_len(1 << 40).unwrap();
    let told = Bundle::open(&path).err().unwrap().message(Lang::En);
    assert!(told.contains("the file is too large"), "{told}");
}

#[test]
fn a_file_that_holds_no_key_is_told() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("x.pem");
    std::fs::write(&path, "no key").unwrap();
    let told = Trust::read(std::slice::from_ref(&path)).err().unwrap().message(Lang::En);
    assert!(told.contains("no ed25519 public key"), "{told}");
    let told = crate::keys::read_private(&path).err().unwrap().message(Lang::En);
    assert!(told.contains("no ed25519 private key"), "{told}");
}

#[test]
fn made_keys_are_read_back_and_never_overwritten() {
    let dir = tempfile::tempdir().unwrap();
    let (private, public) = (dir.path().join("a.key.pem"), dir.path().join("a.pub.pem"));
    let name = crate::keys::generate(&private, &public).unwrap();
    let made = Bundle::make(label(), files(), &crate::keys::read_private(&private).unwrap()).unwrap();
    let signer =
        Verified::new(made, &Trust::read(std::slice::from_ref(&public)).unwrap()).unwrap().signer().clone();
    assert_eq!((signer.name.as_str(), signer.key), ("a", name));
    assert!(crate::keys::generate(&private, &public).is_err());
}
