//! The one long job that may run, an import or a copy, on a thread of its own, with a connection of its own. It
//! reports as messages, stops when asked, and a panic in it becomes an error on the screen.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use crate::app::effect::{ExportJob, ImportJob};
use crate::app::msg::{JobReport, Msg};
use crate::clock;
use crate::domain::copied::{CopyFault, CopyPhase, CopyProgress, CopyTarget, NotCopied};
use crate::domain::date::DaySource;
use crate::domain::departing::Departing;
use crate::domain::error::RegisterError;
use crate::domain::export::Exported;
use crate::domain::file_error::FileError;
use crate::domain::op::WriteContext;
use crate::domain::text::CleanText;
use crate::exchange::leaving::{LeavingError, LeavingOptions, Left, To};
use crate::exchange::lists;
use crate::exchange::roster::{self, FAULTS_MAX, ImportError, ImportOptions, Titles};
use crate::exchange::sheets;
use crate::exchange::year;
use crate::lang::{self, Lang};
use crate::store::{Reopener, Store};
use crate::term::{Reporter, guarded};

/// Between two reports of progress.
const REPORT: Duration = Duration::from_millis(200);

/// A job under way; dropping it does not stop it.
pub(super) struct Job {
    stop: Arc<AtomicBool>,
    /// Closed when the thread has ended.
    ended: Receiver<()>,
}

impl Job {
    /// Starts an import, or its dry run.
    pub(super) fn start(
        register: Reopener,
        job: ImportJob,
        ctx: WriteContext,
        lang: Lang,
        reporter: Reporter<Msg>,
    ) -> Self {
        let failed = |error| JobReport::Failed(Box::new(error));
        Self::spawn(reporter, failed, move |stop, reporter| match register.open() {
            Ok(store) => import(store, &job, &ctx, lang, stop, &|msg| reporter.report(msg)),
            Err(error) => failed(error),
        })
    }

    /// Starts a copy.
    pub(super) fn start_copy(
        register: Reopener,
        target: CopyTarget,
        ctx: WriteContext,
        reporter: Reporter<Msg>,
    ) -> Self {
        Self::spawn(reporter, not_copied, move |stop, reporter| match register.open() {
            Ok(store) => copy(store, &target, &ctx, stop, move |msg| reporter.report(msg)),
            Err(error) => not_copied(error),
        })
    }

    /// Starts writing a list.
    pub(super) fn start_export(
        register: Reopener,
        job: ExportJob,
        ctx: WriteContext,
        lang: Lang,
        reporter: Reporter<Msg>,
    ) -> Self {
        let failed = move |error| {
            let told = CleanText::shown(&lang::errors::text(lang, &error));
            JobReport::NotExported { told, exists: false }
        };
        Self::spawn(reporter, failed, move |stop, reporter| match register.open() {
            Ok(store) => export(store, &job, &ctx, lang, stop, &|msg| reporter.report(msg)),
            Err(error) => failed(error),
        })
    }

    fn spawn(
        reporter: Reporter<Msg>,
        failed: impl FnOnce(RegisterError) -> JobReport + Send + 'static,
        work: impl FnOnce(&Arc<AtomicBool>, Reporter<Msg>) -> JobReport + Send + 'static,
    ) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        let (alive, ended) = mpsc::channel();
        thread::spawn(move || {
            let done = guarded(|| work(&stopped, reporter.clone()));
            let done = done.unwrap_or_else(|panic| failed(RegisterError::Storage(CleanText::shown(&panic))));
            reporter.report(Msg::Job(done));
            drop::<mpsc::Sender<()>>(alive);
        });
        Self { stop, ended }
    }

    /// Before the program ends: stops the job, which removes what it leaves half done, and waits for it so long at most.
    /// An import that is decided goes on: whoever opens the register next brings it to its end.
    pub(super) fn end(&self, within: Duration) {
        self.stop();
        let _ = self.ended.recv_timeout(within);
    }

    /// Asks the job to stop; it leaves no trace.
    pub(super) fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }
}

