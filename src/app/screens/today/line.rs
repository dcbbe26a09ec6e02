//! The lines of the first screen: what each tells and where it leads.

use ratatui::style::Style;

use super::texts;
use crate::app::action::MainScreen;
use crate::app::context::ViewContext;
use crate::app::destination::Destination;
use crate::app::screens::progress::UnitGoods;
use crate::app::screens::{day, progress};
use crate::domain::attention::{Attention, Today, Watched};
use crate::domain::list::ScopeLine;
use crate::domain::op::DraftLine;
use crate::domain::place::Scope;
use crate::domain::review::Review;
use crate::domain::sign_sheet::HalfKeyed;
use crate::lang::{fill, review, words};
use crate::ui::text;

/// A line that can be chosen.
#[derive(Clone, Debug)]
pub(super) enum TodayLine {
    /// Those who ask for attention.
    Attention(Attention, Watched),
    /// The forms that wait half filled.
    Drafts(Vec<DraftLine>, Vec<HalfKeyed>),
    /// The township last worked in.
    LastTownship(ScopeLine),
    /// The lists of what is to be checked.
    Review,
    /// The progress of a township, of the units or of all.
    Progress(progress::ProgressLine),
}

/// The lines of a day: what is empty is not told.
pub(super) fn lines(cx: &ViewContext, told: &Today, goods: &UnitGoods) -> Vec<TodayLine> {
    let [today, missed, soon, gone, number] = &told.lists;
    let list = |list: Attention, watched: &Watched| {
        (watched.count.counted > 0).then(|| TodayLine::Attention(list, watched.clone()))
    };
    let township = told.last_township.as_ref().filter(|_| cx.has_round()).and_then(|code| {
        let line = cx.scope(&Scope::Township(code.clone()))?;
        (line.open + line.done > 0).then(|| TodayLine::LastTownship(line.clone()))
    });
    let drafts = (!told.drafts.is_empty() || !told.half_keyed.is_empty())
        .then(|| TodayLine::Drafts(told.drafts.clone(), told.half_keyed.clone()));
    let own = [
        list(Attention::PromisedToday, today),
        list(Attention::PromisedMissed, missed),
        list(Attention::PromisedSoon, soon),
        drafts,
        township,
        list(Attention::NotedGone, gone),
        list(Attention::NoNumber, number),
        cx.scopes.iter().any(|line| line.recipients > 0).then_some(TodayLine::Review),
    ];
    own.into_iter().flatten().chain(progress::lines(cx, goods).into_iter().map(TodayLine::Progress)).collect()
}

impl TodayLine {
    /// Whether it belongs to the progress.
    pub(super) fn is_progress(&self) -> bool {
        matches!(self, Self::Progress(_))
    }

    /// Its list.
    pub(super) fn leads_to(&self, cx: &ViewContext) -> Option<Destination> {
        match self {
            Self::Attention(list, _) => Some(Destination::Attention { list: *list, place: None }),
            Self::Review => Some(Destination::Main(MainScreen::REVIEW)),
            Self::Drafts(..) => Some(Destination::Main(MainScreen::DRAFTS)),
            Self::LastTownship(line) => {
                let (round, scope, name) = (cx.code()?, line.scope.clone(), line.name.clone());
                Some(Destination::Due { round, scope, name })
            }
            Self::Progress(line) => progress::leads_to(cx, line),
        }
    }

    /// Its label, its number and the rest in so many `cells`, with the style of the first two; none for the progress, which
    /// has columns of its own. Whoever has no room in the rest is found in the list that Enter opens.
    pub(super) fn words(&self, cx: &ViewContext, cells: usize) -> Option<([String; 3], Style)> {
        let texts = texts::of(cx.lang);
        let theme = &cx.theme;
        Some(match self {
            Self::Attention(list, watched) => {
                let said = Review::People(*list);
                let hint = || review::hint(cx.lang, said).to_owned();
                let (rest, style) = match list {
                    Attention::PromisedToday => (promised(cx, watched, false, cells), theme.doubt),
                    Attention::PromisedMissed => (promised(cx, watched, true, cells), theme.late),
                    Attention::PromisedSoon => (promised(cx, watched, true, cells), theme.plain),
                    Attention::NotedGone
                    | Attention::NoNumber
                    | Attention::CheckDigit
                    | Attention::NoPhone
                    | Attention::NoVillage
                    | Attention::Sixty
                    | Attention::NotSeen => (hint(), theme.plain),
                };
                let number = review::count(cx.lang, said, watched.count);
                ([review::name(cx.lang, said).to_owned(), number, rest], style)
            }
            Self::Drafts(drafts, sheets) => {
                let whose = |line: &DraftLine| {
                    let (on, at) = day::moment(cx, line.saved_at_ms);
                    fill(texts.draft_of, &[&line.name, &on, &at])
                };
                let sheet =
                    |sheet: &HalfKeyed| fill(texts.sheet_of, &[&sheet.number.to_string(), &sheet.place]);
                let told = drafts.iter().map(whose).chain(sheets.iter().map(sheet));
                let (told, count): (Vec<String>, usize) =
                    (told.take(TOLD).collect(), drafts.len() + sheets.len());
                let rest = joined(cx, &told, count > told.len(), cells);
                ([texts.drafts.to_owned(), fill(texts.forms, &[&count]), rest], theme.plain)
            }
            Self::LastTownship(line) => {
                let template = if line.open > 0 { texts.left_in } else { texts.all_done_in };
                let rest = fill(template, &[&line.name, &line.done]);
                let number = fill(texts.visits, &[&line.open]);
                ([texts.last_township.to_owned(), number, rest], theme.plain)
            }
            Self::Review => ([texts.review, "", texts.review_hint].map(str::to_owned), theme.plain),
            Self::Progress(_) => return None,
        })
    }
}

/// Drafts that are told by name: a line holds no more.
const TOLD: usize = 6;

fn promised(cx: &ViewContext, watched: &Watched, with_day: bool, cells: usize) -> String {
    let texts = texts::of(cx.lang);
    let told: Vec<String> = watched
        .first
        .iter()
        .map(|promise| {
            if with_day {
                let on = words::promised(cx.lang, promise.on, cx.today);
                fill(texts.whom_on, &[&promise.name, &promise.township, &on])
            } else {
                fill(texts.whom, &[&promise.name, &promise.township])
            }
        })
        .collect();
    let all = usize::try_from(watched.count.counted).unwrap_or(usize::MAX);
    joined(cx, &told, watched.count.more || all > told.len(), cells)
}

/// Those told in so many `cells`, whole; that there are more is said.
fn joined(cx: &ViewContext, told: &[String], more: bool, cells: usize) -> String {
    let texts = texts::of(cx.lang);
    let first = |count: usize| {
        let names = told.get(..count).unwrap_or_default().join(texts.between);
        if more || count < told.len() { fill(texts.and_more, &[&names]) } else { names }
    };
    // A single one that is too long is cut.
    (1..=told.len()).rev().map(first).find(|said| text::width(said) <= cells).unwrap_or_else(|| first(1))
}
