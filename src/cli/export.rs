//! `muster export`: a list into a file, or into a pipe.

use std::path::PathBuf;

use chrono::Datelike as _;

use super::command::{Command, Help, help};
use super::error::{CliError, CommandResult, shown};
use super::leaving::LeavingArgs;
use super::out::Out;
use super::pay_shared::payment_query;
use super::session::Session;
use super::{due, lookup, narrowed, parse, progress, review, station, work};
use crate::domain::audit::act::ActQuery;
use crate::domain::audit::{AuditQuery, Rule, Span};
use crate::domain::entry::LedgerQuery;
use crate::domain::export::{FullQuery, ListQuery, Outgoing, VisitQuery};
use crate::domain::holiday::RoundCode;
use crate::domain::list::DueStates;
use crate::domain::page::Start;
use crate::domain::payment::figures::PaymentQuery;
use crate::domain::place::TownshipCode;
use crate::domain::plan::PlanFilter;
use crate::domain::review::ReviewQuery;
use crate::domain::round_progress::{ProgressBy, ProgressQuery};
use crate::domain::text::CleanText;
use crate::domain::work::confirm::UnseenQuery;
use crate::domain::work::{Period, WorkQuery};
use crate::exchange::lists;
use crate::lang::{fill, texts};
use crate::store::Store;

texts! {
    /// The texts of `export`.
    fn texts(lang) -> ExportTexts {
        /// What was typed, and what there is.
        unknown: "没有名单 {}；有 {}" / "no list {}; there are {}";
        /// An option, the list, and those that it has.
        no_filter: "{} 不用于 {}；它有 {}" / "{} is nothing to {}, which takes {}";
        /// The same where it has none.
        no_filters: "{} 不用于 {}" / "{} is nothing to {}";
        no_round: "今天不在任何慰问期内，请用 --round 指定" / "no round concerns this day: name one with --round";
        /// What was written instead of a rule.
        bad_rule: "没有这条规则：{}；可用 A01 至 A26" / "No such rule: {}; there are A01 to A26";
        /// By what.
        no_township_by: "--township 只与 --by township、village 一起用，不与 {} 一起用" / "--township goes with --by township or village, not {}";
        both_spans: "--year 和 --round 只用一个" / "give --year or --round, not both";
    }
}

/// The arguments of `export`.
#[derive(Debug, clap::Args)]
pub(super) struct ExportArgs {
    #[arg(value_name = "LIST")]
    list: String,
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
    #[arg(long, value_name = "FORMAT")]
    format: Option<String>,
    #[arg(long, value_name = "ENCODING")]
    encoding: Option<String>,
    #[arg(long, value_name = "ROUND")]
    round: Option<String>,
    #[arg(long, value_name = "YEAR")]
    year: Option<String>,
    #[arg(long, value_name = "PROGRAMME")]
    programme: Option<String>,
    #[arg(long, value_name = "MONTH")]
    month: Option<String>,
    #[arg(long, value_name = "FUND")]
    fund: Option<String>,
    #[arg(long, value_name = "TOWNSHIP")]
    township: Option<String>,
    #[arg(long, value_name = "VILLAGE")]
    village: Option<String>,
    #[arg(long, value_name = "STATION")]
    station: Option<String>,
    #[arg(long, value_name = "TEAM")]
    team: Option<String>,
    #[arg(long, value_name = "GROUP")]
    group: Option<String>,
    #[arg(long, value_name = "STATE")]
    state: Option<String>,
    #[arg(long, value_name = "LIST")]
    check: Option<String>,
    #[arg(long, value_name = "RULE")]
    rule: Option<String>,
    #[arg(long, value_name = "DAY")]
    day: Option<String>,
    #[arg(long, value_name = "RECIPIENT")]
    person: Option<String>,
    #[arg(long, value_name = "ACCOUNT|BY")]
    by: Option<String>,
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
    #[arg(long)]
    open: bool,
    #[arg(long)]
    unmasked: bool,
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    #[arg(long)]
    overwrite: bool,
}

