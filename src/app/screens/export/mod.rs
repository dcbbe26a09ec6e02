//! Writes the list that was open to a file: its form, whether numbers are in full and why, and the place are chosen, the job
//! writes it, and where it lies is told. A sheet to sign goes the same way, once it is chosen of which part of the round it is.

mod keys;
#[cfg(test)]
mod tests;
mod texts;
mod update;
mod view;

use std::path::PathBuf;

use crate::app::context::ViewContext;
use crate::app::destination::Destination;
use crate::app::effect::{Effect, ExportJob};
use crate::app::form::{FieldName, Inputs, turn};
use crate::app::outbox::{Outbox, Severity};
use crate::app::pending::Pending;
use crate::app::query::{ExportLook, ask};
use crate::app::screen::{Screen, ScreenDef};
use crate::domain::date::Typed;
use crate::domain::departing::{Departing, DocumentQuery};
use crate::domain::export::{Exported, Format};
use crate::domain::holiday::RoundCode;
use crate::domain::notice::{NoticeOf, NoticeQuery, holds_phone, usual_end};
use crate::domain::place::{Scope, TownshipCode};
use crate::domain::plan::PlanFilter;
use crate::domain::sheet_query::{SheetForm, SheetQuery};
use crate::domain::sign_sheet::{NumberedQuery, SheetBy, SheetPart};
use crate::domain::text::{CleanText, NAME_MAX, NOTE_MAX};
use crate::lang::{export, fill, words};
use crate::ui::key::Key;
use keys::{EXPORT, EXPORTING};

/// What the list of screens holds of it.
pub static DEF: ScreenDef = ScreenDef {
    contexts: &[&EXPORT, &EXPORTING],
    opens_with: None,
    open: |to, cx| {
        let what = if let Destination::Export(list) = to {
            Departing::List((**list).clone())
        } else if let Destination::ExportDocument(query) = to {
            Departing::Document(*query)
        } else if let Destination::PrintSheet(round) = to {
            let (filter, units) = (PlanFilter::default(), false);
            Departing::Sheet(NumberedQuery { round: *round, filter, units })
        } else if let Destination::PrintNotice(round) = to {
            let days = [cx.today, usual_end(cx.today)];
            let (of, phone) = (NoticeOf::Round(*round), CleanText::default());
            Departing::Notice(NoticeQuery { of, township: None, days, place: None, phone })
        } else {
            return None;
        };
        Some(Box::new(ExportDialog::new(what)) as Box<dyn Screen>)
    },
};

/// The sheets of a round. The one to be signed gets a number by leaving.
const SHEETS: [SheetForm; 3] = [SheetForm::Sign, SheetForm::Visits, SheetForm::Log];
/// Most characters of a path.
const PATH_MAX: usize = 400;

/// The lines of the dialog.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Item {
    /// Which sheet of a round: to be signed, to carry, of what was done.
    Sheet,
    /// Of a sheet: by what the round is parted.
    By,
    /// Of a sheet: which part.
    Part,
    /// Of a notice: whom it is about.
    About,
    Township,
    From,
    Until,
    /// Where it hangs.
    Hangs,
    Phone,
    Format,
    Numbers,
    Reason,
    Place,
}

impl FieldName for Item {
    fn longest(self) -> usize {
        match self {
            Self::Sheet
            | Self::By
            | Self::Part
            | Self::About
            | Self::Township
            | Self::Format
            | Self::Numbers => 0,
            Self::From | Self::Until => 20,
            Self::Hangs | Self::Phone => NAME_MAX,
            Self::Reason => NOTE_MAX,
            Self::Place => PATH_MAX,
        }
    }
}

/// How far it has come.
#[derive(Debug, Default)]
enum Phase {
    /// It is being filled in.
    #[default]
    Filling,
    /// It is written: so many of so many rows, once that is known.
    Running { progress: Option<(u64, u64)>, stopping: bool },
    /// It was written.
    Done(Exported),
}

