//! `muster record`: a call at a door and what was handed over.

mod answer;

use chrono::NaiveDate;

use super::command::{Command, Help, help};
use super::error::{CliError, CommandResult};
use super::kept::Daily;
use super::lookup;
use super::out::{self, Out};
use super::parse;
use super::session::Session;
use crate::clock;
use crate::domain::entry::Purpose;
use crate::domain::error::RegisterError;
use crate::domain::form_facts::FormFacts;
use crate::domain::gift::{Earlier, Goods, Proxy, Recording};
use crate::domain::ids::RecipientId;
use crate::domain::money::Fen;
use crate::domain::op::{Answer, Op, Receipt};
use crate::domain::text::{CleanText, NAME_MAX, NOTE_MAX};
use crate::domain::usual_gift::Usual;
use crate::domain::visit::Outcome;
use crate::lang::{errors, texts};
use answer::Verdict;

texts! {
    /// The texts of `record`.
    fn texts(lang) -> RecordTexts {
        /// Between the sentences of a list.
        semicolon: "；" / "; ";
        /// Acknowledges a recording: name, round, outcome, amount, day, handlers.
        recorded: "已登记 {} {} {}" / "recorded: {} {} {}";
        /// The same recording stands already.
        exists: "已登记过，没有重复：{} {} {}" / "recorded before, nothing added: {} {} {}";
        /// As the line above, and then undone: the day.
        undone: "已登记过，后来冲正（{}），没有重复：{} {} {}" / "recorded before and undone on {}, nothing added: {} {} {}";
        /// Handlers.
        by: "经办 {}" / "by {}";
        /// Goods and their value.
        goods_worth: "{}（折合 {}）" / "{} (worth {})";
        /// The new day of a call put off, the day of the call.
        until_is: "约 {}（{} 去过）" / "to {} (called {})";
        /// The id of an entry.
        entry_is: "分录 {}" / "entry {}";
        /// Head of a refusal: name, round.
        not_recorded: "未能登记：{} {}：" / "not recorded: {} {}:";
        two_handlers: "经办人最多写两个" / "two handlers at most";
        proxy_outcome: "写了代领人，结果只能是 proxy（代领）" / "with --proxy the outcome can only be proxy";
        until_outcome: "--until 只与 --outcome deferred（改期）同用" / "--until goes with --outcome deferred only";
        value_goods: "--goods 和 --value 要一起写" / "--goods and --value go together";
        relation_proxy: "--relation 要与 --proxy 一起写" / "--relation goes with --proxy";
        died_outcome: "--died-on 只与 --outcome died（已去世）同用" / "--died-on goes with --outcome died only";
        /// The day of death.
        died: "去世 {}" / "died {}";
        empty_reason: "--reason 要写明理由" / "--reason needs a reason";
    }
}

/// Most handlers that a recording names.
const HANDLERS: usize = 2;

/// The arguments of `record`.
#[derive(Debug, clap::Args)]
pub(super) struct RecordArgs {
    #[arg(value_name = "RECIPIENT")]
    recipient: String,
    #[arg(long, value_name = "ROUND")]
    round: String,
    #[arg(long, value_name = "UUID")]
    id: Option<String>,
    #[arg(long, value_name = "YUAN", allow_negative_numbers = true)]
    cash: Option<String>,
    #[arg(long, value_name = "TEXT")]
    goods: Option<String>,
    #[arg(long, value_name = "YUAN", allow_negative_numbers = true)]
    value: Option<String>,
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    on: Option<String>,
    #[arg(long, value_name = "NAME")]
    by: Vec<String>,
    #[arg(long, value_name = "OUTCOME")]
    outcome: Option<String>,
    #[arg(long, value_name = "NAME")]
    proxy: Option<String>,
    #[arg(long, value_name = "RELATION")]
    relation: Option<String>,
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    until: Option<String>,
    #[arg(long, value_name = "TEXT")]
    needs: Option<String>,
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
    #[arg(long = "died-on", value_name = "DATE", allow_hyphen_values = true)]
    died_on: Option<String>,
    #[arg(long, alias = "override", value_name = "TEXT")]
    reason: Option<String>,
    #[arg(long = "top-up", conflicts_with = "goods")]
    top_up: bool,
    #[arg(long = "new-handler")]
    new_handler: bool,
}