impl Command for ExportArgs {
    const NAME: &'static str = "export";
    const HELP: Help = help! {
        "导出名单：XLSX、CSV、JSON 或文本；号码打码，记入操作记录" /
            "Write a list out: XLSX, CSV, JSON lines or text, numbers masked";
        list:
            "名单：recipients due plan ledger payments visits progress rounds review audit acts work unconfirmed" /
            "recipients due plan ledger payments visits progress rounds review audit acts work unconfirmed";
        to: "写到这个文件；- 为标准输出" / "Into this file; - for the standard output";
        format:
            "格式：xlsx csv csv-gb18030 jsonl text；默认看文件名结尾，标准输出为 text" /
            "xlsx csv csv-gb18030 jsonl text; else by the ending of the file, to the standard output text";
        encoding: "CSV 的编码：utf-8（带 BOM）或 gb18030" / "Of CSV: utf-8 (with a BOM) or gb18030";
        round: "只看这次慰问活动" / "Only this round";
        year: "只看这一年" / "Only this year";
        programme: "payments：只看这个项目（代码、名称或别名）" / "Of payments: only this programme (code, name or another name)";
        month: "payments work：只看这个月，如 2023-05" / "Of payments and work: only this month, e.g. 2023-05";
        fund: "payments：只看这项资金发放的" / "Of payments: only those that this fund paid";
        township: "只看这个苏木镇场（代码、名称或别名）" / "Only this township (code, name or another spelling)";
        village: "只看这个嘎查村" / "Only this village";
        station: "plan：只看这个服务站的" / "Of plan: only those of this station";
        team: "plan：只看这个走访组的" / "Of plan: only those of this team";
        group: "只看这个慰问类别" / "Only this group";
        state:
            "due：upcoming due grace overdue done closed，或中文；all 看全部；默认是现在该走访的" /
            "Of due: upcoming due grace overdue done closed, or in Chinese; all for everybody; else who is to be visited now";
        check: "review：其中哪个名单，如 doubles；默认各名单的数目" / "Of review: which list, e.g. doubles; else all with their counts";
        rule: "audit：只看这条规则，如 A03" / "Of audit: only this rule, e.g. A03";
        day: "acts：只看这一天" / "Of acts: only on this day";
        person: "payments acts：只看这个对象的（姓名、编号或身份证号，- 为标准输入）" / "Of payments and acts: only about this recipient: name, id or ID number, - for the standard input";
        by:
            "acts：只看这个账户做的；progress：按 township village station team group" /
            "Of acts: only by this account; of progress: by township village station team group";
        kind: "work：只看这个种类" / "Of work: only this kind";
        open: "work：只看没有结束的" / "Of work: only what goes on";
        unmasked: "号码完整显示；要写 --reason，会记录" / "Numbers in full; needs --reason, and is recorded";
        reason: "为什么要完整号码" / "Why numbers are needed in full";
        overwrite: "覆盖已有的文件" / "Replace a file that is there";
        [db today json]
        "muster export due --township 桑根达来 --to due.xlsx" => "一个苏木镇的应访名单，可打印" / "Who is due in one township, ready for paper";
        "muster export recipients --to roster.xlsx --unmasked --reason 上报" => "整份名册，带完整号码，可再导入" / "The whole roster with numbers in full, which can be imported again";
        "muster export ledger --year 2024 --to ledger.csv --encoding gb18030" => "2024 年的台账，给旧软件" / "The ledger of 2024 for older programs";
        "muster export work --year 2023 --kind 培训 --to 培训.xlsx" => "一年的培训，可再读入" / "The training of a year, which can be read again";
    };

    /// Writes a list out, and tells what was written.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let what = self.what(session)?;
        self.refuse_foreign(session, what)?;
        let leaving = LeavingArgs {
            to: &self.to,
            format: self.format.as_deref(),
            encoding: self.encoding.as_deref(),
            overwrite: self.overwrite,
            unmasked: self.unmasked,
            reason: self.reason.as_deref(),
        };
        leaving.format(session)?;
        let mut store = session.open()?;
        let query = self.query(session, &mut store, what)?;
        leaving.run(session, &mut store, out, |store, to, options, ctx| {
            lists::export(store, &query, to, options, ctx)
        })
    }
}

impl ExportArgs {
    fn what(&self, session: &Session) -> Result<Outgoing, CliError> {
        Outgoing::LISTS.into_iter().find(|list| list.code() == self.list.trim()).ok_or_else(|| {
            let known = Outgoing::LISTS.map(Outgoing::code).join(" ");
            CliError::usage(fill(texts(session.lang).unknown, &[&shown(&self.list), &known]))
        })
    }

