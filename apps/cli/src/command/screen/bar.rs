//! A progress bar on standard error, for long work that somebody watches.

use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::Thread;
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
        // The scope waits for the watcher, so it must learn of the end also when the work unwinds.
        let _ends = Ends { ended: &ended, watcher: watcher.thread() };
        work()
    })
}

/// Tells the watcher that the work is over, however it ended.
struct Ends<'a> {
    ended: &'a AtomicBool,
    watcher: &'a Thread,
}

impl Drop for Ends<'_> {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::Relaxed);
        self.watcher.unpark();
    }
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

#[cfg(test)]
mod tests {
    #![expect(clippy::panic, reason = "the work that is watched fails here")]

    use std::sync::mpsc;
    use std::time::Duration;

    use batch::Progress;
    use model::Lang;

    use super::watched;

    #[test]
    fn work_that_fails_does_not_leave_its_watcher_waiting() {
        let (to, from) = mpsc::channel();
        std::thread::spawn(move || {
            let work = || watched::<()>(&Progress::default(), Lang::Ja, true, || panic!("the work failed"));
            let failed = std::panic::catch_unwind(work).is_err();
            to.send(failed)
        });
        assert_eq!(from.recv_timeout(Duration::from_secs(60)), Ok(true));
    }
}