impl Command for RecordArgs {
    const NAME: &'static str = "record";
    const HELP: Help = help! {
        "登记一次走访和发放；不写金额即发标准中还欠的" /
            "Record a call and what was given; without amounts, what is owed of the standard";
        recipient:
            "编号（或其开头）、身份证号（写 -，从标准输入给出）或唯一的姓名" /
            "Id (or its beginning), ID number (write - and give it on standard input), or a name that only one bears";
        round: "慰问活动，如 2024-spring 或 2024年春节" / "Round, e.g. 2024-spring or 2024年春节";
        id: "本次登记的编号（UUID）：同一编号重复执行只记一次" / "Id of this recording (UUID): repeating it records nothing twice";
        cash: "慰问金，元" / "Cash in yuan";
        goods: "慰问品及数量" / "Goods with quantity";
        value: "慰问品折合，元" / "Value of the goods in yuan";
        on: "走访日期，默认今天" / "Day of the call; else today";
        by: "经办人，可写两次；发现金须两人" / "Handler, up to twice; cash needs two";
        outcome:
            "结果：given proxy absent deferred refused died moved_away not_found visit_only，或中文" /
            "Outcome: given proxy absent deferred refused died moved_away not_found visit_only, or in Chinese";
        proxy: "代领人" / "Who received it in the recipient's place";
        relation: "代领人与本人的关系" / "The proxy's relation to the recipient";
        until: "约定哪一天再去（--outcome deferred 必填）" / "The promised day (--outcome deferred needs it)";
        needs: "诉求" / "Needs heard at the door";
        note: "备注；去世后由人代领时写理由" / "Note; for a proxy after a death, the reason";
        died_on: "去世日期，默认走访日期（与 --outcome died 同用）" / "The day of death; else that of the call (with --outcome died)";
        reason:
            "理由：再发一份、金额与标准不同、不在名单上、早于慰问期、活动已关闭时必填" /
            "Why, where it is asked: a second gift, an amount off the standard, not on the list, before the window, a closed round";
        top_up: "补差：标准提高前已发的，补发差额；--cash 少写即先补一部分" / "What is owed since the standard was raised, beside what was given before; --cash for a part of it";
        new_handler: "名单上没有的经办人也对，记入名单" / "A handler who is not on the list is right: put on it";
        [db today json]
        "muster record 程连富 --round 2024-spring --by 布仁 --by 赵志强" =>
            "照标准发给本人" / "The full standard, to the person";
        "muster record 王晓山 --round 2024-spring --outcome absent" => "人不在家" / "Nobody at home";
        "muster record 王晓山 --round 2024-spring --outcome deferred --until 2024-02-05" =>
            "约好 2 月 5 日再去" / "Put off to 5 February";
    };

    /// Records; says so only after the commit.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let draft = self.read(session)?;
        let mut store = session.open()?;
        let (now, through) = lookup::written_merged(session, &mut store, &self.recipient)?;
        let form = store.form(now, draft.round, session.clock.today())?;
        // What was recorded for somebody before a merge is told as before; nothing new is.
        let mut recording = Recording { recipient: through.unwrap_or(now), ..draft };
        let is_bare = self.cash.is_none() && self.goods.is_none();
        if self.on.is_none() && self.id.is_some() {
            recording.on = store.day_taken_for_today(recording.id)?.unwrap_or(recording.on);
        }
        if self.top_up {
            recording.purpose = Purpose::TopUp;
            let before = form.live.iter().find(|gift| gift.id == recording.id);
            if is_bare {
                recording.cash = before.map_or(form.terms.top_up_on(recording.on), |gift| gift.cash);
            }
        } else if is_bare && recording.outcome.gives() && form.terms.listed {
            usual_gift(&mut recording, &form);
        }
        let daily = Daily::ask(session, &store);
        let leap = store.day_leap(session.clock.today(), session.clock.source())?;
        if self.new_handler {
            store.commit(&Op::AddHandlers(recording.handlers.clone()), &session.ctx())?;
        }
        let op = Op::Record(Box::new(recording.clone()));
        let touches = store.touches(&op, session.clock.today())?;
        let verdict = match store.commit(&op, &session.ctx()) {
            Ok(Receipt { answer: Answer::Exists(_), .. }) => Verdict::Exists,
            Ok(Receipt { answer: Answer::Undone(_, on), .. }) => Verdict::Undone(on),
            Ok(_) => Verdict::Recorded,
            Err(RegisterError::Different(_)) => Verdict::Different,
            Err(RegisterError::Refused(refusals)) => Verdict::Refused(refusals),
            Err(RegisterError::Merged { into, name }) => Verdict::Merged(into, name),
            Err(
                barred @ (RegisterError::YearClosed(_) | RegisterError::Day(_) | RegisterError::Person(_)),
            ) => Verdict::Barred(barred),
            Err(unsure) if unsure.may_be_written() => {
                return Err(CliError::unsure(unsure, recording.id, session.lang));
            }
            Err(other) => return Err(other.into()),
        };
        if matches!(verdict, Verdict::Recorded) {
            out.note_written();
            if let Some(last) = leap {
                out::aside(&errors::day_leap(session.lang, session.clock.today(), last));
            }
        } else if !matches!(verdict, Verdict::Refused(_) | Verdict::Barred(_) | Verdict::Merged(..)) {
            lookup::pace_texts(session, &mut store, recording.texts());
        }
        let shown = answer::masked(&store, &recording);
        let told = answer::print(session, &verdict, &shown, (&form.row.name, &touches), out);
        if matches!(verdict, Verdict::Recorded) {
            daily.keep(session, &store, out);
        }
        told
    }
}