    /// The options by which lists are narrowed, and whether each was given.
    fn filters(&self) -> [(&'static str, bool); 18] {
        [
            ("--round", self.round.is_some()),
            ("--year", self.year.is_some()),
            ("--programme", self.programme.is_some()),
            ("--month", self.month.is_some()),
            ("--fund", self.fund.is_some()),
            ("--township", self.township.is_some()),
            ("--village", self.village.is_some()),
            ("--station", self.station.is_some()),
            ("--team", self.team.is_some()),
            ("--group", self.group.is_some()),
            ("--state", self.state.is_some()),
            ("--check", self.check.is_some()),
            ("--rule", self.rule.is_some()),
            ("--day", self.day.is_some()),
            ("--person", self.person.is_some()),
            ("--by", self.by.is_some()),
            ("--kind", self.kind.is_some()),
            ("--open", self.open),
        ]
    }

    /// Refuses an option that would be passed over.
    fn refuse_foreign(&self, session: &Session, what: Outgoing) -> Result<(), CliError> {
        let own = narrowed::taken(what);
        let Some((foreign, _)) =
            self.filters().into_iter().find(|(name, given)| *given && !own.contains(name))
        else {
            return Ok(());
        };
        let texts = texts(session.lang);
        Err(CliError::usage(if own.is_empty() {
            fill(texts.no_filters, &[&foreign, &what.code()])
        } else {
            fill(texts.no_filter, &[&foreign, &what.code(), &own.join(" ")])
        }))
    }

    fn query(&self, session: &Session, store: &mut Store, what: Outgoing) -> Result<ListQuery, CliError> {
        let round = self.round.as_deref().map(|said| parse::round(session, said)).transpose()?;
        let year = self.year.as_deref().map(|said| parse::year(session, said)).transpose()?;
        let township = self.township(session, store)?;
        let village = narrowed::village(session, store, township.as_ref(), self.village.as_deref())?;
        let group = narrowed::group(session, store, self.group.as_deref())?;
        let states = self.states(session)?;
        let previews = matches!(what, Outgoing::Plan | Outgoing::Progress)
            || what == Outgoing::Due && states != DueStates::ToVisit;
        narrowed::recorded(session, store, round.filter(|_| !previews))?;
        Ok(match what {
            Outgoing::Due => ListQuery::Due {
                round: current(session, store, round)?,
                township,
                narrowed: [village, group],
                states,
            },
            Outgoing::Ledger => {
                ListQuery::Ledger(LedgerQuery { round, year, group, township, ..LedgerQuery::default() })
            }
            Outgoing::Payments => ListQuery::Payments(self.payments(session, store, (year, township))?),
            Outgoing::Visits => {
                ListQuery::Visits(VisitQuery { round, year, township, village, ..VisitQuery::default() })
            }
            Outgoing::Plan => ListQuery::Plan(
                current(session, store, round)?,
                self.lines(session, store, township, village)?,
            ),
            Outgoing::Progress => {
                let by = match self.by.as_deref() {
                    None if township.is_some() => ProgressBy::Village,
                    None => ProgressBy::default(),
                    Some(said) => progress::by(session, said)?,
                };
                if township.is_some() && !matches!(by, ProgressBy::Township | ProgressBy::Village) {
                    let texts = texts(session.lang);
                    return Err(CliError::usage(fill(texts.no_township_by, &[&by.code()])));
                }
                let (round, day) = (current(session, store, round)?, session.clock.today());
                ListQuery::Progress(ProgressQuery { round, by, day }, township)
            }
            Outgoing::Rounds => ListQuery::Rounds(year),
            Outgoing::Review => match self.check.as_deref() {
                Some(list) => {
                    ListQuery::Review(ReviewQuery { list: review::named(session, list)?.0, township })
                }
                None => ListQuery::ReviewCounts(township),
            },
            Outgoing::Audit => {
                ListQuery::Audit(AuditQuery { span: span(session, year, round)?, rule: self.rule(session)? })
            }
            Outgoing::Acts => ListQuery::Acts(self.acts(session, store, span(session, year, round)?)?),
            Outgoing::Work => ListQuery::Work(self.work(session, year, township)?),
            Outgoing::Unseen => {
                let on = session.clock.today();
                let year = year.unwrap_or(on.year());
                ListQuery::Unseen(UnseenQuery { year, on, township, start: Start::First, limit: None })
            }
            Outgoing::Recipients
            | Outgoing::VisitSheet
            | Outgoing::SignSheet
            | Outgoing::LogSheet
            | Outgoing::Payroll
            | Outgoing::YearReport
            | Outgoing::Figure
            | Outgoing::Bulletin
            | Outgoing::Notice => ListQuery::Recipients(FullQuery { kind: None, township, village, group }),
        })
    }

    /// Which lines of a plan.
    fn lines(
        &self,
        session: &Session,
        store: &Store,
        township: Option<TownshipCode>,
        village: Option<CleanText>,
    ) -> Result<PlanFilter, CliError> {
        let team = station::team_named(session, store, self.team.as_deref())?;
        let station = station::named(session, store, self.station.as_deref())?;
        Ok(PlanFilter { township, village, station, team, unassigned: false })
    }

    fn work(
        &self,
        session: &Session,
        year: Option<i32>,
        township: Option<TownshipCode>,
    ) -> Result<WorkQuery, CliError> {
        let month = self.month.as_deref().map(|said| work::within(session, said)).transpose()?;
        Ok(WorkQuery {
            kind: self.kind.as_deref().map(|said| work::kind(session, said, None)).transpose()?,
            within: month.or(year.and_then(Period::year)),
            open_on: self.open.then(|| session.clock.today()),
            township,
            ..WorkQuery::default()
        })
    }

    fn payments(
        &self,
        session: &Session,
        store: &mut Store,
        (year, township): (Option<i32>, Option<TownshipCode>),
    ) -> Result<PaymentQuery, CliError> {
        let person =
            self.person.as_deref().map(|said| lookup::recipient(session, store, said)).transpose()?;
        payment_query(
            session,
            store,
            [&self.programme, &self.month, &self.fund].map(Option::as_deref),
            |query| PaymentQuery { year, township, recipient: person, ..query },
        )
    }

    fn township(&self, session: &Session, store: &Store) -> Result<Option<TownshipCode>, CliError> {
        let Some(said) = &self.township else { return Ok(None) };
        parse::township(session, &store.townships()?, said).map(Some)
    }

    fn states(&self, session: &Session) -> Result<DueStates, CliError> {
        Ok(match self.state.as_deref() {
            None => DueStates::ToVisit,
            Some(all) if ["all", "全部"].contains(&all.trim()) => DueStates::All,
            Some(said) => DueStates::Only(parse::state(session, said)?),
        })
    }

    fn rule(&self, session: &Session) -> Result<Option<Rule>, CliError> {
        let Some(said) = self.rule.as_deref() else { return Ok(None) };
        let unknown = || CliError::usage(fill(texts(session.lang).bad_rule, &[&shown(said)]));
        Rule::parse(said).map(Some).ok_or_else(unknown)
    }

    fn acts(&self, session: &Session, store: &mut Store, span: Span) -> Result<ActQuery, CliError> {
        let day = self.day.as_deref().map(|said| parse::day(session, said)).transpose()?;
        let actor = narrowed::actor(session, store, self.by.as_deref())?;
        let person =
            self.person.as_deref().map(|said| lookup::recipient(session, store, said)).transpose()?;
        Ok(ActQuery { span, day, person, actor, ..ActQuery::default() })
    }
}

/// The round that is named, else the one that concerns the day.
fn current(session: &Session, store: &Store, named: Option<RoundCode>) -> Result<RoundCode, CliError> {
    match named {
        Some(round) => Ok(round),
        None => due::current(store, session.clock.today())?
            .ok_or_else(|| CliError::usage(texts(session.lang).no_round)),
    }
}

fn span(session: &Session, year: Option<i32>, round: Option<RoundCode>) -> Result<Span, CliError> {
    match (year, round) {
        (Some(_), Some(_)) => Err(CliError::usage(texts(session.lang).both_spans)),
        (Some(year), None) => Ok(Span::Year(year)),
        (None, Some(round)) => Ok(Span::Round(round)),
        (None, None) => Ok(Span::All),
    }
}
