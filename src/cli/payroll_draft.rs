//! `muster payroll draft`: a month's payroll from the standards, beside the last one and beside what was paid.

use std::path::PathBuf;

use super::command::{Command, Help, help};
use super::error::{CliError, CommandResult, Status};
use super::leaving::LeavingArgs;
use super::out::Out;
use super::pay_shared::months;
use super::payroll_draft_json::draft_json;
use super::session::Session;
use super::table::{Side, Table};
use crate::domain::export::ListQuery;
use crate::domain::money::Fen;
use crate::domain::payment::Months;
use crate::domain::payment::draft::{Entitled, MonthDraft, MonthPaid, NoLonger, PayrollKind, PayrollQuery};
use crate::domain::programme::{PeriodKind, Programme};
use crate::domain::text::CleanText;
use crate::exchange::lists;
use crate::lang::{Lang, fill, payments, texts, words};
use crate::store::Store;

texts! {
    /// The texts of what is drafted.
    pub(super) fn texts(lang) -> DraftTexts {
        /// The programme, the month, rows, the sum.
        head: "{} {}：草拟 {} 笔，{}" / "{} {}: {} row{|s} drafted, {}";
        /// The month, its rows, new, died, stopped, the rows of now.
        last: "与 {} 相比：原有 {} 笔，新增 {}，去世 {}，停发 {}，现有 {}" / "beside {}: {} before, {} new, {} died, {} stopped, {} now";
        no_last: "以前没有发放册可比" / "no earlier payroll to compare with";
        /// Rows paid, their sum, the same, with another sum, not paid, beside the draft.
        paid: "与实发相比：实发 {} 笔，{}；相同 {}，金额不同 {}，未发 {}，名单外 {}" / "beside what was paid: {} row{|s}, {}; {} as drafted, {} with another sum, {} not paid, {} beside the draft";
        new: "新增" / "new";
        changed: "变动" / "changed";
        died: "去世" / "died";
        stopped: "停发" / "stopped";
        unpaid: "未发" / "not paid";
        beside: "名单外" / "beside";
        other: "金额不同" / "another sum";
        /// A list, its rows.
        group: "{}（{}）" / "{} ({})";
        /// A sum of before and of now.
        from_to: "原 {} 现 {}" / "{}, now {}";
        left: "{} 迁出" / "left on {}";
        suspended: "{} 起暂停" / "suspended on {}";
        died_on: "{} 去世" / "died on {}";
        no_standard: "没有适用的标准" / "no standard fits";
        not_held: "这个月没有这个类别" / "holds no such category then";
        /// How many.
        without: "没有适用标准的 {} 人：请先用 programme standard 设标准，或补全等级、性质" / "{} without a standard: set one with programme standard, or add level and nature";
        to_hint: "加 --to 发放册.xlsx --unmasked --reason 用途 写成文件，payroll read 可以读入" / "add --to FILE.xlsx --unmasked --reason TEXT to write it; payroll read takes it in";
        /// What was typed.
        one_month: "{} 不是一个月；写 2023-05" / "{} is not one month; write 2023-05";
        /// The programme.
        by_months: "{} 不按月发放，不能按月草拟" / "{} is not paid by months, so no month is drafted";
    }
}

/// Where a payroll is written to.
#[derive(Debug, clap::Args)]
pub(super) struct ToArgs {
    #[arg(long, value_name = "FILE")]
    to: Option<PathBuf>,
    #[arg(long, value_name = "FORMAT", requires = "to")]
    format: Option<String>,
    #[arg(long, value_name = "ENCODING", requires = "to")]
    encoding: Option<String>,
    #[arg(long, requires = "to")]
    unmasked: bool,
    #[arg(long, value_name = "TEXT", requires = "to")]
    reason: Option<String>,
    #[arg(long, requires = "to")]
    overwrite: bool,
}