impl RecordArgs {
    /// The recording as argument, for nobody yet and without the amounts that the standard brings.
    fn read(&self, session: &Session) -> Result<Recording, CliError> {
        let outcome = self.outcome(session)?;
        Ok(Recording {
            id: match &self.id {
                Some(argument) => parse::id(session, argument)?,
                None => clock::new_entry_id(),
            },
            recipient: RecipientId(uuid::Uuid::nil()),
            round: parse::round(session, &self.round)?,
            purpose: Purpose::Visit,
            outcome,
            cash: self.cash.as_deref().map_or(Ok(Fen::ZERO), |argument| parse::amount(session, argument))?,
            goods: self.goods(session)?,
            on: match &self.on {
                Some(argument) => parse::day(session, argument)?,
                None => session.clock.today(),
            },
            handlers: self.handlers(session)?,
            proxy: self.proxy(session)?,
            deferred_to: self.deferred_to(session, outcome)?,
            needs: parse::maybe_text(session, self.needs.as_deref(), NOTE_MAX)?,
            note: parse::maybe_text(session, self.note.as_deref(), NOTE_MAX)?,
            died_on: self.died_on(session, outcome)?,
            reason: match parse::maybe_text(session, self.reason.as_deref(), NOTE_MAX)? {
                Some(reason) if reason.says_nothing() => {
                    return Err(CliError::usage(texts(session.lang).empty_reason));
                }
                reason => reason,
            },
        })
    }

    /// The outcome argument, else given; a proxy makes it 代领.
    fn outcome(&self, session: &Session) -> Result<Outcome, CliError> {
        let argument =
            self.outcome.as_deref().map(|argument| parse::outcome(session, argument)).transpose()?;
        match (argument, &self.proxy) {
            (None | Some(Outcome::Given | Outcome::Proxy), Some(_)) => Ok(Outcome::Proxy),
            (Some(_), Some(_)) => Err(CliError::usage(texts(session.lang).proxy_outcome)),
            (argument, None) => Ok(argument.unwrap_or(Outcome::Given)),
        }
    }

    fn goods(&self, session: &Session) -> Result<Option<Goods>, CliError> {
        match (&self.goods, &self.value) {
            (Some(goods), Some(value)) => Ok(Some(Goods {
                text: parse::text(session, goods, NAME_MAX)?,
                value: parse::amount(session, value)?,
            })),
            (None, None) => Ok(None),
            (Some(_), None) | (None, Some(_)) => Err(CliError::usage(texts(session.lang).value_goods)),
        }
    }

    fn handlers(&self, session: &Session) -> Result<Vec<CleanText>, CliError> {
        if self.by.len() > HANDLERS {
            return Err(CliError::usage(texts(session.lang).two_handlers));
        }
        self.by.iter().map(|name| parse::text(session, name, NAME_MAX)).collect()
    }

    /// A proxy without a relation is for the rule to refuse; a relation without a proxy is a slip.
    fn proxy(&self, session: &Session) -> Result<Option<Proxy>, CliError> {
        let relation = self.relation.as_deref();
        match &self.proxy {
            Some(name) => Ok(Some(Proxy {
                name: parse::text(session, name, NAME_MAX)?,
                relation: parse::text(session, relation.unwrap_or_default(), NAME_MAX)?,
            })),
            None if relation.is_some() => Err(CliError::usage(texts(session.lang).relation_proxy)),
            None => Ok(None),
        }
    }

    fn deferred_to(&self, session: &Session, outcome: Outcome) -> Result<Option<NaiveDate>, CliError> {
        let until = self.until.as_deref().map(|argument| parse::day(session, argument)).transpose()?;
        if until.is_some() && outcome != Outcome::Deferred {
            return Err(CliError::usage(texts(session.lang).until_outcome));
        }
        Ok(until)
    }

    fn died_on(&self, session: &Session, outcome: Outcome) -> Result<Option<NaiveDate>, CliError> {
        let died = self.died_on.as_deref().map(|argument| parse::day(session, argument)).transpose()?;
        if died.is_some() && outcome != Outcome::Died {
            return Err(CliError::usage(texts(session.lang).died_outcome));
        }
        Ok(died)
    }
}

/// Without amounts, a recipient who is on the list receives what is still owed of the standard of the round; the gift that
/// bears the id already was none before.
fn usual_gift(recording: &mut Recording, form: &FormFacts) {
    let before: Vec<Earlier> = form.live.iter().filter(|gift| gift.id != recording.id).cloned().collect();
    let usual = Usual::of(form.standard_on(recording.on), &before);
    recording.cash = usual.cash;
    recording.goods = usual.goods();
}
