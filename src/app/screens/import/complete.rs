//! The officer says for whom a roster is complete: asked like what the roster itself leaves open.

use super::ImportScreen;
use super::phase::Phase;
use crate::app::list::Cursor;
use crate::domain::roster::ImportReport;
use crate::domain::roster_question::{Question, QuestionKind};
use crate::domain::text::CleanText;

impl ImportScreen {
    /// Asks for which township, category or group of its rows it is complete.
    pub(super) fn ask_complete(&mut self) {
        let Phase::Checked(report) = &mut self.phase else { return };
        let mut report = std::mem::take(report);
        report.questions = vec![Question {
            kind: QuestionKind::Complete,
            value: CleanText::default(),
            rows: report.rows,
            examples: Vec::new(),
            choices: report.missing.about.clone(),
        }];
        self.line = Cursor::default();
        self.phase = Phase::Asking(report, 0);
    }
}

/// A result without the question that the officer asked for.
pub(super) fn unasked(mut report: ImportReport) -> ImportReport {
    report.questions.retain(|question| question.kind != QuestionKind::Complete);
    report
}
