//! What the test knows by itself: the picture that was on the screen when a key was sent, and whether that key was sent
//! alone. Every write is judged by it, in the moment in which the program asks for it.

use std::collections::HashMap;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use muster::app::effect::Effect;
use muster::app::msg::Msg;
use muster::domain::ids::RecipientId;
use muster::domain::op::{HalfFilled, Op};
use muster::run::{Backend, EffectHandler};

/// A key that writes has had silence behind it for at least that long.
const SILENCE: Duration = Duration::from_millis(100);

/// The last thing that was sent.
#[derive(Clone, Default)]
pub(super) struct Sent {
    pub(super) bytes: Vec<u8>,
    pub(super) at: Option<Instant>,
    /// What the screen showed then.
    pub(super) picture: String,
    /// Whether it repeats a key that is held.
    pub(super) repeats: bool,
}

/// What a frame ends with.
const FRAME_END: &[u8] = b"\x1b[?2026l";

/// How the phones of everybody begin, in front of four digits: a mask leaves three of these.
pub(super) const PHONE_FRONT: &str = "1640000";

/// The same of phones inside a text, which are never shown.
pub(super) const MASKED_FRONT: &str = "1650000";

#[derive(Default)]
pub(super) struct Known {
    pub(super) parser: Option<vt100::Parser>,
    pub(super) last: Sent,
    /// Whether the line takes nothing.
    pub(super) stalled: bool,
    pub(super) names: HashMap<RecipientId, String>,
    /// Writes that were asked for, and why some should not have been.
    pub(super) writes: HashMap<&'static str, usize>,
    /// Entries of the ledger that those writes make.
    pub(super) entries: usize,
    pub(super) faults: Vec<String>,
    /// How many frames showed phones in full.
    pub(super) phones: usize,
}

impl Known {
    /// A phone is seen in full below the title that says so alone, and after a reason was written; or of a person whose
    /// numbers were asked for.
    fn check_phones(&mut self, picture: &str) {
        let asked_for = self.writes.contains_key("numbers");
        let shows = picture.contains(PHONE_FRONT);
        self.phones += usize::from(shows);
        let opened = picture.contains("电话显示中") && self.writes.contains_key("phones");
        if shows && !opened && !asked_for {
            self.faults.push(format!("a phone in\n{picture}"));
        }
        if picture.contains(MASKED_FRONT) {
            self.faults.push(format!("a number of a text in\n{picture}"));
        }
    }
}

/// The test's own memory.
#[derive(Clone, Default)]
pub(super) struct Oracle(Arc<(Mutex<Known>, Condvar, AtomicBool)>);

impl Oracle {
    pub(super) fn know(&self) -> MutexGuard<'_, Known> {
        self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// As [`Oracle::know`], while no frame is on its way: what is sent then comes before or behind it.
    pub(super) fn know_between_frames(&self) -> MutexGuard<'_, Known> {
        loop {
            let known = self.know();
            if known.stalled || !self.0.2.load(Ordering::SeqCst) {
                return known;
            }
            drop(known);
            thread::yield_now();
        }
    }

    /// The line takes nothing from now on, or everything again.
    pub(super) fn stall(&self, stalled: bool) {
        self.know().stalled = stalled;
        self.0.1.notify_all();
    }

    pub(super) fn picture(&self) -> String {
        self.know().parser.as_ref().map(|parser| parser.screen().contents()).unwrap_or_default()
    }

    /// Judges a write.
    fn judge(&self, effect: &Effect) {
        let mut known = self.know();
        let Some((what, seen)) = expected(effect, &known) else { return };
        *known.writes.entry(what).or_default() += 1;
        known.entries += entries(effect);
        let Sent { bytes, at, picture, repeats } = known.last.clone();
        let alone =
            [b"\r".as_slice(), b"\n", b"\x1bOM", b"\x1b", b"\x11", b"\x03"].contains(&bytes.as_slice());
        let silent = at.is_some_and(|at| at.elapsed() >= SILENCE);
        let missing = seen.iter().find(|text| !picture.contains(text.as_str()));
        if !alone || !silent || repeats || missing.is_some() {
            known.faults.push(format!(
                "{what} after {:?}: alone {alone}, silent {silent}, repeats {repeats}, unseen {missing:?} in\n{picture}",
                bytes.escape_ascii().to_string()
            ));
        }
    }
}