/// The dialog.
#[derive(Debug)]
pub struct ExportDialog {
    what: Box<Departing>,
    /// Of a notice or a sheet: the round that it may be about.
    round: Option<RoundCode>,
    /// Of a sheet: which.
    sheet: usize,
    look: Option<ExportLook>,
    asked: Pending<ExportLook>,
    /// Of a sheet: by what the round is parted, and which of those parts.
    by: usize,
    part: usize,
    format: usize,
    full: bool,
    inputs: Inputs<Item>,
    /// The name that was proposed last: it goes along with the form until somebody types another.
    proposed: String,
    /// The place at which a file lies that another Enter replaces.
    lies_there: Option<String>,
    phase: Phase,
}

/// The townships with their names.
fn townships(cx: &ViewContext) -> Vec<(TownshipCode, CleanText)> {
    let of = |line: &crate::domain::list::ScopeLine| match &line.scope {
        Scope::Township(code) => Some((code.clone(), line.name.clone())),
        Scope::Banner | Scope::Units => None,
    };
    cx.scopes.iter().filter_map(of).collect()
}

impl ExportDialog {
    fn new(what: Departing) -> Self {
        let first = match what {
            Departing::List(_) | Departing::Document(_) => Item::Format,
            Departing::Sheet(_) | Departing::Paper(_) => Item::By,
            Departing::Notice(_) => Item::Phone,
        };
        let mut inputs = Inputs::new(first);
        let mut round = None;
        if let Departing::Notice(NoticeQuery { of, days: [from, until], .. }) = &what {
            inputs.set(Item::From, &from.to_string());
            inputs.set(Item::Until, &until.to_string());
            inputs.settle();
            if let NoticeOf::Round(code) = of {
                round = Some(*code);
            }
        }
        if let Departing::Sheet(NumberedQuery { round: code, .. }) = &what {
            round = Some(*code);
        }
        Self {
            what: Box::new(what),
            round,
            sheet: 0,
            look: None,
            asked: Pending::default(),
            by: 0,
            part: 0,
            format: 0,
            full: false,
            inputs,
            proposed: String::new(),
            lies_there: None,
            phase: Phase::Filling,
        }
    }

    fn format(&self) -> Format {
        self.formats().get(self.format).copied().unwrap_or(Format::Xlsx)
    }

