//! `muster round set`: the standards and the days of a round, until it opens.

use super::command::{Command, Help, help};
use super::error::{CliError, CommandResult, shown};
use super::out::Out;
use super::parse;
use super::round::{Ending, end, rehearse, with_days, write};
use super::session::Session;
use crate::domain::error::RegisterError;
use crate::domain::money::Fen;
use crate::domain::op::Op;
use crate::domain::plan::PlanState;
use crate::domain::round::{Round, RoundRule, Standard};
use crate::domain::text::{CleanText, NAME_MAX, NOTE_MAX, fold_width};
use crate::lang::{self, fill, texts, words};
use crate::store::Store;

texts! {
    /// The texts of `round set`.
    fn texts(lang) -> RoundSetTexts {
        /// The round, its first day, its last, the end of its grace.
        changed: "已修改 {}：{} 至 {}，宽限到 {}" / "changed {}: {} to {}, grace until {}";
        /// The round.
        unchanged: "{} 没有要改的" / "nothing to change in {}";
        nothing: "没有写要改什么：--standard --goods --opens --due-until --grace-until" / "nothing to change was named: --standard --goods --opens --due-until --grace-until";
        /// What was typed.
        standard_form: "标准写作 慰问类别=元：{}" / "a standard is written GROUP=YUAN: {}";
        /// What was typed.
        goods_form: "慰问品写作 慰问类别=慰问品=元：{}" / "goods are written GROUP=TEXT=YUAN: {}";
        /// What was typed, what there is.
        unknown_group: "没有这个慰问类别：{}（有 {}）" / "no such visit group: {} (there are {})";
    }
}

/// The arguments of `round set`.
#[derive(Debug, clap::Args)]
pub(super) struct SetArgs {
    #[arg(value_name = "ROUND")]
    round: String,
    #[arg(long = "standard", value_name = "GROUP=YUAN")]
    standards: Vec<String>,
    #[arg(long, value_name = "GROUP=TEXT=YUAN")]
    goods: Vec<String>,
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    opens: Option<String>,
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    due_until: Option<String>,
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    grace_until: Option<String>,
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    on: Option<String>,
    #[arg(long = "dry-run")]
    dry_run: bool,
}

impl Command for SetArgs {
    const NAME: &'static str = "set";
    const HELP: Help = help! {
        "修改一次活动的标准和日期；开始以后只能提高标准" / "Changes a round; once open, its standards are only raised";
        round: "慰问活动，如 2024-spring 或 2024年春节" / "Round, e.g. 2024-spring or 2024年春节";
        standards: "慰问类别的慰问金，可写多次；0 元即不发" / "Cash of a visit group, any number of times; 0 for none";
        goods: "慰问类别的慰问品及折合，可写多次；=0 即不发" / "Goods of a visit group with their value, any number of times; =0 for none";
        opens: "开始" / "The first day";
        due_until: "应访至" / "The last day due";
        grace_until: "宽限至" / "The last day of grace";
        reason: "开始以后提高标准的理由；已发的不动，差额用 record --top-up 补发" / "Why standards are raised after the opening; what was given stays, the rise is paid by record --top-up";
        on: "提高标准从哪一天起，默认今天" / "From which day they are raised; else today";
        dry_run: "只看会怎样，不写入" / "Only tells what it would do";
        [db today json]
        "muster round set 2025年春节 --standard 烈士遗属=1200" => "烈士遗属发 1,200 元" / "1,200 yuan for 烈士遗属";
        "muster round set 2024-spring --standard 困难退役军人=800 --reason 上级提标" =>
            "开始以后提高：已发的差额另补" / "Raised after the opening: the rise is owed to those who were paid";
    };