/// How many entries of the ledger a write makes at most.
fn entries(effect: &Effect) -> usize {
    let Effect::Commit(op) = effect else { return 0 };
    match &**op {
        Op::Record(_) | Op::Reverse { .. } => 1,
        Op::RecordBatch(batch) => batch.gifts.len(),
        Op::RecordSheet(act) => act.recordings.len(),
        Op::ReverseBatch { reversals, .. } => reversals.len(),
        Op::Pay(act) => act.payments.len(),
        Op::SaveDraft(_)
        | Op::KeepKeying { .. }
        | Op::Unmask { .. }
        | Op::OpenPhones { .. }
        | Op::AnswerFinding { .. }
        | Op::NoteExport(_)
        | Op::AddProgramme(_)
        | Op::SetPayStandards(_)
        | Op::AddCaseStep(_)
        | Op::CreateRound(_)
        | Op::ChangeRound(_)
        | Op::RaiseStandards { .. }
        | Op::SettleRounds
        | Op::CloseRound { .. }
        | Op::ApprovePlan(_)
        | Op::ReturnPlan { .. }
        | Op::AddToPlan(_)
        | Op::SetBudget(_)
        | Op::AssignPlan(_)
        | Op::Allocate(_)
        | Op::Set { .. }
        | Op::DropDraft(_)
        | Op::AddPerson(_)
        | Op::Edit { .. }
        | Op::SetStatus { .. }
        | Op::EndStatus { .. }
        | Op::CancelVisit { .. }
        | Op::Merge { .. }
        | Op::Unmerge { .. }
        | Op::ChangeGroups(_)
        | Op::UndoGroups { .. }
        | Op::UndoAct { .. }
        | Op::SetGroupRule(_)
        | Op::UndoStatus { .. }
        | Op::AddHandlers(_)
        | Op::KeepAnswers(_)
        | Op::ForgetAnswers(_)
        | Op::EndHandler { .. }
        | Op::AddWork(_)
        | Op::ChangeWork { .. }
        | Op::CloseYear { .. }
        | Op::SetParagraph { .. }
        | Op::SendReport { .. }
        | Op::TellApart { .. } => 0,
    }
}