impl ToArgs {
    /// Writes it where a file is named; answers whether one was.
    pub(super) fn write(
        &self,
        session: &Session,
        store: &mut Store,
        (query, out): (PayrollQuery, &mut Out),
    ) -> Result<Option<Status>, CliError> {
        let Some(to) = &self.to else { return Ok(None) };
        let leaving = LeavingArgs {
            to,
            format: self.format.as_deref(),
            encoding: self.encoding.as_deref(),
            overwrite: self.overwrite,
            unmasked: self.unmasked,
            reason: self.reason.as_deref(),
        };
        leaving.format(session)?;
        let list = ListQuery::Payroll(query);
        leaving
            .run(session, store, out, |store, to, options, ctx| lists::export(store, &list, to, options, ctx))
            .map(Some)
    }
}

/// A programme that is paid by months.
pub(super) fn by_months(session: &Session, store: &Store, said: &str) -> Result<Programme, CliError> {
    let programme = store.programme(said)?;
    if programme.period == PeriodKind::Months {
        return Ok(programme);
    }
    Err(CliError::Message(
        Status::NotPermitted,
        vec![fill(texts(session.lang).by_months, &[&programme.name])],
    ))
}

/// The arguments of `payroll draft`.
#[derive(Debug, clap::Args)]
pub(super) struct DraftArgs {
    #[arg(value_name = "PROGRAMME")]
    programme: String,
    #[arg(value_name = "MONTH")]
    month: String,
    #[command(flatten)]
    to: ToArgs,
}

impl Command for DraftArgs {
    const NAME: &'static str = "draft";
    const HELP: Help = help! {
        "按标准草拟一个月的发放册，与上月和实发核对" / "Draft a month's payroll; compare it with the last and with what was paid";
        programme: "按月发放的项目：代码、名称或别名" / "A programme paid by months: code, name or another name";
        month: "月份，如 2023-08" / "The month, e.g. 2023-08";
        to: "写到这个文件；- 为标准输出" / "Into this file; - for the standard output";
        format: "格式：xlsx csv csv-gb18030 jsonl text；默认看文件名结尾" / "xlsx csv csv-gb18030 jsonl text; else by the ending of the file";
        encoding: "CSV 的编码：utf-8（带 BOM）或 gb18030" / "Of CSV: utf-8 (with a BOM) or gb18030";
        unmasked: "号码完整写出，才能再读入；要写 --reason，会记录" / "Numbers in full, so that it can be read again; needs --reason, and is recorded";
        reason: "为什么要完整号码" / "Why numbers are needed in full";
        overwrite: "覆盖已有的文件" / "Replace a file that is there";
        [db today json]
        "muster payroll draft living_allowance 2023-08" => "草拟并核对" / "Draft and compare";
        "muster payroll draft 生活补助 2023-08 --to 八月发放册.xlsx --unmasked --reason 报送" => "写成可读入的发放册" / "Write a payroll that can be read";
    };

    /// Drafts it.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let texts = texts(session.lang);
        let mut store = session.open()?;
        let programme = by_months(session, &store, &self.programme)?;
        let Some(month) = months(session, Some(&self.month))?.filter(|month| month.count() == 1) else {
            let said = CleanText::shown(&self.month);
            return Err(CliError::usage(fill(texts.one_month, &[&said])));
        };
        let query =
            PayrollQuery { programme: programme.code.clone(), months: month, what: PayrollKind::Draft };
        if let Some(status) = self.to.write(session, &mut store, (query, &mut *out))? {
            return Ok(status);
        }
        let draft = store.payroll_draft(&programme.code, month, session.clock.today())?;
        if session.json {
            out.json(&draft_json(&programme, &draft));
        } else {
            print(session, (&programme, &draft), out);
        }
        Ok(Status::Fine)
    }
}

/// What somebody is paid by, in words.
pub(super) fn by(of: &Entitled) -> String {
    let to = of.to.iter().filter(|part| !part.is_empty()).map(CleanText::as_str);
    to.collect::<Vec<_>>().join(" ")
}

