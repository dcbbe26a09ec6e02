//! Two who may be one human, side by side; either can be opened.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use super::keys::{MERGE, PAIR, TELL_APART};
use super::texts;
use crate::app::action::ScreenAction;
use crate::app::context::ViewContext;
use crate::app::destination::{Destination, ReasonFor};
use crate::app::keymap::KeyContext;
use crate::app::outbox::Outbox;
use crate::app::pending::{Pending, Reply};
use crate::app::query::ask;
use crate::app::screen::{Handled, Screen};
use crate::app::screens::listing::{self, MARK, person};
use crate::domain::ids::RecipientId;
use crate::domain::list::LastGift;
use crate::domain::op::{Changed, Op, Receipt};
use crate::domain::review::{DoubleSide, DoubleSides, Likeness};
use crate::lang::{app, fill, review, words};
use crate::ui::{paint, text};

/// Cells of the labels.
const LABELS: u16 = 10;
/// Blank cells between the two.
const BETWEEN: u16 = 2;
/// Facts that are compared.
const FACTS: usize = 10;

/// A pair.
#[derive(Debug)]
pub(super) struct PairScreen {
    why: Likeness,
    ids: [RecipientId; 2],
    sides: Option<Box<DoubleSides>>,
    waiting: Pending<Box<DoubleSides>>,
    /// The chosen one is the later one.
    right: bool,
}

impl PairScreen {
    pub(super) fn new(why: Likeness, one: RecipientId, other: RecipientId) -> Self {
        Self { why, ids: [one, other], sides: None, waiting: Pending::default(), right: false }
    }

    fn ask(&mut self, out: &mut Outbox<'_>) {
        let [one, other] = self.ids;
        self.waiting.ask(out, ask::double_sides(one, other));
    }

    fn tell_apart(&self, out: &mut Outbox<'_>) {
        let Some(sides) = &self.sides else { return };
        let ([one, other], names) = (self.ids, [sides.one.name.clone(), sides.other.name.clone()]);
        out.open(Destination::Reason(ReasonFor::TellApart { one, other, names }));
    }

    /// The last look at a merge, in which the chosen one stays.
    fn merge(&self, out: &mut Outbox<'_>) {
        let [one, other] = self.ids;
        let (keep, other) = if self.right { (other, one) } else { (one, other) };
        out.open(Destination::Merge { keep, other: Some(other) });
    }

    fn draw(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) {
        let texts = texts::of(cx.lang);
        let area = paint::indent(area, MARK);
        let title = fill(texts.pair_title, &[&review::why(cx.lang, self.why)]);
        paint::put_cut(buf, paint::line(area, 0), &title, cx.glyphs.ellipsis, cx.theme.head);
        let body = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
        let Some(sides) = &self.sides else {
            return listing::explain_empty(cx, body, app::texts(cx.lang).loading, buf);
        };
        let width = area.width.saturating_sub(LABELS + BETWEEN) / 2;
        let places = [LABELS, LABELS + width + BETWEEN].map(|from| (from, width));
        for (at, ((from, width), head)) in places.iter().zip([texts.one, texts.other]).enumerate() {
            let chosen = self.right == (at == 1);
            let place = paint::slice(paint::line(body, 0), *from, *width);
            let (mark, style) = if chosen { (cx.glyphs.mark, cx.theme.head) } else { (" ", cx.theme.quiet) };
            let used = paint::put_all(buf, place, &[(mark, style), (head, style)]);
            cx.parts.tab(paint::slice(place, 0, used), at);
        }
        let [left, right] = [&sides.one, &sides.other].map(|side| facts(cx, side));
        let mut y = 1;
        for ((label, one), (_, other)) in left.iter().zip(&right) {
            paint::put(buf, paint::slice(paint::line(body, y), 0, LABELS), label, cx.theme.quiet);
            let style = if one == other { cx.theme.plain } else { cx.theme.doubt };
            let wrapped =
                [one, other].map(|value| text::wrap(value, usize::from(width.saturating_sub(MARK)).max(1)));
            for ((from, width), lines) in places.iter().zip(&wrapped) {
                for (down, line) in (y..body.height).zip(lines) {
                    let place =
                        paint::slice(paint::line(body, down), *from + MARK, width.saturating_sub(MARK));
                    paint::put(buf, place, line, style);
                }
            }
            y += u16::try_from(wrapped.iter().map(Vec::len).max().unwrap_or(1).max(1)).unwrap_or(1);
        }
        let below = Rect { y: body.y + y, height: body.height.saturating_sub(y), ..body };
        for (down, line) in (1..below.height).zip(text::wrap(texts.what_now, usize::from(area.width))) {
            paint::put(buf, paint::line(below, down), &line, cx.theme.plain);
        }
    }
}

