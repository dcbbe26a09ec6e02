//! Marks on the lists of recipients: the keys, the sign before a row, and the line that tells what they come to.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::MARK;
use super::foot::Foot;
use crate::app::context::ViewContext;
use crate::app::destination::Destination;
use crate::app::list::{Marks, NotMarked};
use crate::app::outbox::{Outbox, Severity};
use crate::app::pending::Reply;
use crate::domain::batch::{Among, LARGEST_BATCH};
use crate::domain::holiday::RoundCode;
use crate::domain::ids::RecipientId;
use crate::domain::money::grouped;
use crate::domain::op::Op;
use crate::domain::text::CleanText;
use crate::lang::{Lang, batch, fill, texts};
use crate::ui::{paint, text};

texts! {
    /// The texts of marks.
    fn of(lang) -> MarkTexts {
        /// How many are marked.
        marked: "已标记 {} 个" / "{} marked";
        /// How many of them would be recorded, what they would be given.
        to_record: "可发 {} 个 {}" / "{} to record: {}";
        /// What follows.
        keys: "F2 一起登记  Esc 取消标记" / "F2 records them  Esc clears";
        /// The same in the results of a search.
        keys_found: "F2 一起登记  Esc 返回名单" / "F2 records them  Esc to the list";
        reading: "正在合计" / "adding up";
        /// How many there were.
        cleared: "已取消 {} 个标记" / "{} mark{|s} cleared";
        other_round: "已标记的属于另一次慰问活动，请先登记或按 Esc 取消" / "The marked are of another round: record them, or clear with Esc";
        /// The most.
        too_many: "一次最多标记 {} 个对象，请先筛选" / "At most {} can be marked at once: filter first";
        no_round: "没有慰问活动，不能标记" / "No round, nothing to mark for";
    }
}

/// Cells of the sign before a row, while anything is marked.
const SIGN: u16 = 2;

/// Cells before the first column of a row: for the bar, and for the sign while anything is marked.
pub(in crate::app::screens) fn lead(marks: &Marks) -> u16 {
    if marks.is_empty() { MARK } else { MARK + SIGN }
}

/// Puts the sign before a row that is marked.
pub(in crate::app::screens) fn sign(cx: &ViewContext, marks: &Marks, of: Of, row: Rect, buf: &mut Buffer) {
    if marks.contains(of.0, of.1) {
        paint::put(buf, paint::slice(row, MARK, 1), cx.glyphs.tick, cx.theme.head);
    }
}

/// A recipient in a round.
pub(in crate::app::screens) type Of = (Option<RoundCode>, RecipientId);

/// What Esc does where marks are told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::app::screens) enum Place {
    /// A list: it takes the marks away.
    List,
    /// The results of a search: it leaves them, and takes no mark away.
    Results,
}

/// Tells below a list of its chosen row, in `lines` as [`Foot::tell`] does, and of the marks:
/// 已标记 12 个  可发 11 个 9,500 元   F2 一起登记  Esc 取消标记. However many lines the row takes, that of the marks stays:
/// then it is the last one.
pub(in crate::app::screens) fn tell(
    cx: &ViewContext,
    (marks, place): (&Marks, Place),
    foot: Foot,
    lines: &[Vec<String>],
    buf: &mut Buffer,
) -> Vec<(Rect, String)> {
    if marks.is_empty() {
        return foot.tell(cx, lines, buf);
    }
    let above = foot.overflows(cx, lines);
    let area = Rect { height: foot.area.height.saturating_sub(u16::from(above)), ..foot.area };
    let told = Foot { area, ..foot }.tell(cx, lines, buf);
    let row = paint::line(foot.area, foot.area.height.saturating_sub(if above { 1 } else { 2 }));
    paint::put(buf, row, &" ".repeat(usize::from(row.width)), Style::reset());
    let keys = match place {
        Place::List => of(cx.lang).keys,
        Place::Results => of(cx.lang).keys_found,
    };
    tell_with(cx, marks, keys, row, buf);
    told
}

fn tell_with(cx: &ViewContext, marks: &Marks, keys: &str, row: Rect, buf: &mut Buffer) {
    let texts = of(cx.lang);
    let mut parts = vec![fill(texts.marked, &[&grouped(marks.len() as u64)])];
    match marks.sum() {
        None => parts.push(texts.reading.to_owned()),
        Some(sum) => {
            let amounts = batch::sum(cx.lang, &sum);
            parts.push(fill(texts.to_record, &[&grouped(sum.recipients as u64), &amounts]));
        }
    }
    // How many are marked, how many of them are recorded and what those come to belong together: where a person stands beside
    // the list the second key gives way for them, then the first.
    let room = usize::from(row.width);
    let said = parts.join("  ");
    let first = keys.split("  ").next().unwrap_or_default();
    let keys = if text::width(&said) + 2 + text::width(keys) > room { first } else { keys };
    let used = paint::put_cut(buf, row, &said, cx.glyphs.ellipsis, cx.theme.head);
    let rest = paint::indent(row, used + 2);
    if text::width(keys) <= usize::from(rest.width) {
        paint::put_right(buf, rest, keys, cx.theme.quiet);
    }
}

/// Says why nothing was marked, if so.
pub(in crate::app::screens) fn say(cx: &ViewContext, marked: Result<(), NotMarked>, out: &mut Outbox<'_>) {
    let texts = of(cx.lang);
    match marked {
        Ok(()) => {}
        Err(NotMarked::OtherRound) => out.say(Severity::Bad, texts.other_round),
        Err(NotMarked::TooMany) => {
            out.say(Severity::Bad, fill(texts.too_many, &[&grouped(LARGEST_BATCH as u64)]));
        }
    }
}

/// Takes what was asked for marks, and says why nothing was marked, if so; whether the answer was meant for them.
pub(in crate::app::screens) fn answered(
    cx: &ViewContext,
    marks: &mut Marks,
    reply: &mut Reply,
    out: &mut Outbox<'_>,
) -> bool {
    let answer = marks.answered(cx.today, reply);
    if let Some(marked) = answer {
        say(cx, marked, out);
    }
    answer.is_some()
}

/// Something was written: marks that were recorded are marks no more, and no Esc brings them back.
pub(in crate::app::screens) fn committed(marks: &mut Marks, op: &Op) {
    if matches!(op, Op::RecordBatch(_) | Op::ChangeGroups(_)) {
        marks.clear();
        marks.settle();
    }
}

/// Opens the form that changes a group: of those who are marked, else of `all` of a list that is filtered by `group`.
pub(in crate::app::screens) fn change_groups(
    marks: &Marks,
    (all, round): (Among, Option<RoundCode>),
    group: Option<CleanText>,
    out: &mut Outbox<'_>,
) {
    let (among, round) = match marks.meant() {
        Some((round, ids)) => (Among::These(ids), Some(round)),
        None => (all, round),
    };
    out.open(Destination::ChangeGroups { among, round, group });
}

/// Says that there is no round to mark anybody for.
pub(in crate::app::screens) fn say_no_round(lang: Lang, out: &mut Outbox<'_>) {
    out.say(Severity::Plain, of(lang).no_round);
}

/// Esc over marks: it takes them away, and nothing else. Whether there were any.
pub(in crate::app::screens) fn clear(cx: &ViewContext, marks: &mut Marks, out: &mut Outbox<'_>) -> bool {
    if marks.is_empty() {
        return false;
    }
    let count = marks.clear();
    out.say(Severity::Plain, fill(of(cx.lang).cleared, &[&grouped(count as u64)]));
    true
}
