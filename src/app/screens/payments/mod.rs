//! Payments of programmes: those of one person with sums, what comes next and where the money goes, and those of everybody, by
//! year, month, programme, township and fund.

mod filters;
mod keys;
#[cfg(test)]
mod tests;
mod texts;
mod update;
mod view;

use crate::app::action::Move;
use crate::app::context::ViewContext;
use crate::app::destination::{Destination, ReasonFor};
use crate::app::list::List;
use crate::app::outbox::{Outbox, Severity};
use crate::app::pending::Pending;
use crate::app::query::{PaymentsPage, PaymentsRequest, ask};
use crate::app::screen::{Screen, ScreenDef};
use crate::app::screens::listing;
use crate::domain::ids::RecipientId;
use crate::domain::page::Start;
use crate::domain::payment::figures::{PaymentLine, PaymentQuery, PaymentSum, PersonPaid};
use crate::domain::text::CleanText;
use crate::lang::{payments, words};
use filters::{Choices, FilterPopup, Filters};
use keys::{FILTER_KEYS, PAYMENTS, PERSON_PAYMENTS};

/// What the list of screens holds of it.
pub static DEF: ScreenDef = ScreenDef {
    contexts: &[&PAYMENTS, &PERSON_PAYMENTS, &FILTER_KEYS],
    opens_with: None,
    open: |to, cx| {
        let screen = if let Destination::Payments(of) = to {
            PaymentsScreen::new(cx, of.clone())
        } else if let Destination::PaidEntries(numbers, name) = to {
            PaymentsScreen::behind(cx, numbers.clone(), name.clone())
        } else {
            return None;
        };
        Some(Box::new(screen) as Box<dyn Screen>)
    },
};

/// The payments of one person, or of everybody.
#[derive(Debug)]
pub struct PaymentsScreen {
    /// Whose; none for everybody's.
    of: Option<(RecipientId, CleanText)>,
    /// The entries that a figure names, by number, and its name: gifts of rounds among them.
    figure: Option<(Vec<i64>, String)>,
    filters: Filters,
    /// What the filters are chosen from.
    choices: Choices,
    popup: Option<FilterPopup>,
    list: List<PaymentLine>,
    page: Pending<PaymentsPage>,
    /// What all payments of the list come to, however many of them are held.
    sum: Option<PaymentSum>,
    /// What the person was paid.
    paid: Option<PersonPaid>,
}

impl PaymentsScreen {
    /// Of one person all years, of everybody this year.
    pub fn new(cx: &ViewContext, of: Option<(RecipientId, CleanText)>) -> Self {
        let filters = Filters::new(cx, of.is_none());
        Self {
            of,
            figure: None,
            filters,
            choices: Choices::default(),
            popup: None,
            list: List::default(),
            page: Pending::default(),
            sum: None,
            paid: None,
        }
    }

    /// The entries that a figure names, of all years.
    fn behind(cx: &ViewContext, numbers: Vec<i64>, name: String) -> Self {
        let filters = Filters::new(cx, false);
        Self { figure: Some((numbers, name)), filters, ..Self::new(cx, None) }
    }

    fn query(&self) -> PaymentQuery {
        PaymentQuery {
            recipient: self.of.as_ref().map(|(id, _)| *id),
            numbers: self.figure.as_ref().map(|(numbers, _)| numbers.clone()),
            ..self.filters.query()
        }
    }

    fn ask_page(&mut self, cx: &ViewContext, start: Start, out: &mut Outbox<'_>) {
        let limit = Some(self.list.limit(view::list_rows(cx, self)));
        let query = PaymentQuery { start, limit, ..self.query() };
        let beside = self.sum.is_none();
        self.page.ask(out, ask::payments(Box::new(PaymentsRequest { query, beside })));
    }

    /// Asks anew for what is held, and what all of it comes to.
    fn reload(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        self.sum = None;
        let start = self.list.reload();
        self.ask_page(cx, start, out);
    }

    /// From the beginning, by other filters.
    fn restart(&mut self, cx: &ViewContext, out: &mut Outbox<'_>) {
        self.sum = None;
        let start = self.list.restart();
        self.ask_page(cx, start, out);
    }

    fn open_filter(&mut self) {
        let (filters, choices) = (self.filters.clone(), self.choices.clone());
        self.popup = Some(FilterPopup::new(filters, choices, self.of.is_some()));
    }

    fn take(&mut self, cx: &ViewContext, answer: PaymentsPage) {
        if let Some(beside) = answer.beside {
            self.sum = Some(beside.sum);
            self.paid = beside.person;
            self.choices = Choices { programmes: beside.programmes, townships: beside.townships };
        }
        let rows = view::list_rows(cx, self);
        self.list.take(answer.page, rows);
        self.list.scroll(rows, |_, _| false);
    }

    fn move_cursor(&mut self, cx: &ViewContext, how: Move, out: &mut Outbox<'_>) {
        if let Some(start) = self.list.go(how, view::list_rows(cx, self)) {
            self.ask_page(cx, start, out);
        }
    }

    fn reverse(&self, cx: &ViewContext, out: &mut Outbox<'_>) {
        let texts = texts::of(cx.lang);
        match self.list.chosen() {
            None => {
                out.say(Severity::Plain, listing::none_chosen(cx, self.list.loaded(), texts.choose_first));
            }
            Some(line) if *line.kind == *"reversal" => out.say(Severity::Bad, texts.is_reversal),
            Some(line) if line.reversed_by.is_some() => out.say(Severity::Bad, texts.was_reversed),
            Some(line) => {
                let what = [
                    line.name.to_string(),
                    payments::paid_of(cx.lang, line),
                    words::yuan(cx.lang, line.amount),
                ]
                .join(" ");
                out.open(Destination::Reason(ReasonFor::Reverse { entry: line.id, what }));
            }
        }
    }
}
