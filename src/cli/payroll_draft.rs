//! `muster payroll draft`: the payroll of a period from the standards, beside the last one and beside what was paid.

use std::path::PathBuf;

use super::command::{Command, Help, help};
use super::error::{CliError, CommandResult, Status};
use super::leaving::LeavingArgs;
use super::out::Out;
use super::payroll_draft_json::draft_json;
use super::session::Session;
use super::table::{Side, Table};
use crate::domain::export::ListQuery;
use crate::domain::money::Fen;
use crate::domain::payment::Months;
use crate::domain::payment::draft::{Entitled, NoLonger, PayDraft, PayrollKind, PayrollQuery, PeriodPaid};
use crate::domain::payment::period::{PayPeriod, PeriodFault};
use crate::domain::programme::{PeriodKind, Programme};
use crate::domain::text::CleanText;
use crate::exchange::lists;
use crate::lang::{Lang, fill, payments, texts, words};
use crate::store::Store;

texts! {
    /// The texts of what is drafted.
    pub(super) fn texts(lang) -> DraftTexts {
        /// The programme, the period, rows, the sum.
        head: "{} {}：草拟 {} 笔，{}" / "{} {}: {} row{|s} drafted, {}";
        /// The period, its rows, new, died, stopped, the rows of now.
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
        not_held: "这一期没有这个类别，或不在应发之列" / "holds no such category then, or is not known to be due";
        /// How many.
        without: "没有适用标准的 {} 人：请先用 programme standard 设标准，或补全等级、性质" / "{} without a standard: set one with programme standard, or add level and nature";
        to_hint: "加 --to 发放册.xlsx --unmasked --reason 用途 写成文件，payroll read 可以读入" / "add --to FILE.xlsx --unmasked --reason TEXT to write it; payroll read takes it in";
        half_year: "第 {} 个半年" / "half-year {}";
        once: "一次性" / "once";
        /// The programme.
        by_months: "{} 不按月发放，没有逐月的补发" / "{} is not paid by months, so nothing is owed month by month";
        /// The programme.
        one_by_one: "{} 是一笔一笔发放的，没有可草拟的一期" / "{} is paid one by one: it has no period to draft";
        /// The programme, what was typed, what to write.
        unfit: "{} 没有这样的一期：{}；{}" / "{} has no such period: {}; {}";
        nothing_said: "没有写" / "none was given";
        say_months: "写月份，至多十二个月：2023-08、2023Q3、2023-07..2023-12" / "write months, at most twelve: 2023-08, 2023Q3, 2023-07..2023-12";
        say_half_year: "写第几个半年：1、2、3 或 4" / "write which half-year of the service: 1, 2, 3 or 4";
        say_season: "写哪一季：2022秋" / "write which season: 2022秋";
        say_year: "写哪一年：2024" / "write which year: 2024";
        say_nothing: "只发一次，不写时期" / "it is paid once, so no period is written";
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

/// The period of a programme, as it was typed.
fn period(session: &Session, programme: &Programme, said: Option<&str>) -> Result<PayPeriod, CliError> {
    let texts = texts(session.lang);
    PayPeriod::parse(programme.period, said).map_err(|fault| match fault {
        PeriodFault::OneByOne => {
            CliError::Message(Status::NotPermitted, vec![fill(texts.one_by_one, &[&programme.name])])
        }
        PeriodFault::Unfit(kind) => {
            let hint = match kind {
                PeriodKind::HalfYear => texts.say_half_year,
                PeriodKind::Season => texts.say_season,
                PeriodKind::Year => texts.say_year,
                PeriodKind::Once => texts.say_nothing,
                PeriodKind::Months
                | PeriodKind::Settlement
                | PeriodKind::Case
                | PeriodKind::Citation
                | PeriodKind::Spending => texts.say_months,
            };
            let said = said.map_or_else(|| texts.nothing_said.into(), CleanText::shown);
            CliError::usage(fill(texts.unfit, &[&programme.name, &said, &hint]))
        }
    })
}

/// A period in words.
fn told_period(lang: Lang, period: &PayPeriod) -> String {
    let texts = texts(lang);
    match period {
        PayPeriod::Named(PeriodKind::HalfYear, name) => fill(texts.half_year, &[name]),
        PayPeriod::Months(_) | PayPeriod::Named(..) => period.told(),
        PayPeriod::Once => texts.once.to_owned(),
    }
}

/// The arguments of `payroll draft`.
#[derive(Debug, clap::Args)]
pub(super) struct DraftArgs {
    #[arg(value_name = "PROGRAMME")]
    programme: String,
    #[arg(value_name = "PERIOD")]
    period: Option<String>,
    #[command(flatten)]
    to: ToArgs,
}

impl Command for DraftArgs {
    const NAME: &'static str = "draft";
    const HELP: Help = help! {
        "按标准草拟一期的发放册，与上期和实发核对" / "Draft the payroll of a period; compare it with the last and with what was paid";
        programme: "项目：代码、名称或别名；按结算单、案件、喜报发放的没有一期" / "The programme: code, name or another name; what is paid by settlement, case or letter has no periods";
        period: "按月的写 2023-08、2023Q3 或 2023-07..2023-12，半年写 1 至 4，退役季写 2022秋，参保年度写 2024；只发一次的不写" / "By its programme: 2023-08, 2023Q3 or 2023-07..2023-12; half-year 1 to 4; season 2022秋; year 2024; nothing where it is paid once";
        to: "写到这个文件；- 为标准输出" / "Into this file; - for the standard output";
        format: "格式：xlsx csv csv-gb18030 jsonl text；默认看文件名结尾" / "xlsx csv csv-gb18030 jsonl text; else by the ending of the file";
        encoding: "CSV 的编码：utf-8（带 BOM）或 gb18030" / "Of CSV: utf-8 (with a BOM) or gb18030";
        unmasked: "号码完整写出，才能再读入；要写 --reason，会记录" / "Numbers in full, so that it can be read again; needs --reason, and is recorded";
        reason: "为什么要完整号码" / "Why numbers are needed in full";
        overwrite: "覆盖已有的文件" / "Replace a file that is there";
        [db today json]
        "muster payroll draft living_allowance 2023-08" => "草拟并核对" / "Draft and compare";
        "muster payroll draft 医保缴费 2024" => "一个参保年度，与上一年度比较" / "A year of an insurance, beside the one before";
        "muster payroll draft 生活补助 2023-08 --to 八月发放册.xlsx --unmasked --reason 报送" => "写成可读入的发放册" / "Write a payroll that can be read";
    };

    /// Drafts it.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let mut store = session.open()?;
        let programme = store.programme(&self.programme)?;
        let period = period(session, &programme, self.period.as_deref())?;
        let (code, what) = (programme.code.clone(), PayrollKind::Draft);
        let query = PayrollQuery { programme: code, period: period.clone(), what };
        if let Some(status) = self.to.write(session, &mut store, (query, &mut *out))? {
            return Ok(status);
        }
        let draft = store.payroll_draft(&programme.code, &period, session.clock.today())?;
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

fn print(session: &Session, (programme, draft): (&Programme, &PayDraft), out: &mut Out) {
    let (lang, texts) = (session.lang, texts(session.lang));
    let rows = draft.rows.len();
    out.line(&fill(
        texts.head,
        &[&programme.name, &told_period(lang, &draft.period), &rows, &words::yuan(lang, draft.sum)],
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
    let gone = |all: &[(PeriodPaid, NoLonger)]| -> Vec<Vec<String>> {
        all.iter().map(|(paid, why)| cells(&paid.of, paid.sum.yuan(), told(lang, *why))).collect()
    };
    match &draft.last {
        None => out.line(texts.no_last),
        Some(last) => {
            out.line(&fill(
                texts.last,
                &[
                    &told_period(lang, &last.period),
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
