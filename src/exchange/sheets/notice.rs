//! A list for public notice (公示): who is to be given what in a round, or who asks for relief, from which day to which it hangs where, and where
//! objections go. It never holds a number of anybody: neither ID number, phone nor card, nor a birth.

use std::io::Write;

use chrono::NaiveDate;

use crate::domain::error::RegisterError;
use crate::domain::export::{Format, Outgoing};
use crate::domain::holiday::RoundCode;
use crate::domain::list::RosterRow;
use crate::domain::money::Fen;
use crate::domain::notice::{NoticeOf, NoticeQuery};
use crate::domain::place::TownshipCode;
use crate::domain::plan::PlanFilter;
use crate::domain::recipient::Kind;
use crate::domain::relief::{ASKED_FEN, CaseFile, StepKind, TYPE};
use crate::exchange::leaving::{Content, LeavingError, WriteError, Writing};
use crate::exchange::lists::named;
use crate::lang::{Lang, export, fill, sheets, texts, words};
use crate::store::Store;
use crate::tabular::out::{BookFacts, Holds, Measured, OutCell, Paper, PaperColumn, PaperWords};

texts! {
    /// The words of a public notice.
    fn of(lang) -> NoticeTexts {
        /// The banner, the round.
        title: "{}{}慰问对象公示" / "{}: public notice of {}";
        /// The banner.
        relief_title: "{}困难退役军人救助公示" / "{}: public notice of hardship relief";
        relief: "救助事项" / "relief";
        asked: "申请金额" / "asked for";
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

impl Content for NoticeQuery {
    fn what(&self) -> Outgoing {
        Outgoing::Notice
    }

    fn filters(&self, store: &Store) -> Result<String, RegisterError> {
        let [from, to] = self.days;
        let township = named(store, self.township.as_ref())?;
        let township = township.map(|name| format!(" township={name}")).unwrap_or_default();
        let of = match self.of {
            NoticeOf::Round(round) => format!("round={round}"),
            NoticeOf::Relief => "relief=open".to_owned(),
        };
        Ok(format!("{of} from={from} to={to}{township}"))
    }

    fn has(&self, format: Format) -> bool {
        matches!(format, Format::Xlsx | Format::Text | Format::Html)
    }

    fn measure(&self, store: &Store, writing: &Writing<'_>) -> Result<Measured, WriteError> {
        let mut measured = Measured::new(&[]);
        measured.rows = notice_rows(store, self, writing.today)?;
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

/// How many a notice lists.
///
/// # Errors
/// Storage troubles.
pub fn notice_rows(store: &Store, query: &NoticeQuery, today: NaiveDate) -> Result<u64, RegisterError> {
    Ok(rows(store, query, today)?.len() as u64)
}

/// What stands in a row behind its number: name, township, village, what for, cash or the sum asked for, and of a round goods.
fn rows(store: &Store, query: &NoticeQuery, today: NaiveDate) -> Result<Vec<Vec<OutCell>>, RegisterError> {
    match query.of {
        NoticeOf::Round(round) => of_round(store, (round, query.township.as_ref()), today),
        NoticeOf::Relief => of_relief(store, query.township.as_ref()),
    }
}

/// Everybody in the round who is not closed, in the order of the plan.
fn of_round(
    store: &Store,
    (round, township): (RoundCode, Option<&TownshipCode>),
    today: NaiveDate,
) -> Result<Vec<Vec<OutCell>>, RegisterError> {
    let filter = PlanFilter { township: township.cloned(), ..PlanFilter::default() };
    let mut rows: Vec<RosterRow> = Vec::new();
    store.plan_lines(round, &filter, today, |line| {
        let is_gone = matches!(line.row.standing, crate::domain::due::Standing::Closed(_));
        if line.row.kind == Kind::Person && !is_gone {
            rows.push(line.row);
        }
        Ok::<_, RegisterError>(())
    })?;
    let cells = |row: RosterRow| {
        let (cash, goods) = row.standard.map_or((OutCell::Empty, OutCell::Empty), |standard| {
            (OutCell::amount(standard.cash), OutCell::from(standard.goods))
        });
        vec![row.name.into(), row.township.into(), row.village.into(), row.group.into(), cash, goods]
    };
    Ok(rows.into_iter().map(cells).collect())
}

/// Whose relief has the opinion of the banner, and is neither granted nor refused, by the number of the case.
fn of_relief(store: &Store, township: Option<&TownshipCode>) -> Result<Vec<Vec<OutCell>>, RegisterError> {
    let is_open = |file: &CaseFile| {
        let has = |kind| file.step(kind).is_some();
        has(StepKind::Banner) && !has(StepKind::Grant) && !has(StepKind::Refuse)
    };
    let mut rows = Vec::new();
    for file in store.case_files(false)?.into_iter().filter(is_open) {
        let card = store.recipient(file.recipient)?;
        let (code, place) = card.township.unzip();
        if township.is_some() && code.as_ref() != township {
            continue;
        }
        let accepted = file.step(StepKind::Accept).map(|step| &step.body);
        let what = accepted.and_then(|body| body.get(TYPE)).cloned();
        let asked = accepted.map_or(Fen::ZERO, |body| body.fen(ASKED_FEN));
        rows.push(vec![
            file.name.into(),
            place.into(),
            card.village.into(),
            what.into(),
            OutCell::amount(asked),
        ]);
    }
    Ok(rows)
}

impl NoticeQuery {
    fn paper(&self, store: &Store, writing: &Writing<'_>) -> Result<Paper, WriteError> {
        let lang = writing.lang;
        let (texts, heads) = (of(lang), sheets::of(lang));
        let column = |head, wide, holds| PaperColumn { head, wide, holds };
        let rows = (1_u64..).zip(rows(store, self, writing.today)?).map(|(order, cells)| {
            let mut row = vec![OutCell::count(order)];
            row.extend(cells);
            row
        });
        let rows: Vec<Vec<OutCell>> = rows.collect();
        let banner = store.banner_name()?;
        let mut columns = vec![
            column(heads.order, 6, Holds::Counts),
            column(heads.name, 16, Holds::Words),
            column(texts.township, 24, Holds::Words),
            column(heads.village, 22, Holds::Words),
        ];
        let title = match self.of {
            NoticeOf::Round(round) => {
                columns.extend([
                    column(texts.group, 26, Holds::Words),
                    column(heads.cash, 14, Holds::Money),
                    column(heads.goods, 22, Holds::Words),
                ]);
                fill(texts.title, &[&banner, &words::round(lang, round)])
            }
            NoticeOf::Relief => {
                columns
                    .extend([column(texts.relief, 26, Holds::Words), column(texts.asked, 14, Holds::Money)]);
                fill(texts.relief_title, &[&banner])
            }
        };
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
            title,
            subtitle,
            printed: usize::MAX,
            columns,
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