/// What a write is called, and what must have been on the screen; none for what needs no press.
fn expected(effect: &Effect, known: &Known) -> Option<(&'static str, Vec<String>)> {
    let look = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let op = match effect {
        Effect::Commit(op) => op,
        Effect::StartImport(job) if job.write => return Some(("import", look(&["导入"]))),
        Effect::CreateRegister(_) => return Some(("register", Vec::new())),
        Effect::Query(..)
        | Effect::Forget(_)
        | Effect::Withdraw
        | Effect::KeepDraft(_)
        | Effect::KeepBookmark(_)
        | Effect::StartImport(_)
        | Effect::StartCopy(_)
        | Effect::StartExport(_)
        | Effect::CancelJob
        | Effect::Redraw
        | Effect::Suspend
        | Effect::Quit => return None,
    };
    Some(match &**op {
        // What is over is settled by the first start of a day; the last three are done by commands alone.
        Op::SaveDraft(_)
        | Op::KeepKeying { .. }
        | Op::SettleRounds
        | Op::KeepAnswers(_)
        | Op::CloseYear { .. }
        | Op::SetParagraph { .. }
        | Op::SendReport { .. } => return None,
        Op::RecordSheet(act) => {
            let cash =
                act.recordings.iter().fold(muster::domain::money::Fen::ZERO, |sum, one| sum.plus(one.cash));
            ("sheet", vec![act.number.to_string(), cash.yuan()])
        }
        Op::Record(recording) => {
            let title = if recording.outcome.gives() { "核对后写入台账" } else { "核对后登记" };
            let mut seen = look(&[title]);
            seen.extend(known.names.get(&recording.recipient).cloned());
            seen.extend(recording.handlers.iter().map(ToString::to_string));
            if recording.cash != muster::domain::money::Fen::ZERO {
                seen.push(recording.cash.yuan());
            }
            ("gift", seen)
        }
        Op::RecordBatch(batch) => {
            let sum = batch.sum();
            let mut seen = look(&["核对后写入台账"]);
            seen.extend([format!("{} 个", sum.recipients), sum.cash.yuan()]);
            seen.extend(batch.handlers.iter().map(ToString::to_string));
            ("gifts", seen)
        }
        // A long reason is seen in part.
        Op::Reverse { .. } | Op::ReverseBatch { .. } => ("reversal", look(&["冲正", "理由"])),
        Op::CancelVisit { .. } => ("cancelling", look(&["取消走访", "理由"])),
        Op::TellApart { .. } => ("two people", look(&["不是同一人", "理由"])),
        Op::Unmask { .. } => ("numbers", look(&["理由"])),
        Op::NoteExport(_) => ("export", look(&["导出"])),
        // No screen does these.
        Op::Pay(_) | Op::AddProgramme(_) | Op::SetPayStandards(_) | Op::AddCaseStep(_) => {
            ("payment", look(&["发放"]))
        }
        Op::AnswerFinding { .. } => ("answer", look(&["回答", "理由"])),
        Op::OpenPhones { .. } => ("phones", look(&["电话", "理由"])),
        Op::CreateRound(_) => ("round", look(&["Enter 是", "建立"])),
        Op::ChangeRound(_) => ("change of a round", look(&["Enter 是"])),
        Op::RaiseStandards { .. } => ("rise of standards", look(&["理由"])),
        Op::CloseRound { .. } => ("end of a round", look(&["理由"])),
        Op::ApprovePlan(_) => ("approval", look(&["定稿"])),
        Op::ReturnPlan { .. } => ("approval taken back", look(&["撤回", "理由"])),
        Op::AddToPlan(_) => ("addition to a plan", look(&["增补", "理由"])),
        Op::SetBudget(_) => ("budget", look(&["预算"])),
        Op::AssignPlan(_) => ("assignment", look(&["走访组"])),
        Op::Allocate(_) => ("allocation", look(&["下拨"])),
        Op::Set { .. } => ("setting", look(&["Enter 是"])),
        Op::DropDraft(_) => ("draft", look(&["Esc"])),
        Op::AddPerson(person) => {
            let mut seen = look(&["Enter"]);
            seen.push(person.name.to_string());
            ("person", seen)
        }
        Op::Edit { .. } => ("facts", look(&["Enter"])),
        Op::SetStatus { .. } | Op::EndStatus { .. } | Op::UndoStatus { .. } => ("status", look(&["理由"])),
        Op::Merge { .. } => ("merge", look(&["合并", "理由"])),
        Op::ChangeGroups(change) => {
            let mut seen = look(&["核对后写入", "将改"]);
            seen.push(format!("{} 个", change.people.len()));
            ("groups", seen)
        }
        Op::UndoGroups { .. } => ("groups", look(&["整批撤销", "理由"])),
        Op::UndoAct { .. } => ("undoing", look(&["撤销", "理由"])),
        Op::SetGroupRule(change) => {
            let mut seen = look(&["核对后写入", "理由"]);
            seen.push(change.group.to_string());
            ("rule of a group", seen)
        }
        Op::AddHandlers(names) => {
            let mut seen = look(&["不在经办人名单上"]);
            seen.extend(names.iter().map(ToString::to_string));
            ("handler", seen)
        }
        Op::EndHandler { .. } => ("last day of a handler", look(&["经办人"])),
        Op::ForgetAnswers(_) => ("words of rosters", look(&["忘掉"])),
        Op::AddWork(_) | Op::ChangeWork { .. } => ("work", look(&["Enter"])),
        Op::Unmerge { .. } => ("parting", look(&["拆开", "理由"])),
    })
}

/// The register behind the app, every write of which is judged.
pub(super) struct Judged {
    pub(super) backend: Backend,
    pub(super) oracle: Oracle,
}

impl EffectHandler for Judged {
    fn perform(&mut self, effect: Effect) -> Vec<Msg> {
        self.oracle.judge(&effect);
        self.backend.perform(effect)
    }

    fn note_draft(&mut self, draft: &HalfFilled) {
        self.backend.note_draft(draft);
    }

    fn frame_drawn(&mut self) {
        self.backend.frame_drawn();
    }

    fn flush(&mut self, within: Duration) -> bool {
        self.backend.flush(within)
    }

    fn finish(&mut self, within: Duration) {
        self.backend.finish(within);
    }
}

/// The line to the terminal: what it takes is on the screen.
pub(super) struct Line(pub(super) Oracle);

impl io::Write for Line {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.0.2.store(true, Ordering::SeqCst);
        let mut known = self.0.know();
        while known.stalled {
            known = self.0.0.1.wait(known).unwrap_or_else(PoisonError::into_inner);
        }
        if let Some(parser) = &mut known.parser {
            parser.process(bytes);
            // At the end of a frame.
            if bytes.ends_with(FRAME_END) {
                let picture = parser.screen().contents();
                known.check_phones(&picture);
            }
        }
        self.0.0.2.store(false, Ordering::SeqCst);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