    /// Changes it; says so only after the commit.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let code = parse::round(session, &self.round)?;
        let texts = texts(session.lang);
        let days = [&self.opens, &self.due_until, &self.grace_until];
        if self.standards.is_empty() && self.goods.is_empty() && days.iter().all(|day| day.is_none()) {
            return Err(CliError::usage(texts.nothing));
        }
        let mut store = session.open()?;
        let before = store.round(code)?;
        let mut round = before.clone();
        let window = &mut round.window;
        for (day, typed) in
            [&mut window.opens, &mut window.due_until, &mut window.grace_until].into_iter().zip(days)
        {
            if let Some(typed) = typed {
                *day = parse::day(session, typed)?;
            }
        }
        for typed in &self.standards {
            let form = || CliError::usage(fill(texts.standard_form, &[&shown(typed)]));
            let (group, yuan) = typed.split_once(['=', '＝']).ok_or_else(form)?;
            let cash = parse::amount(session, yuan)?;
            standard(session, &store, &mut round, group)?.cash = cash;
        }
        for typed in &self.goods {
            let form = || CliError::usage(fill(texts.goods_form, &[&shown(typed)]));
            let (group, rest) = typed.split_once(['=', '＝']).ok_or_else(form)?;
            let (goods, yuan) = rest.rsplit_once(['=', '＝']).unwrap_or(("", rest));
            let (goods, value) = (parse::text(session, goods, NAME_MAX)?, parse::amount(session, yuan)?);
            if goods.is_empty() != (value == Fen::ZERO) {
                return Err(form());
            }
            let standard = standard(session, &store, &mut round, group)?;
            (standard.goods, standard.goods_value) = (goods, value);
        }
        round.standards.retain(|standard| standard.total() > Fen::ZERO);
        if before.created && round == before {
            let line = fill(texts.unchanged, &[&words::round(session.lang, code)]);
            return end(session, code, &Ending::Exists, &[line], out);
        }
        let mut lines = with_days(session, &store, texts.changed, &round)?;
        let approved = PlanState::of(&before, session.clock.today()) == PlanState::Approved;
        if approved {
            lines.push(lang::plan::stays_approved(session.lang).to_owned());
        }
        let reason = parse::maybe_text(session, self.reason.as_deref(), NOTE_MAX)?;
        let on = self.on.as_deref().map(|day| parse::day(session, day)).transpose()?;
        let opened = before.created && before.window.opens <= session.clock.today() && !approved;
        let op = match reason {
            Some(reason) if opened => {
                Op::RaiseStandards { round, on: on.unwrap_or(session.clock.today()), reason }
            }
            Some(_) | None => Op::ChangeRound(round),
        };
        if self.dry_run {
            return rehearse(session, &mut store, code, &op, lines, out);
        }
        write(session, &mut store, code, &op, |_| lines, out)
    }
}

/// The standard of a group in a round, one of nothing where it had none.
fn standard<'r>(
    session: &Session,
    store: &Store,
    round: &'r mut Round,
    typed: &str,
) -> Result<&'r mut Standard, CliError> {
    let plain = |text: &str| fold_width(text).chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let groups: Vec<CleanText> = store.groups()?.into_iter().map(|group| group.name).collect();
    let Some(group) = groups.iter().find(|group| plain(group) == plain(typed)).cloned() else {
        let known: Vec<&str> = groups.iter().map(CleanText::as_str).collect();
        let known = known.join(session.texts().comma);
        return Err(CliError::usage(fill(texts(session.lang).unknown_group, &[&shown(typed), &known])));
    };
    // In the fixed order of the groups, which breaks ties.
    let rank = |name: &CleanText| groups.iter().position(|group| group == name);
    let at = round.standards.partition_point(|standard| rank(&standard.group) < rank(&group));
    if round.standards.get(at).is_none_or(|standard| standard.group != group) {
        let goods = CleanText::default();
        round.standards.insert(at, Standard { group, cash: Fen::ZERO, goods, goods_value: Fen::ZERO });
    }
    round.standards.get_mut(at).ok_or_else(|| RegisterError::Round(RoundRule::NotCreated).into())
}
