//! The money of a year, added up in one pass over its entries.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{PartSum, ProgrammeFigures, SpendingFigures};
use crate::domain::money::Fen;
use crate::domain::report::{GroupFigures, UnitFigures, VisitFigures};
use crate::domain::text::CleanText;

/// The code of gifts.
pub const VISIT: &str = "visit";
/// The programme whose key is an insurance year, and what it is called where that year is to come.
pub const MEDICAL: &str = "medical_insurance";
/// The programme that pays back what somebody bore.
pub const REIMBURSED: &str = "medical_reimbursement";
/// See [`MEDICAL`].
pub const MEDICAL_NEXT: &str = "medical_insurance_next_year";

/// The order of the report; programmes of the bureau's own stand behind them.
pub const ORDER: [&str; 11] = [
    "hardship_relief",
    "living_allowance",
    "army_spouse",
    "fire_recruit_family",
    "conscript_family",
    "discharge_grant",
    MEDICAL,
    MEDICAL_NEXT,
    REIMBURSED,
    "social_insurance",
    "merit_citation",
];

/// What an entry is to the year that it is dated in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryRole {
    /// A gift that stands at the end of the year.
    Gift,
    /// A payment that stands.
    Payment,
    /// A payment that is paid once more, what failed of one, or what was taken back: it belongs to that payment.
    Part,
    /// Spent without a person.
    Spending,
    /// The reversal of an entry of an earlier year.
    LateReversal,
    /// It was reversed within the year, or reverses such an entry: together they are nothing.
    Nothing,
}

impl EntryRole {
    /// What an entry of a kind is. `reversed` tells whether another of the same year reverses it; of a reversal, `late` whether
    /// what it reverses lies in an earlier year.
    pub fn of(kind: &str, concerns: bool, reversed: bool, late: bool) -> Self {
        match kind {
            "reversal" if late => Self::LateReversal,
            "reversal" => Self::Nothing,
            _ if reversed => Self::Nothing,
            "gift" => Self::Gift,
            "spending" => Self::Spending,
            _ if concerns => Self::Part,
            _ => Self::Payment,
        }
    }
}

/// An entry of the year, as it bears on figures.
#[derive(Clone, Debug)]
pub struct EntryFact<'a> {
    /// What it is to the year.
    pub role: EntryRole,
    /// Its programme.
    pub programme: &'a str,
    /// Who it was for, by id: of somebody who was merged the last one.
    pub who: &'a str,
    /// Whether that is a unit.
    pub unit: bool,
    /// The round; empty for none.
    pub round: &'a str,
    /// The group of a gift.
    pub group: &'a str,
    /// The day, written 2024-02-02.
    pub on: &'a str,
    /// The township as it was; empty for none.
    pub township: &'a str,
    /// Cash, in fen.
    pub cash: i64,
    /// Goods, in fen.
    pub goods: i64,
    /// The rest of the key.
    pub subject: &'a str,
    /// What its part is called: category, intake, season.
    pub part: &'a str,
    /// What they bore themselves.
    pub own: i64,
    /// Of a payment: what its parts of the year come to.
    pub parts: i64,
    /// Of a part: whether by it a payment reached somebody of which nothing was left when the year began.
    pub reaches: bool,
}

impl EntryFact<'_> {
    /// Whether it counts as a time (人次), with its own share: a payment of which something is left in its year, or by which one
    /// that had failed in an earlier year reached somebody at last.
    pub fn is_time(&self) -> bool {
        match self.role {
            EntryRole::Payment => self.cash + self.goods + self.parts > 0,
            EntryRole::Part => self.reaches,
            EntryRole::Gift | EntryRole::Spending | EntryRole::LateReversal | EntryRole::Nothing => false,
        }
    }
}

/// The code under which a payment is told.
pub fn code_of<'a>(programme: &'a str, subject: &str, year: i32) -> &'a str {
    let insured: Option<i32> = subject.get(..4).and_then(|year| year.parse().ok());
    if programme == MEDICAL && insured.is_some_and(|insured| insured > year) {
        MEDICAL_NEXT
    } else {
        programme
    }
}

