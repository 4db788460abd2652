//! A sign of life on the terminal for what takes long.

use indicatif::{ProgressBar, ProgressStyle};
use std::io::{stderr, IsTerminal};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

/// What ends sooner needs no sign.
const PATIENCE: Duration = Duration::from_secs(2);
/// How often the sign moves.
const TICK: Duration = Duration::from_millis(120);

/// Runs something, and says on a terminal that it is still running once that takes more than two seconds.
pub(in crate::cli) fn showing<T>(what: &'static str, run: impl FnOnce() -> T) -> T {
    if !stderr().is_terminal() {
        return run();
    }
    let (done, ended) = mpsc::channel::<()>();
    let sign = thread::spawn(move || {
        if ended.recv_timeout(PATIENCE) != Err(RecvTimeoutError::Timeout) {
            return;
        }
        let bar = ProgressBar::new_spinner();
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}, {elapsed}") {
            bar.set_style(style);
        }
        bar.set_message(what);
        bar.enable_steady_tick(TICK);
        // Nobody sends: the other end goes when the work is done.
        let _ = ended.recv();
        bar.finish_and_clear();
    });
    let result = run();
    drop(done);
    // A sign that failed is no reason to lose the result.
    let _ = sign.join();
    result
}