/// What is compared, each with its label.
fn facts(cx: &ViewContext, side: &DoubleSide) -> [(&'static str, String); FACTS] {
    let texts = texts::of(cx.lang);
    let text = |value: &Option<crate::domain::text::CleanText>| {
        value.as_ref().map_or_else(|| cx.glyphs.none.to_owned(), ToString::to_string)
    };
    let gift = |gift: &LastGift| {
        format!("{} {}", words::round_short(cx.lang, gift.round), person::gift_amount(cx, gift))
    };
    let none = || cx.glyphs.none.to_owned();
    let state = match (side.died_on, side.left_on) {
        (Some(on), _) => fill(texts.died, &[&on]),
        (None, Some(on)) => fill(texts.left, &[&on]),
        (None, None) => texts.here.to_owned(),
    };
    let groups: Vec<&str> = side.groups.iter().map(AsRef::as_ref).collect();
    [
        (texts.name, side.name.to_string()),
        (texts.birth_year, side.birth_year.map_or_else(none, |year| year.to_string())),
        (texts.id_number, text(&side.id_masked)),
        (texts.phone, text(&side.phone_masked)),
        (texts.card, text(&side.card_masked)),
        (texts.township, side.township.to_string()),
        (texts.village, if side.village.is_empty() { none() } else { side.village.to_string() }),
        (texts.groups, if groups.is_empty() { none() } else { groups.join(texts.between) }),
        (texts.last_gift, side.last_gift.as_ref().map_or_else(none, gift)),
        (texts.state, state),
    ]
}

impl Screen for PairScreen {
    fn context(&self) -> &'static KeyContext {
        &PAIR
    }

    fn enter(&mut self, _cx: &ViewContext, out: &mut Outbox<'_>) {
        self.ask(out);
    }

    fn act(&mut self, _cx: &ViewContext, action: ScreenAction, out: &mut Outbox<'_>) -> Handled {
        match action {
            ScreenAction::ACCEPT => {
                let [one, other] = self.ids;
                out.open(Destination::Person(if self.right { other } else { one }));
            }
            ScreenAction::STATUS => {
                let [one, other] = self.ids;
                let id = if self.right { other } else { one };
                out.open(Destination::PersonFor { id, action });
            }
            ScreenAction::LEFT => self.right = false,
            ScreenAction::RIGHT => self.right = true,
            TELL_APART => self.tell_apart(out),
            MERGE => self.merge(out),
            ScreenAction::BACK => out.pop(),
            _ => return Handled::No,
        }
        Handled::Yes
    }

    fn go_to_tab(&mut self, _cx: &ViewContext, at: usize, _out: &mut Outbox<'_>) {
        self.right = at == 1;
    }

    fn answered(&mut self, _cx: &ViewContext, reply: &mut Reply, _out: &mut Outbox<'_>) {
        if let Some(sides) = self.waiting.take(reply) {
            self.sides = Some(sides);
        }
    }

    fn committed(&mut self, _cx: &ViewContext, op: &Op, _receipt: &Receipt, out: &mut Outbox<'_>) {
        // Whichever of them stays, and whatever they are, they are no pair to check any more.
        if let Op::TellApart { one, other, .. } | Op::Merge { keep: one, other, .. } = op
            && (self.ids == [*one, *other] || self.ids == [*other, *one])
        {
            out.pop();
        }
    }

    fn refresh(&mut self, _cx: &ViewContext, changed: Changed, out: &mut Outbox<'_>) {
        if changed.people || changed.ledger {
            self.ask(out);
        }
    }

    fn view(&self, cx: &ViewContext, area: Rect, buf: &mut Buffer) -> Option<Position> {
        self.draw(cx, area, buf);
        None
    }
}