/// Adds entries up.
#[derive(Debug, Default)]
pub struct MoneyFold {
    year: i32,
    programmes: HashMap<String, ProgrammeSum>,
    spending: BTreeMap<String, (u64, i64)>,
    rounds: BTreeMap<String, RoundSum>,
    whole: Visits,
    units: Units,
    late: (u64, i64),
    months: [i64; 12],
    townships: BTreeMap<String, i64>,
    people: HashMap<String, u32>,
}

#[derive(Debug, Default)]
struct ProgrammeSum {
    people: HashMap<u32, i64>,
    times: u64,
    amount: i64,
    own: i64,
    parts: BTreeMap<String, (HashMap<u32, i64>, i64)>,
}

#[derive(Debug, Default)]
struct RoundSum {
    visits: Visits,
    units: Units,
    groups: BTreeMap<String, Visits>,
}

#[derive(Debug, Default)]
struct Visits {
    people: HashSet<u32>,
    calls: HashSet<(u32, u64)>,
    cash: i64,
    goods: i64,
}

#[derive(Debug, Default)]
struct Units {
    who: HashSet<u32>,
    cash: i64,
    goods: i64,
}

impl Visits {
    fn add(&mut self, who: u32, call: u64, fact: &EntryFact<'_>) {
        self.people.insert(who);
        self.calls.insert((who, call));
        self.cash += fact.cash;
        self.goods += fact.goods;
    }

    fn figures(&self) -> VisitFigures {
        VisitFigures {
            people: self.people.len() as u64,
            person_visits: self.calls.len() as u64,
            cash: Fen::new(self.cash),
            goods: Fen::new(self.goods),
        }
    }
}

impl Units {
    fn figures(&self) -> UnitFigures {
        UnitFigures { units: self.who.len() as u64, cash: Fen::new(self.cash), goods: Fen::new(self.goods) }
    }
}

/// What a year came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct YearMoney {
    /// Gifts to people.
    pub visits: VisitFigures,
    /// Gifts to units.
    pub units: UnitFigures,
    /// Gifts by round, by the code of it; groups in the order of their names.
    pub rounds: Vec<(String, RoundParts)>,
    /// Payments.
    pub programmes: Vec<ProgrammeFigures>,
    /// Spending, without its funds.
    pub spending: Vec<SpendingFigures>,
    /// Reversals of earlier years.
    pub late: (u64, Fen),
    /// By month.
    pub months: [Fen; 12],
    /// By township.
    pub townships: BTreeMap<String, Fen>,
}

/// A round within the year: people, units, people by group.
pub type RoundParts = (VisitFigures, UnitFigures, Vec<GroupFigures>);

impl MoneyFold {
    /// For a year.
    pub fn new(year: i32) -> Self {
        Self { year, ..Self::default() }
    }

    fn number(&mut self, who: &str) -> u32 {
        if let Some(number) = self.people.get(who) {
            return *number;
        }
        let number = u32::try_from(self.people.len()).unwrap_or(u32::MAX);
        self.people.insert(who.to_owned(), number);
        number
    }

    /// Adds an entry.
    pub fn add(&mut self, fact: &EntryFact<'_>) {
        let sum = fact.cash + fact.goods;
        match fact.role {
            EntryRole::Nothing => return,
            EntryRole::LateReversal => {
                self.late = (self.late.0 + 1, self.late.1 + sum);
            }
            EntryRole::Spending => {
                let spent = self.spending.entry(fact.programme.to_owned()).or_default();
                *spent = (spent.0 + 1, spent.1 + sum);
            }
            EntryRole::Gift => self.gift(fact),
            EntryRole::Payment | EntryRole::Part => self.payment(fact),
        }
        let month = fact.on.get(5..7).and_then(|month| month.parse::<usize>().ok()).unwrap_or(1);
        if let Some(fen) = self.months.get_mut(month.saturating_sub(1)) {
            *fen += sum;
        }
        if !fact.township.is_empty() {
            match self.townships.get_mut(fact.township) {
                Some(fen) => *fen += sum,
                None => drop(self.townships.insert(fact.township.to_owned(), sum)),
            }
        }
    }

