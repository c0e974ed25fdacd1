//! A disk that is full: writing is refused with a word that says so, reading goes on, and writing too once there is room.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::asking::{get, post};
use crate::running::{SAMPLE, Service};

/// A disk of a few MiB; gone when dropped.
struct Disk(tempfile::TempDir);

impl Disk {
    /// None, and a word about it, where this process may not mount one.
    fn of(mib: u32) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let size = format!("size={mib}m,mode=700");
        let mounted =
            Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(folder.path()).output();
        if mounted.is_ok_and(|output| output.status.success()) {
            return Some(Self(folder));
        }
        eprintln!(
            "full disk: skipped, this process may not mount one (root of a container with CAP_SYS_ADMIN may)"
        );
        None
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    /// Fills it up, but for so many bytes.
    fn fill(&self, but: usize) -> PathBuf {
        let ballast = self.path().join("ballast");
        std::fs::write(self.path().join("kept"), vec![0; but]).unwrap();
        let full = std::fs::write(&ballast, vec![0; 64 << 20]);
        assert!(full.is_err(), "it is bounded");
        std::fs::remove_file(self.path().join("kept")).unwrap();
        ballast
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // Lazily: the service may still be closing its files.
        let _gone = Command::new("umount").arg("-l").arg(self.path()).status();
    }
}

#[test]
fn a_full_disk_is_told_and_what_is_there_stays() {
    let Some(disk) = Disk::of(24) else { return };
    let home = disk.path().to_owned();
    let service = Service::start(|settings| {
        settings.database = None;
        settings.home = Some(home);
    });
    let kept = post("/api/v1/checks").body(SAMPLE).send(&service);
    assert_eq!(kept.status, 201);
    let id = kept.header("location").trim_start_matches("/api/v1/checks/").to_owned();
    let ballast = disk.fill(100_000);
    let mut refused = None;
    for _ in 0..200 {
        let answer = post("/api/v1/checks").body(SAMPLE).send(&service);
        if answer.status != 201 {
            refused = Some(answer);
            break;
        }
    }
    let refused = refused.expect("so little room is used up");
    assert_eq!(
        (refused.status, refused.json()["code"].as_str()),
        (507, Some("no-room")),
        "{}",
        refused.text()
    );
    assert!(refused.json()["detail"].as_str().unwrap().contains("空き"));
    assert_eq!(get("/api/v1/checks").send(&service).status, 200, "reading goes on");
    assert_eq!(get("/health").send(&service).status, 200);
    // A look at a claim is on the trail or is none.
    let look = get(&format!("/checks/{id}/receipts/1")).send(&service);
    assert!(matches!(look.status, 200 | 507), "{}", look.status);
    std::fs::remove_file(ballast).unwrap();
    assert_eq!(post("/api/v1/checks").body(SAMPLE).send(&service).status, 201, "there is room again");
    assert_eq!(get(&format!("/checks/{id}/receipts/1")).send(&service).status, 200);
    let verdict = service.runtime.block_on(service.app.store().verify_audit()).unwrap();
    assert!(matches!(verdict, store::audit::Verdict::Whole { .. }));
}
