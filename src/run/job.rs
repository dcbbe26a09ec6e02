//! The one long job that may run: an import on a thread of its own, with a connection of its own. It
//! reports as messages, stops when asked, and a panic in it becomes an error on the screen.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use crate::app::msg::{ImportJob, JobReport};
use crate::domain::error::RegisterError;
use crate::domain::op::WriteContext;
use crate::domain::text::CleanText;
use crate::importing::{self, FAULTS_MAX, ImportTrouble, Wish};
use crate::lang::{self, Lang};
use crate::paper::refused::Titles;
use crate::store::Store;
use crate::term::{Reporter, guarded};

/// Between two reports of progress.
const REPORT: Duration = Duration::from_millis(200);

/// A job under way; dropping it does not stop it.
pub struct Job {
    stop: Arc<AtomicBool>,
}

impl Job {
    /// Starts an import, or its dry run.
    pub(super) fn start(
        store: Store,
        job: ImportJob,
        ctx: WriteContext,
        lang: Lang,
        tell: Reporter<JobReport>,
    ) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        thread::spawn(move || {
            let done = guarded(|| import(store, &job, &ctx, lang, &stopped, &tell));
            tell.report(done.unwrap_or_else(|panic| {
                JobReport::Failed(Box::new(RegisterError::Storage(CleanText::shown(&panic))))
            }));
        });
        Self { stop }
    }

    /// Asks the job to stop; it leaves no trace.
    pub(super) fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

fn import(
    mut store: Store,
    job: &ImportJob,
    ctx: &WriteContext,
    lang: Lang,
    stop: &AtomicBool,
    tell: &Reporter<JobReport>,
) -> JobReport {
    let began = Instant::now();
    let mut reported = began;
    let (row, reason) = lang::paper::refused_titles(lang);
    let wish = Wish {
        path: &job.path,
        write: job.write,
        skip_refused: job.skip_refused,
        titles: Titles { row, reason },
        say: &|fault| {
            format!("{}：{}", lang::paper::header(lang, fault), lang::paper::fault(lang, &fault.fault))
        },
    };
    let imported = importing::import(&mut store, &wish, ctx, &mut |progress| {
        if reported.elapsed() >= REPORT {
            reported = Instant::now();
            let elapsed_ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
            tell.report(JobReport::Progress { progress, elapsed_ms });
        }
        !stop.load(Ordering::Relaxed)
    });
    match imported {
        Ok(imported) => {
            let mut tally = imported.tally;
            tally.refused_file =
                imported.refused_file.map(|path| CleanText::shown(&path.display().to_string()));
            JobReport::Imported(Box::new(tally))
        }
        Err(ImportTrouble::Register(trouble)) => JobReport::Failed(Box::new(trouble)),
        Err(ImportTrouble::Paper(trouble)) => JobReport::Unreadable(lang::paper::trouble(lang, &trouble)),
        Err(ImportTrouble::TooManyFaults) => {
            JobReport::Unreadable(CleanText::shown(&lang::cli_import::too_many(lang, FAULTS_MAX)))
        }
        Err(ImportTrouble::Stopped) => JobReport::Cancelled,
    }
}
