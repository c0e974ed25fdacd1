//! A progress bar on standard error, for long work that somebody watches.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use batch::Progress;
use indicatif::{ProgressBar, ProgressStyle};
use model::{Lang, Text};

/// Does some work while a bar shows how far it is.
pub fn watched<T>(progress: &Progress, lang: Lang, quiet: bool, work: impl FnOnce() -> T) -> T {
    let bar = bar(lang, quiet);
    let ended = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let watcher = scope.spawn(|| {
            while !ended.load(Ordering::Relaxed) {
                let (done, total) = progress.bytes();
                bar.set_length(total.max(done));
                bar.set_position(done);
                bar.set_message(progress.receipts().to_string());
                std::thread::park_timeout(Duration::from_millis(200));
            }
            bar.finish_and_clear();
        });
        let done = work();
        ended.store(true, Ordering::Relaxed);
        watcher.thread().unpark();
        done
    })
}

fn bar(lang: Lang, quiet: bool) -> ProgressBar {
    if quiet || !std::io::IsTerminal::is_terminal(&std::io::stderr()) {
        return ProgressBar::hidden();
    }
    let template = Text::new(
        "審査中 {bar:30} {msg}件 {bytes}/{total_bytes}（毎秒{bytes_per_sec}） 残り{eta}",
        "screening {bar:30} {msg} receipts {bytes}/{total_bytes} ({bytes_per_sec}) {eta} left",
    );
    let style =
        ProgressStyle::with_template(template.in_lang(lang)).unwrap_or_else(|_| ProgressStyle::default_bar());
    ProgressBar::new(0).with_style(style)
}
