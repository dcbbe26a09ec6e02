//! The yearly confirmation in words: the columns of its progress, for the command and the screen.

use chrono::Datelike as _;

use super::{Lang, fill, texts};
use crate::domain::work::confirm::{ConfirmLine, ConfirmProgress};

texts! {
    /// The texts of the progress.
    pub fn of(lang) -> ConfirmTexts {
        place: "苏木镇场" / "Township";
        planned: "应确认" / "To see";
        confirmed: "已确认" / "Confirmed";
        seen: "走访见过" / "Seen";
        open: "未见" / "Open";
        earlier: "此前" / "Earlier";
        later: "此后" / "Later";
        all: "合计" / "All";
        /// Month and day of the first and the last day of a week.
        week: "{}.{}-{}.{}" / "{}-{} to {}-{}";
    }
}

/// The heads behind the place: what is to be seen and was, then the last `shown` weeks behind what came before them.
pub fn heads(lang: Lang, progress: &ConfirmProgress, shown: usize) -> Vec<String> {
    let texts = of(lang);
    let mut heads: Vec<String> =
        [texts.planned, texts.confirmed, texts.seen, texts.open, texts.earlier].map(str::to_owned).into();
    let weeks = progress.weeks.iter().skip(progress.weeks.len().saturating_sub(shown));
    heads.extend(
        weeks.map(|[first, last]| {
            fill(texts.week, &[&first.month(), &first.day(), &last.month(), &last.day()])
        }),
    );
    if has_ended(progress) {
        heads.push(texts.later.to_owned());
    }
    heads
}

/// The numbers of a line below these heads.
pub fn counts(progress: &ConfirmProgress, line: &ConfirmLine, shown: usize) -> Vec<u64> {
    let (earlier, weeks) = line.columns(shown);
    let mut counts = vec![line.planned, line.confirmed, line.seen, line.open(), earlier];
    counts.extend(weeks);
    if has_ended(progress) {
        counts.push(line.after);
    }
    counts
}

fn has_ended(progress: &ConfirmProgress) -> bool {
    progress.on > progress.window.due_until
}