    fn gift(&mut self, fact: &EntryFact<'_>) {
        let who = self.number(fact.who);
        let call = call(fact);
        if !self.rounds.contains_key(fact.round) {
            self.rounds.insert(fact.round.to_owned(), RoundSum::default());
        }
        let Some(round) = self.rounds.get_mut(fact.round) else { return };
        if fact.unit {
            for units in [&mut self.units, &mut round.units] {
                units.who.insert(who);
                units.cash += fact.cash;
                units.goods += fact.goods;
            }
            return;
        }
        self.whole.add(who, call, fact);
        round.visits.add(who, call, fact);
        round.groups.entry(fact.group.to_owned()).or_default().add(who, call, fact);
    }

    fn payment(&mut self, fact: &EntryFact<'_>) {
        let who = self.number(fact.who);
        let code = code_of(fact.programme, fact.subject, self.year);
        if !self.programmes.contains_key(code) {
            self.programmes.insert(code.to_owned(), ProgrammeSum::default());
        }
        let Some(sum) = self.programmes.get_mut(code) else { return };
        let fen = fact.cash + fact.goods;
        *sum.people.entry(who).or_default() += fen;
        sum.amount += fen;
        if fact.is_time() {
            sum.times += 1;
            sum.own += fact.own;
        }
        if !fact.part.is_empty() {
            if !sum.parts.contains_key(fact.part) {
                sum.parts.insert(fact.part.to_owned(), (HashMap::new(), 0));
            }
            if let Some((people, amount)) = sum.parts.get_mut(fact.part) {
                *people.entry(who).or_default() += fen;
                *amount += fen;
            }
        }
    }

    /// What it came to; `name` tells the name of a programme.
    pub fn end(self, name: impl Fn(&str) -> CleanText) -> YearMoney {
        let with_something =
            |people: &HashMap<u32, i64>| people.values().filter(|fen| **fen > 0).count() as u64;
        let mut programmes: Vec<ProgrammeFigures> = self
            .programmes
            .iter()
            .map(|(code, sum)| ProgrammeFigures {
                code: code.clone(),
                name: name(code),
                people: with_something(&sum.people),
                times: sum.times,
                amount: Fen::new(sum.amount),
                own: Fen::new(sum.own),
                parts: sum
                    .parts
                    .iter()
                    .map(|(part, (people, amount))| {
                        (part.clone(), PartSum { people: with_something(people), amount: Fen::new(*amount) })
                    })
                    .collect(),
            })
            .collect();
        let place = |code: &str| ORDER.iter().position(|one| *one == code).unwrap_or(ORDER.len());
        programmes
            .sort_by(|one, other| (place(&one.code), &one.code).cmp(&(place(&other.code), &other.code)));
        let spending = self.spending.iter().map(|(code, (times, amount))| SpendingFigures {
            code: code.clone(),
            name: name(code),
            times: *times,
            amount: Fen::new(*amount),
            funds: BTreeMap::new(),
        });
        let rounds = self.rounds.iter().map(|(code, sum)| {
            let groups = sum.groups.iter().map(|(group, visits)| GroupFigures {
                group: CleanText::shown(group),
                visits: visits.figures(),
            });
            (code.clone(), (sum.visits.figures(), sum.units.figures(), groups.collect()))
        });
        YearMoney {
            visits: self.whole.figures(),
            units: self.units.figures(),
            rounds: rounds.collect(),
            programmes,
            spending: spending.collect(),
            late: (self.late.0, Fen::new(self.late.1)),
            months: self.months.map(Fen::new),
            townships: self.townships.iter().map(|(name, fen)| (name.clone(), Fen::new(*fen))).collect(),
        }
    }
}

/// A call of somebody: its round and its day, in one number.
fn call(fact: &EntryFact<'_>) -> u64 {
    let digits = |text: &str| {
        text.bytes()
            .filter(u8::is_ascii_digit)
            .fold(0_u64, |number, digit| number * 10 + u64::from(digit - b'0'))
    };
    let army = u64::from(fact.round.ends_with("army"));
    (digits(fact.round) * 2 + army) * 100_000_000 + digits(fact.on)
}
