//! What is told of a recipient, line after line.

mod gifts;
mod status;

use super::held;
use super::texts::{self, PersonTexts};
use crate::app::context::ViewContext;
use crate::app::keymap::key_name;
use crate::app::query::Received;
use crate::domain::due::{DueState, Standing};
use crate::domain::entry::LedgerLine;
use crate::domain::holiday::RoundCode;
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::money::Fen;
use crate::domain::payment::figures::PaymentSum;
use crate::domain::recipient::{self, Held, Kind, Life, Numbers, RecipientCard};
use crate::domain::round_card::RoundLine;
use crate::domain::text::CleanText;
use crate::domain::visit::CallLine;
use crate::lang::{fill, words};
use crate::ui::key::Key;
use chrono::NaiveDate;
use ratatui::style::Style;

/// What the keys act on when the bar is on a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// Nothing.
    Nothing,
    /// A round, and whether the recipient is still to be visited in it.
    Round(RoundCode, bool),
    /// A gift, what it was, and whether it was reversed.
    Gift(EntryId, String, bool),
    /// Another registration that was merged into this one, and its name.
    Merged(RecipientId, String),
    /// A reversal.
    Reversal,
    /// A call at which nothing was given, what it was, and whether it still counts.
    Call(EntryId, String, bool),
}

/// One line: a short left part, a text, an amount at the right.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) target: Target,
    /// Begins a part: bold, at the margin.
    pub(super) begins: bool,
    /// A blank line stands before it.
    pub(super) apart: bool,
    pub(super) left: String,
    /// Pieces that flow over as many rows as they need.
    pub(super) text: Vec<String>,
    pub(super) right: String,
    pub(super) style: Style,
    /// The style of the text and of what is at the right.
    pub(super) text_style: Style,
    /// The first text of the part goes beside its head.
    pub(super) beside: bool,
}

/// Writes the lines down.
struct LineWriter<'a> {
    cx: &'a ViewContext,
    texts: &'static PersonTexts,
    /// Whether only what an officer wants to see at once is told, each fact in a row of its own whoever it is: what
    /// stands in the same place for everybody is not sent again when the next one is told of.
    brief: bool,
    /// Whose lines they are.
    name: &'a str,
    lines: Vec<Line>,
}

/// Stands beside a list where nothing is known: a label alone looks like a fault, and a word costs a slow line more.
const NOTHING: &str = "-";

/// Every line; `brief` tells what an officer wants to see at once.
pub(super) fn lines(
    cx: &ViewContext,
    card: &RecipientCard,
    received: &Received,
    numbers: Option<&Numbers>,
    brief: bool,
) -> Vec<Line> {
    let mut writer =
        LineWriter { cx, texts: texts::of(cx.lang), brief, name: card.name.as_str(), lines: Vec::new() };
    writer.who(card, numbers);
    if brief {
        writer.held_now(&card.groups);
    } else {
        writer.held(writer.texts.groups, (&card.groups, &card.by_rule), true);
    }
    if card.groups.is_empty() {
        writer.line("", writer.texts.no_groups, cx.theme.quiet);
    }
    if !card.categories.is_empty() && !brief {
        writer.held(writer.texts.categories, (&card.categories, &[]), false);
    }
    writer.status(card);
    writer.merged(card);
    writer.begin(writer.texts.rounds, true, false);
    writer.sum(&received.rounds);
    writer.paid(&received.paid);
    if received.rounds.is_empty() {
        writer.line("", writer.texts.no_rounds, cx.theme.quiet);
    }
    for round in &received.rounds {
        writer.round(round);
    }
    writer.lines
}

