//! `shinsa rules keygen`: a pair of keys for signing revisions.

use std::path::{Path, PathBuf};

use model::Lang;

use crate::args::rules::revision::Keygen;
use crate::command::revision::or_told;
use crate::exit::Done;
use crate::output::to_stdout;

/// Makes the keys.
pub fn run(options: &Keygen, lang: Lang) -> anyhow::Result<Done> {
    let (private, public) = (with(&options.name, ".key.pem"), with(&options.name, ".pub.pem"));
    let key = or_told!(revisions::keys::generate(&private, &public), lang);
    let (private, public) = (private.display(), public.display());
    to_stdout(|out| {
        match lang {
            Lang::Ja => writeln!(
                out,
                "鍵 {key} を作りました\n  秘密鍵: {private}（署名する人だけが持ち、写しを安全な所に保管してください）\n  公開鍵: {public}（各拠点の改訂の保管先の trusted に置いてください）"
            )?,
            Lang::En => writeln!(
                out,
                "key {key} is made\n  private: {private} (for the signer alone; keep a copy in a safe place)\n  public: {public} (put it into `trusted` in the folder of revisions of each site)"
            )?,
        }
        Ok(())
    })?;
    Ok(Done::Clean)
}

fn with(name: &Path, ending: &str) -> PathBuf {
    let mut whole = name.as_os_str().to_owned();
    whole.push(ending);
    PathBuf::from(whole)
}