    /// The forms that it has.
    fn formats(&self) -> &'static [Format] {
        match *self.what {
            Departing::Notice(_) => &[Format::Xlsx, Format::Html, Format::Text],
            Departing::Paper(_) => &[Format::Xlsx, Format::Text],
            Departing::Document(DocumentQuery::Year(_)) => &Format::DOCUMENTS,
            Departing::Document(DocumentQuery::Bulletin(..)) => &[Format::Text, Format::Docx],
            Departing::List(_) | Departing::Sheet(_) => &Format::LISTS,
        }
    }

    fn items(&self) -> &'static [Item] {
        match (self.what.what().has_numbers(), self.full) {
            _ if self.is_sheet() && self.full => {
                &[Item::Sheet, Item::By, Item::Part, Item::Numbers, Item::Reason, Item::Place]
            }
            _ if self.is_sheet() => &[Item::Sheet, Item::By, Item::Part, Item::Numbers, Item::Place],
            _ if self.is_paper() && self.full => {
                &[Item::Sheet, Item::Township, Item::Format, Item::Numbers, Item::Reason, Item::Place]
            }
            _ if self.is_paper() => &[Item::Sheet, Item::Township, Item::Format, Item::Numbers, Item::Place],
            _ if matches!(*self.what, Departing::Notice(_)) => &[
                Item::About,
                Item::Township,
                Item::From,
                Item::Until,
                Item::Hangs,
                Item::Phone,
                Item::Format,
                Item::Place,
            ],
            (false, _) => &[Item::Format, Item::Place],
            (true, false) => &[Item::Format, Item::Numbers, Item::Place],
            (true, true) => &[Item::Format, Item::Numbers, Item::Reason, Item::Place],
        }
    }

    /// What it is, with the year or the round that it is of.
    fn named(&self, cx: &ViewContext) -> String {
        let what = export::what(cx.lang, self.what.what());
        match &*self.what {
            Departing::Document(DocumentQuery::Year(year)) => {
                fill(texts::of(cx.lang).of_year, &[year, &what])
            }
            Departing::Document(DocumentQuery::Bulletin(round, _)) => {
                [&words::round(cx.lang, *round), what].join(cx.lang.pick("", " "))
            }
            Departing::List(_) | Departing::Sheet(_) | Departing::Notice(_) | Departing::Paper(_) => {
                what.to_owned()
            }
        }
    }

    fn is_sheet(&self) -> bool {
        matches!(*self.what, Departing::Sheet(_))
    }

    fn is_paper(&self) -> bool {
        matches!(*self.what, Departing::Paper(_))
    }

    /// By what the round can be parted into sheets: by what has a part in which somebody is still to be visited.
    fn ways(&self) -> Vec<SheetBy> {
        let has = |by: &SheetBy| self.parts_by(*by).next().is_some();
        SheetBy::ALL.into_iter().filter(has).collect()
    }

    fn way(&self) -> SheetBy {
        self.ways().get(self.by).copied().unwrap_or(SheetBy::Whole)
    }

    fn parts_by(&self, by: SheetBy) -> impl Iterator<Item = &SheetPart> {
        self.look.iter().flat_map(|look| &look.parts).filter(move |part| part.by == by)
    }

    /// The part of which a sheet is written.
    fn chosen(&self) -> Option<&SheetPart> {
        self.parts_by(self.way()).nth(self.part)
    }

    fn ask(&mut self, out: &mut Outbox<'_>) {
        self.asked.ask(out, ask::export_look(self.what.clone()));
    }

    /// Proposes a place beside the register, as long as nobody has typed another.
    fn propose(&mut self, cx: &ViewContext) {
        let Some(look) = &self.look else { return };
        if self.inputs.text(Item::Place) != self.proposed {
            return;
        }
        let mut name = self.named(cx).replace(' ', "-");
        if let Some(part) = self.chosen() {
            name = [&name, "-", &view::part_name(cx, part)].concat();
        }
        if let Departing::Paper(query) = &*self.what {
            name = [&name, "-", &view::place_name(cx, query.township.as_ref())].concat();
        }
        let name = format!("{name}-{}.{}", cx.today, self.format().ending());
        self.proposed = look.folder.join(name).to_string_lossy().into_owned();
        self.inputs.set(Item::Place, &self.proposed);
        if self.inputs.text(Item::Reason).is_empty() {
            self.inputs.settle();
        }
    }

    fn want(&mut self, item: Item, said: &str, out: &mut Outbox<'_>) {
        self.inputs.go(item);
        out.say(Severity::Bad, said);
    }

    /// The notice as it is filled in, or what is wanting.
    fn notice(&self, cx: &ViewContext, query: &NoticeQuery) -> Result<NoticeQuery, (Item, &'static str)> {
        let texts = texts::of(cx.lang);
        let day = |item| Typed::on(cx.today).read(self.inputs.text(item)).map_err(|_| (item, texts.bad_day));
        let (from, until) = (day(Item::From)?, day(Item::Until)?);
        if until < from {
            return Err((Item::Until, texts.backwards));
        }
        let text =
            |item| CleanText::parse(self.inputs.text(item), NAME_MAX).map_err(|_| (item, texts.bad_text));
        let (place, phone) = (text(Item::Hangs)?, text(Item::Phone)?);
        if !holds_phone(&phone) {
            return Err((Item::Phone, texts.phone_needed));
        }
        let place = Some(place).filter(|place| !place.is_empty());
        Ok(NoticeQuery { days: [from, until], place, phone, ..query.clone() })
    }

    /// Turns whom a notice is about, or which township; the rows are counted anew.
    fn turn_notice(&mut self, cx: &ViewContext, (item, key): (Item, Key), out: &mut Outbox<'_>) {
        let round = self.round;
        if let Departing::Paper(query) = &mut *self.what {
            let all = townships(cx);
            let now = all.iter().position(|(code, _)| Some(code) == query.township.as_ref());
            let Some(to) = turn(key, now.unwrap_or(all.len()), all.len() + 1) else { return };
            query.township = all.get(to).map(|(code, _)| code.clone());
            return self.ask(out);
        }
        let Departing::Notice(query) = &mut *self.what else { return };
        if item == Item::About {
            let now = usize::from(query.of == NoticeOf::Relief);
            let Some(to) = turn(key, now, 2) else { return };
            query.of = match round {
                Some(round) if to == 0 => NoticeOf::Round(round),
                _ => NoticeOf::Relief,
            };
        } else {
            let all = townships(cx);
            let now = all.iter().position(|(code, _)| Some(code) == query.township.as_ref());
            let Some(to) = turn(key, now.map_or(0, |at| at + 1), all.len() + 1) else { return };
            query.township = to.checked_sub(1).and_then(|at| all.get(at)).map(|(code, _)| code.clone());
        }
        self.ask(out);
    }

    /// Turns which sheet of the round it is.
    fn turn_sheet(&mut self, cx: &ViewContext, key: Key, out: &mut Outbox<'_>) {
        let (Some(round), Some(to)) = (self.round, turn(key, self.sheet, SHEETS.len())) else { return };
        self.sheet = to;
        let form = SHEETS.get(to).copied().unwrap_or(SheetForm::Sign);
        *self.what = if form == SheetForm::Sign {
            Departing::Sheet(NumberedQuery { round, filter: PlanFilter::default(), units: false })
        } else {
            let township = townships(cx).into_iter().next().map(|(code, _)| code);
            Departing::Paper(SheetQuery { form, round, township, village: None })
        };
        (self.by, self.part, self.format) = (0, 0, 0);
        self.ask(out);
    }

    /// Starts the job, or tells what is wanting.
    fn start(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let texts = texts::of(cx.lang);
        let Some(folder) = self.look.as_ref().map(|look| look.folder.clone()) else { return };
        let place = self.inputs.text(Item::Place).to_owned();
        if place.is_empty() {
            return self.want(Item::Place, texts.place_needed, out);
        }
        let reason = match CleanText::parse(self.inputs.text(Item::Reason), NOTE_MAX) {
            _ if !self.full => None,
            Ok(reason) if reason.says_nothing() => return self.want(Item::Reason, texts.reason_needed, out),
            Ok(reason) => Some(reason),
            Err(_) => return self.want(Item::Reason, texts.reason_bad, out),
        };
        let what = match (&*self.what, self.chosen()) {
            (Departing::List(_) | Departing::Paper(_) | Departing::Document(_), _) => self.what.clone(),
            (Departing::Notice(query), _) => match self.notice(cx, query) {
                Ok(query) => Box::new(Departing::Notice(query)),
                Err((item, said)) => return self.want(item, said, out),
            },
            (Departing::Sheet(_), Some(part)) => Box::new(Departing::Sheet(part.query.clone())),
            (Departing::Sheet(_), None) => return out.say(Severity::Bad, texts.nobody_left),
        };
        // A name alone lies beside the register.
        let to: PathBuf = folder.join(&place);
        let replaces = self.lies_there.as_ref() == Some(&place);
        let job = ExportJob { what, format: self.format(), to, replaces, reason };
        if out.effect(Effect::StartExport(Box::new(job))) {
            self.phase = Phase::Running { progress: None, stopping: false };
        }
    }
}