impl LineWriter<'_> {
    fn push(&mut self, target: Target, left: &str, text: Vec<String>, right: String, style: Style) {
        let left = left.to_owned();
        // What is told of a part that has only its head so far goes beside that head.
        match self.lines.last_mut() {
            Some(head) if head.begins && head.text.is_empty() && head.beside && left.is_empty() => {
                (head.text, head.text_style) = (text, style);
            }
            Some(_) | None => self.lines.push(Line {
                target,
                begins: false,
                apart: false,
                beside: false,
                left,
                text,
                right,
                style,
                text_style: style,
            }),
        }
    }

    fn line(&mut self, left: &str, text: &str, style: Style) {
        self.parts(left, vec![text.to_owned()], style);
    }

    fn parts(&mut self, left: &str, parts: Vec<String>, style: Style) {
        self.push(Target::Nothing, left, parts, String::new(), style);
    }

    /// Begins a part.
    fn begin(&mut self, head: &str, apart: bool, beside: bool) {
        let style = self.cx.theme.head;
        self.lines.push(Line {
            target: Target::Nothing,
            begins: true,
            apart,
            beside,
            left: head.to_owned(),
            text: Vec::new(),
            right: String::new(),
            style,
            text_style: style,
        });
    }

    /// A line of a fact, left out where nothing is known. Beside a list it stays, so that the next person moves no line.
    fn fact(&mut self, label: &str, fact: Option<&CleanText>) {
        match fact.filter(|fact| !fact.is_empty()) {
            Some(fact) => self.line(label, fact, self.cx.theme.plain),
            None if self.brief => self.line(label, NOTHING, self.cx.theme.plain),
            None => {}
        }
    }

    fn who(&mut self, card: &RecipientCard, numbers: Option<&Numbers>) {
        let (cx, texts) = (self.cx, self.texts);
        let mut who = vec![card.name.to_string()];
        who.extend(card.sex.map(|sex| words::sex(cx.lang, sex).to_owned()));
        let alive = card.birth_year.filter(|_| card.life == Life::Alive);
        let age = alive.and_then(|year| recipient::age(year, cx.today));
        who.extend(age.map(|age| fill(texts.age, &[&age])));
        self.begin(&who.join("  "), false, false);
        if numbers.is_some() {
            self.line("", texts.unmasked, cx.theme.late);
        }
        let shown = |full: fn(&Numbers) -> &Option<CleanText>, masked: &Option<CleanText>| match numbers {
            Some(numbers) => full(numbers).clone(),
            None => masked.clone(),
        };
        if card.kind == Kind::Person {
            let id = shown(|numbers| &numbers.id_number, &card.id_masked);
            let mut parts = vec![id.map_or_else(|| texts.none.to_owned(), |id| id.to_string())];
            parts.extend(match numbers.and_then(|numbers| numbers.birth) {
                Some(birth) => Some(fill(texts.born, &[&birth])),
                None => card.birth_year.map(|year| fill(texts.born_in, &[&year])),
            });
            self.parts(texts.id_number, parts, cx.theme.plain);
        }
        let phone = match numbers {
            Some(numbers) => numbers.phone.as_ref(),
            None => cx.phone(card.id, &card.phone_masked),
        };
        self.fact(texts.phone, phone);
        self.fact(texts.card, shown(|numbers| &numbers.card, &card.card_masked).as_ref());
        let township = card.township.as_ref().map_or("", |(_, name)| name.as_str());
        let place = [township, card.village.as_deref().unwrap_or_default()].join(" ");
        self.line(texts.place, place.trim(), cx.theme.plain);
        self.fact(texts.address, card.address.as_ref());
        if !self.brief {
            self.fact(texts.station, card.station.as_ref());
        }
        // Few have one: its line stays empty, whole.
        if self.brief && card.note.as_ref().is_none_or(|note| note.is_empty()) {
            self.line("", "", self.cx.theme.plain);
        } else {
            self.fact(texts.note, card.note.as_ref());
        }
    }

    /// The groups held today, without since when.
    fn held_now(&mut self, groups: &[Held]) {
        self.begin(self.texts.groups, true, true);
        let now = groups.iter().filter(|held| held.covers(self.cx.today));
        let labels: Vec<String> = now.map(|held| held.label.to_string()).collect();
        if !groups.is_empty() {
            self.parts("", labels, self.cx.theme.plain);
        }
    }

    fn held(&mut self, title: &str, (held, by_rule): (&[Held], &[Held]), apart: bool) {
        let (cx, texts) = (self.cx, self.texts);
        self.begin(title, apart, true);
        for one in held {
            let style = if one.covers(cx.today) { cx.theme.plain } else { cx.theme.quiet };
            self.parts("", held::told(texts, one, by_rule.contains(one)), style);
        }
    }

    /// The other registrations of the same human, each a line that takes the merge back.
    fn merged(&mut self, card: &RecipientCard) {
        if !card.merged.is_empty() {
            self.begin(self.texts.merged, false, false);
        }
        for one in &card.merged {
            let target = Target::Merged(one.id, one.name.to_string());
            self.push(target, "", one.told(), String::new(), self.cx.theme.plain);
        }
    }

    fn round(&mut self, round: &RoundLine) {
        let cx = self.cx;
        let word = words::standing(cx.lang, round.standing, round.state, cx.today);
        let style = match (round.state, round.standing) {
            (DueState::Overdue, _) => cx.theme.late,
            _ if words::is_promise_past(round.standing, cx.today) => cx.theme.late,
            (_, Standing::Open(Some(_)) | Standing::Partly(..)) | (DueState::Grace, _) => cx.theme.doubt,
            (DueState::Due, _) => cx.theme.head,
            (DueState::Done | DueState::Upcoming | DueState::Closed | DueState::NotEligible, _) => {
                cx.theme.plain
            }
        };
        let open = round.standing.is_open();
        let target = Target::Round(round.round, open);
        let mut parts = vec![words::round(cx.lang, round.round), word];
        let told = round.state != DueState::NotEligible && (open || !self.brief);
        if let Some(standard) = round.standard.as_ref().filter(|_| told) {
            let group = held::basis(self.texts, &standard.group, round.by_rule);
            parts.extend(Some(group).filter(|_| !self.brief));
            parts.push(fill(self.texts.standard, &[&words::standard(cx.lang, standard)]));
        }
        if self.brief {
            return self.brief_round(round, target, parts, style);
        }
        self.push(target, "", parts, String::new(), style);
        let mut gifts: Vec<&LedgerLine> = round.entries.iter().filter(|one| one.reverses.is_none()).collect();
        for call in &round.calls {
            let gift = gifts.iter().position(|gift| gift.id == call.id).map(|at| gifts.remove(at));
            if let Some(gift) = gift {
                self.gift(gift, round);
            }
            self.call(call, gift.is_some());
        }
        for gift in gifts {
            self.gift(gift, round);
        }
    }

    /// A round in one line: the gift that stands with its day, under it what was heard, and the calls in vain while it is
    /// open.
    fn brief_round(&mut self, round: &RoundLine, target: Target, mut parts: Vec<String>, style: Style) {
        let open = matches!(target, Target::Round(_, true));
        let stands = |one: &&LedgerLine| one.reverses.is_none() && one.reversed_by.is_none();
        let gifts: Vec<&LedgerLine> = round.entries.iter().filter(stands).collect();
        parts.extend(gifts.iter().map(|gift| inner(gift.on)));
        let given = gifts.iter().map(|gift| amount(self.cx, gift)).collect::<Vec<_>>().join(" + ");
        self.push(target, "", parts, given, style);
        let told = |one: &&CallLine| one.stands && (open || one.call.needs.is_some());
        for call in round.calls.iter().filter(told) {
            self.call(call, !open);
        }
    }

    /// What the gifts that stand come to, over all years; it is the head over their amounts.
    fn sum(&mut self, rounds: &[RoundLine]) {
        let entries = rounds.iter().flat_map(|round| &round.entries);
        let gifts: Vec<&LedgerLine> =
            entries.filter(|one| one.reverses.is_none() && one.reversed_by.is_none()).collect();
        let [cash, goods] = [|one: &LedgerLine| one.cash, |one: &LedgerLine| one.goods_value]
            .map(|of| gifts.iter().map(|one| of(one).get()).fold(0_i64, i64::saturating_add));
        let told = match (gifts.len(), goods) {
            (0, _) => return,
            (..) if cash == 0 => fill(self.texts.sum_goods, &[&Fen::new(goods).short()]),
            (_, 0) => fill(self.texts.sum_cash, &[&Fen::new(cash).short()]),
            (..) => fill(self.texts.sum, &[&Fen::new(cash).short(), &Fen::new(goods).short()]),
        };
        if let Some(head) = self.lines.last_mut() {
            head.right = told;
        }
    }

    /// What came of programmes beside the rounds, and the key that opens it.
    fn paid(&mut self, paid: &PaymentSum) {
        if paid.entries > 0 {
            let texts = self.texts;
            let key = key_name(self.cx.lang, self.cx.glyphs.arrows, Key::Insert);
            let text = vec![fill(texts.paid, &[&paid.entries, &key])];
            let sum = fill(texts.sum_cash, &[&paid.amount.short()]);
            self.push(Target::Nothing, texts.payments, text, sum, self.cx.theme.plain);
        }
    }

    /// A call; one that ended in a gift is told by that gift, and under it only what was heard.
    fn call(&mut self, line: &CallLine, is_told: bool) {
        let (cx, texts, call) = (self.cx, self.texts, &line.call);
        let mut parts = Vec::new();
        if !call.outcome.gives() {
            parts.push(words::outcome(cx.lang, call.outcome).to_owned());
        }
        parts.extend(call.deferred_to.map(|day| words::promised(cx.lang, day, cx.today)));
        parts.extend(call.needs.as_ref().map(|needs| fill(texts.needs, &[needs])));
        parts.extend(call.note.as_ref().map(ToString::to_string));
        parts.extend(line.cancelled.as_ref().map(|reason| fill(texts.cancelled, &[reason])));
        if !parts.is_empty() {
            let day = if is_told { String::new() } else { inner(call.on) };
            let target = if call.outcome.gives() {
                Target::Nothing
            } else {
                let outcome = words::outcome(cx.lang, call.outcome);
                let what = [self.name, &inner(call.on), outcome].map(str::trim).join(" ");
                Target::Call(line.id, what, line.stands)
            };
            let style = if line.stands { cx.theme.plain } else { cx.theme.quiet };
            self.push(target, &day, parts, String::new(), style);
        }
    }
}

/// A day within a round.
fn inner(day: NaiveDate) -> String {
    day.to_string()
}

/// The amount of an entry: its cash, or the value of its goods where there is no cash.
fn amount(cx: &ViewContext, entry: &LedgerLine) -> String {
    words::yuan(cx.lang, if entry.cash == Fen::ZERO { entry.goods_value } else { entry.cash })
}
