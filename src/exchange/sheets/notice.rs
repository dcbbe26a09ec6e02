//! A list for public notice (公示): who is to be given what in a round, from which day to which it hangs where, and where
//! objections go. It never holds a number of anybody: neither ID number, phone nor card, nor a birth.

use std::io::Write;

use chrono::NaiveDate;

use crate::domain::error::RegisterError;
use crate::domain::export::{Format, Outgoing};
use crate::domain::holiday::RoundCode;
use crate::domain::list::{DueStates, RosterRow};
use crate::domain::place::TownshipCode;
use crate::domain::recipient::Kind;
use crate::domain::text::CleanText;
use crate::exchange::leaving::{Content, LeavingError, WriteError, Writing};
use crate::exchange::lists::named;
use crate::lang::{Lang, export, fill, sheets, texts, words};
use crate::store::{DueQuery, Store};
use crate::tabular::out::{BookFacts, Holds, Measured, OutCell, Paper, PaperColumn, PaperWords};

texts! {
    /// The words of a public notice.
    fn of(lang) -> NoticeTexts {
        /// The banner, the round.
        title: "{}{}慰问对象公示" / "{}: public notice of {}";
        /// First and last day, how many.
        days: "公示期 {} 至 {}　共 {} 个对象" / "on show from {} to {}   {} in all";
        /// The place.
        hung: "　地点：{}" / "   at {}";
        /// The phone.
        objections: "对以上名单有异议的，请在公示期内反映，电话：{}" / "objections to this list within those days by phone: {}";
        township: "苏木镇场" / "township";
        group: "慰问类别" / "group";
        /// The bureau signs and seals.
        seal: "（盖章）　　{}" / "(seal)   {}";
    }
}

/// A list for public notice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeQuery {
    /// The round.
    pub round: RoundCode,
    /// Only this township.
    pub township: Option<TownshipCode>,
    /// The first day and the last.
    pub days: [NaiveDate; 2],
    /// Where it hangs.
    pub place: Option<CleanText>,
    /// The phone for objections: of an office, as it was given.
    pub phone: CleanText,
}

impl Content for NoticeQuery {
    fn what(&self) -> Outgoing {
        Outgoing::Notice
    }

    fn filters(&self, store: &Store) -> Result<String, RegisterError> {
        let [from, to] = self.days;
        let township = named(store, self.township.as_ref())?;
        let township = township.map(|name| format!(" township={name}")).unwrap_or_default();
        Ok(format!("round={} from={from} to={to}{township}", self.round))
    }

    fn has(&self, format: Format) -> bool {
        matches!(format, Format::Xlsx | Format::Text | Format::Html)
    }

    fn measure(&self, store: &Store, writing: &Writing<'_>) -> Result<Measured, WriteError> {
        let mut measured = Measured::new(&[]);
        measured.rows = self.rows(store, writing.today)?.len() as u64;
        if measured.rows == 0 {
            return Err(LeavingError::Nobody.into());
        }
        Ok(measured)
    }

    fn write(
        &self,
        store: &Store,
        writing: &Writing<'_>,
        _measured: &Measured,
        to: &mut (dyn Write + Send),
        step: &mut dyn FnMut() -> Result<(), LeavingError>,
    ) -> Result<(), WriteError> {
        let lang = writing.lang;
        let paper = self.paper(store, writing)?;
        for _ in &paper.rows {
            step()?;
        }
        if writing.format == Format::Html {
            let below = [fill(of(lang).objections, &[&self.phone]), seal(lang, writing.today)];
            return Ok(paper.write_html(&mut &mut *to, lang.pick("zh-CN", "en"), &below)?);
        }
        if writing.format == Format::Text {
            return Ok(paper.write_text(&mut &mut *to, "")?);
        }
        let (title, foot) = (export::what(lang, self.what()), export::foot(lang, &writing.head));
        let facts = BookFacts { title, head: &writing.head, foot: &foot, made_ms: writing.now_ms };
        Ok(paper.write_xlsx(to, &facts)?)
    }
}

fn seal(lang: Lang, today: NaiveDate) -> String {
    fill(of(lang).seal, &[&words::full_day(lang, today)])
}

impl NoticeQuery {
    /// Everybody in the round who is not closed, by township, village and name.
    fn rows(&self, store: &Store, today: NaiveDate) -> Result<Vec<RosterRow>, RegisterError> {
        let query = DueQuery { round: self.round, township: self.township.clone(), states: DueStates::All };
        let mut rows = Vec::new();
        store.due_rows(&query, today, |row| {
            let is_gone = matches!(row.standing, crate::domain::due::Standing::Closed(_));
            if row.kind == Kind::Person && !is_gone {
                rows.push(row);
            }
            Ok::<_, RegisterError>(())
        })?;
        rows.sort_by(|one, other| {
            let place = |row: &RosterRow| (row.township.clone(), row.village.clone());
            place(one).cmp(&place(other))
        });
        Ok(rows)
    }

    fn paper(&self, store: &Store, writing: &Writing<'_>) -> Result<Paper, WriteError> {
        let lang = writing.lang;
        let (texts, heads) = (of(lang), sheets::of(lang));
        let column = |head, wide, holds| PaperColumn { head, wide, holds };
        let row = |(order, row): (u64, RosterRow)| {
            let (cash, goods) = row.standard.map_or((OutCell::Empty, OutCell::Empty), |standard| {
                (OutCell::amount(standard.cash), OutCell::from(standard.goods))
            });
            let place = (row.township.into(), row.village.into());
            vec![OutCell::count(order), row.name.into(), place.0, place.1, row.group.into(), cash, goods]
        };
        let rows: Vec<Vec<OutCell>> = (1..).zip(self.rows(store, writing.today)?).map(row).collect();
        let [from, to] = self.days;
        let mut subtitle = fill(texts.days, &[&from, &to, &rows.len()]);
        if let Some(place) = &self.place {
            subtitle.push_str(&fill(texts.hung, &[place]));
        }
        if writing.format != Format::Html {
            subtitle.push('　');
            subtitle.push_str(&fill(texts.objections, &[&self.phone]));
        }
        Ok(Paper {
            title: fill(texts.title, &[&store.banner_name()?, &words::round(lang, self.round)]),
            subtitle,
            printed: usize::MAX,
            columns: vec![
                column(heads.order, 6, Holds::Counts),
                column(heads.name, 16, Holds::Words),
                column(texts.township, 24, Holds::Words),
                column(heads.village, 22, Holds::Words),
                column(texts.group, 26, Holds::Words),
                column(heads.cash, 14, Holds::Money),
                column(heads.goods, 22, Holds::Words),
            ],
            rows,
            words: PaperWords {
                page_sum: heads.page_sum,
                all_sum: heads.all_sum,
                in_words: heads.in_words,
                page: match lang {
                    Lang::Zh => sheets::page_zh,
                    Lang::En => sheets::page_en,
                },
                signatures: lang.pick("（盖章）", "(seal)"),
            },
        })
    }
}