fn print(session: &Session, (programme, draft): (&Programme, &MonthDraft), out: &mut Out) {
    let (lang, texts) = (session.lang, texts(session.lang));
    let rows = draft.rows.len();
    out.line(&fill(
        texts.head,
        &[&programme.name, &draft.month.told(), &rows, &words::yuan(lang, draft.sum)],
    ));
    let placed = |places: &[usize]| -> Vec<Vec<String>> {
        let own = places.iter().filter_map(|place| draft.rows.get(*place));
        own.map(|row| cells(&row.of, row.amount.yuan(), String::new())).collect()
    };
    let changed = |all: &[(usize, Fen)]| -> Vec<Vec<String>> {
        let one = |(place, before): &(usize, Fen)| {
            let row = draft.rows.get(*place)?;
            let both = fill(texts.from_to, &[&before.yuan(), &row.amount.yuan()]);
            Some(cells(&row.of, both, String::new()))
        };
        all.iter().filter_map(one).collect()
    };
    let gone = |all: &[(MonthPaid, NoLonger)]| -> Vec<Vec<String>> {
        all.iter().map(|(paid, why)| cells(&paid.of, paid.sum.yuan(), told(lang, *why))).collect()
    };
    match &draft.last {
        None => out.line(texts.no_last),
        Some(last) => {
            out.line(&fill(
                texts.last,
                &[
                    &last.month.told(),
                    &last.rows,
                    &last.new.len(),
                    &last.died.len(),
                    &last.stopped.len(),
                    &rows,
                ],
            ));
            list(session, texts.new, placed(&last.new), out);
            list(session, texts.changed, changed(&last.changed), out);
            list(session, texts.died, gone(&last.died), out);
            list(session, texts.stopped, gone(&last.stopped), out);
        }
    }
    if let Some(paid) = &draft.paid {
        out.line(&fill(
            texts.paid,
            &[
                &paid.rows,
                &words::yuan(lang, paid.sum),
                &paid.same,
                &paid.other.len(),
                &paid.unpaid.len(),
                &paid.beside.len(),
            ],
        ));
        list(session, texts.other, changed(&paid.other), out);
        list(session, texts.unpaid, placed(&paid.unpaid), out);
        list(session, texts.beside, gone(&paid.beside), out);
    }
    if !draft.without.is_empty() {
        out.line(&fill(texts.without, &[&draft.without.len()]));
        let all = draft.without.iter().map(|of| cells(of, String::new(), String::new())).collect();
        list(session, texts.no_standard, all, out);
    }
    out.line(texts.to_hint);
}

fn told(lang: Lang, why: NoLonger) -> String {
    let texts = texts(lang);
    match why {
        NoLonger::Died(on) => fill(texts.died_on, &[&on]),
        NoLonger::Left(on) => fill(texts.left, &[&on]),
        NoLonger::Suspended(on) => fill(texts.suspended, &[&on]),
        NoLonger::NoStandard => texts.no_standard.to_owned(),
        NoLonger::NotHeld => texts.not_held.to_owned(),
    }
}

fn cells(of: &Entitled, sum: String, remark: String) -> Vec<String> {
    let township = of.person.township.as_deref().unwrap_or_default().to_owned();
    vec![of.person.name.to_string(), township, by(of), sum, remark]
}

/// A list under its name with how many it has; nothing where nobody is on it.
fn list(session: &Session, name: &str, rows: Vec<Vec<String>>, out: &mut Out) {
    if rows.is_empty() {
        return;
    }
    let heads = payments::heads(session.lang);
    out.line(&fill(texts(session.lang).group, &[&name, &rows.len()]));
    let mut table = Table::new(&[
        (heads.name, Side::Left),
        (session.heads().township, Side::Left),
        (heads.subject, Side::Left),
        (heads.amount, Side::Right),
        ("", Side::Left),
    ]);
    for row in rows {
        table.row(row);
    }
    out.lines(&table.lines());
}

/// Months as people write them, month by month.
pub(super) fn told_month(month: chrono::NaiveDate) -> String {
    use chrono::Datelike as _;
    let month = (month.year(), month.month());
    Months::new(month, month).map(Months::told).unwrap_or_default()
}