/// Runs an import, or its dry run, and tells how it goes until `stop` is set; answers how it ended.
pub(crate) fn import(
    mut store: Store,
    job: &ImportJob,
    ctx: &WriteContext,
    lang: Lang,
    stop: &AtomicBool,
    tell: &dyn Fn(Msg),
) -> JobReport {
    if job.write {
        let kept = store.backup_before_many(ctx).map(drop).map_err(Box::new);
        if kept.is_err() {
            tell(Msg::Kept(kept));
        }
    }
    let began = Instant::now();
    let mut last_report = began;
    let (row, reason) = lang::cells::refused_titles(lang);
    let options = ImportOptions {
        path: &job.path,
        write: job.write,
        skip_refused: job.skip_refused,
        rename: job.rename,
        expected: job.expected,
        answers: &job.answers,
        titles: Titles { row, reason },
        new_id: &clock::new_recipient_id,
        describe: &|fault| lang::cells::cell_fault(lang, fault),
    };
    let imported = roster::import(&mut store, &options, ctx, &mut |progress| {
        if last_report.elapsed() >= REPORT {
            last_report = Instant::now();
            let elapsed_ms = u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX);
            tell(Msg::Job(JobReport::Progress { progress, elapsed_ms }));
        }
        !stop.load(Ordering::Relaxed)
    });
    match imported {
        Ok(report) => JobReport::Imported(Box::new(report)),
        Err(ImportError::Register(trouble)) => JobReport::Failed(Box::new(trouble)),
        Err(ImportError::File(trouble)) => JobReport::Unreadable(lang::files::error(lang, &trouble)),
        Err(ImportError::Unfinished(_)) => {
            JobReport::Unreadable(CleanText::shown(lang::files::unfinished(lang)))
        }
        Err(ImportError::TooManyFaults) => {
            JobReport::Unreadable(CleanText::shown(&lang::files::too_many_faults(lang, FAULTS_MAX)))
        }
        Err(ImportError::OtherFile) => JobReport::NotAsShown { file: true },
        Err(ImportError::OtherResult) => JobReport::NotAsShown { file: false },
        Err(ImportError::Answer(wrong)) => {
            let told = lang::roster::wrong_answer(lang, (wrong.kind, &wrong.answer), &wrong.choices);
            JobReport::Unreadable(CleanText::shown(&told))
        }
        Err(ImportError::Unfit(unfit)) => {
            let told: Vec<String> = unfit.iter().map(|one| lang::roster::unfit(lang, one)).collect();
            JobReport::Unreadable(CleanText::shown(&told.join(" ")))
        }
        Err(ImportError::NamesNobody(what)) => {
            JobReport::Unreadable(CleanText::shown(&lang::roster::names_nobody(lang, &what)))
        }
        Err(ImportError::TooManyMissing(most)) => {
            JobReport::Unreadable(CleanText::shown(&lang::roster::too_many_missing(lang, most)))
        }
        Err(ImportError::Stopped) => JobReport::Cancelled,
    }
}

/// Makes a copy, and tells how it goes until `stop` is set; answers how it ended.
pub(crate) fn copy(
    mut store: Store,
    target: &CopyTarget,
    ctx: &WriteContext,
    stop: &Arc<AtomicBool>,
    tell: impl Fn(Msg) + Send + 'static,
) -> JobReport {
    let stopped = Arc::clone(stop);
    let mut last: Option<(Instant, CopyPhase)> = None;
    let callback = Box::new(move |progress: CopyProgress| {
        if last.is_none_or(|(at, phase)| phase != progress.phase || at.elapsed() >= REPORT) {
            last = Some((Instant::now(), progress.phase));
            tell(Msg::Job(JobReport::Copying(progress)));
        }
        !stopped.load(Ordering::Relaxed)
    });
    match store.copy_to(target, ctx, callback) {
        Ok(copied) => JobReport::Copied(Box::new(copied)),
        Err(NotCopied { error: RegisterError::Stopped, .. }) => JobReport::Cancelled,
        Err(trouble) => JobReport::NotCopied(Box::new(trouble)),
    }
}

/// Writes a list to a file, and tells how it goes until `stop` is set; answers how it ended.
pub(crate) fn export(
    mut store: Store,
    job: &ExportJob,
    ctx: &WriteContext,
    lang: Lang,
    stop: &AtomicBool,
    tell: &dyn Fn(Msg),
) -> JobReport {
    // As the screen that it leaves from.
    store.stand_on((ctx.day_source == DaySource::Clock).then_some(ctx.today));
    let mut last = Instant::now();
    let mut progress = |done, total| {
        if last.elapsed() >= REPORT {
            last = Instant::now();
            tell(Msg::Job(JobReport::Exporting { done, total }));
        }
        !stop.load(Ordering::Relaxed)
    };
    let (format, reason) = (job.format, job.reason.clone());
    let options = LeavingOptions { format, reason, lang, progress: &mut progress };
    let to = To::File(&job.to, job.replaces);
    let written = match &*job.what {
        Departing::List(query) => lists::export(&mut store, query, to, options, ctx),
        Departing::Sheet(query) => sheets::numbered(&mut store, query, to, options, ctx),
        Departing::Paper(query) => sheets::sheet(&mut store, query, to, options, ctx),
        Departing::Notice(query) => sheets::notice(&mut store, query, to, options, ctx),
        Departing::Document(query) => year::leave(&mut store, query, to, options, ctx),
    };
    match written {
        Ok(Left { rows, heads, full, file, sheet, is_draft, .. }) => {
            let (path, bytes) = file.unwrap_or_default();
            let sheet = sheet.map(|number| (number, is_draft));
            JobReport::Exported(Box::new(Exported { path, bytes, rows, heads, full, sheet }))
        }
        Err(LeavingError::Stopped) => JobReport::Cancelled,
        Err(error) => JobReport::NotExported {
            exists: matches!(error, LeavingError::File(FileError::AlreadyThere(_))),
            told: CleanText::shown(&error.told(lang)),
        },
    }
}

fn not_copied(error: RegisterError) -> JobReport {
    JobReport::NotCopied(Box::new(NotCopied { fault: CopyFault::Other, error }))
}
