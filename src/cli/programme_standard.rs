//! `muster programme standard` and `standards`: what is paid from a day on to whom.

use serde::Serialize;

use super::command::{Command, Help, help};
use super::error::{CliError, CommandResult, Status};
use super::out::Out;
use super::parse;
use super::pay_shared::parts;
use super::programme::{done, word};
use super::session::Session;
use super::table::{Side, Table};
use crate::domain::money::Fen;
use crate::domain::op::Op;
use crate::domain::payment::standards::{PayStandard, Rate};
use crate::domain::text::{CleanText, NAME_MAX, NOTE_MAX};
use crate::lang::{fill, texts};

texts! {
    /// The texts of standards.
    fn texts(lang) -> StandardTexts {
        amount: "金额" / "Amount";
        from: "自" / "From";
        to: "对象" / "To";
        rate: "计" / "Per";
        document: "文号" / "Document";
        /// What the parts come to, the amount.
        parts: "各项资金合计 {}，与标准 {} 不符" / "the funds come to {}, the standard is {}";
        no_standards: "还没有标准" / "no standards yet";
    }
}

/// The arguments of `programme standard`.
#[derive(Debug, clap::Args)]
pub(super) struct StandardArgs {
    #[arg(value_name = "PROGRAMME")]
    programme: String,
    #[arg(value_name = "YUAN")]
    yuan: String,
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    from: String,
    #[arg(long, value_name = "CATEGORY", default_value = "")]
    category: String,
    #[arg(long, value_name = "LEVEL", default_value = "")]
    level: String,
    #[arg(long, value_name = "NATURE", default_value = "")]
    nature: String,
    #[arg(long, value_name = "HOUSEHOLD", default_value = "")]
    household: String,
    #[arg(long, value_name = "RATE", default_value = "month")]
    per: String,
    #[arg(long, value_name = "FUND=YUAN")]
    part: Vec<String>,
    #[arg(long, value_name = "TEXT")]
    document: Option<String>,
}

impl Command for StandardArgs {
    const NAME: &'static str = "standard";
    const HELP: Help = help! {
        "设发放标准：从某日起发多少" / "Set a standard: what is paid from a day on";
        programme: "项目" / "The programme";
        yuan: "金额，元" / "Amount in yuan";
        from: "起始日" / "From which day";
        category: "优抚类别；不写为任何" / "Category; any if left out";
        level: "等级；不写为任何" / "Level; any if left out";
        nature: "性质；不写为任何" / "Nature; any if left out";
        household: "城乡；不写为任何" / "Town or country; any if left out";
        per: "month 每月，year 每年，once 一次，year_served 每服役一年" / "month, year, once, or year_served";
        part: "各项资金：中央=600；之和须等于金额" / "Each fund: 中央=600; they come to the amount";
        document: "文号" / "Number of the document";
        [db today json]
        "muster programme standard living_allowance 1000 --category 残疾军人 --level 七级 --from 2023-08-01" =>
            "从 8 月起" / "From August on";
    };

    /// Keeps it.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let amount = parse::amount(session, &self.yuan)?;
        let programme = session.open()?.programme(&self.programme)?.code;
        let parts = parts(session, None, &self.part, amount)?;
        let sum = parts.iter().fold(Fen::ZERO, |sum, (_, fen)| sum.plus(*fen));
        if !parts.is_empty() && sum != amount {
            let told = fill(texts(session.lang).parts, &[&sum.yuan(), &amount.yuan()]);
            return Err(CliError::Message(Status::BadData, vec![told]));
        }
        let mut to: [CleanText; 4] = Default::default();
        for (slot, said) in to.iter_mut().zip([&self.category, &self.level, &self.nature, &self.household]) {
            *slot = parse::text(session, said, NAME_MAX)?;
        }
        let standard = PayStandard {
            programme,
            to,
            from: parse::day(session, &self.from)?,
            amount,
            rate: word(
                session,
                &self.per,
                Rate::parse(&self.per),
                &["month", "year", "once", "year_served"],
            )?,
            parts,
            document: parse::maybe_text(session, self.document.as_deref(), NOTE_MAX)?,
        };
        done(session, &Op::SetPayStandards(vec![standard]), out)
    }
}

/// The arguments of `programme standards`.
#[derive(Debug, clap::Args)]
pub(super) struct StandardsArgs {
    #[arg(value_name = "PROGRAMME")]
    programme: String,
}

#[derive(Serialize)]
struct StandardJson {
    to: [String; 4],
    from: String,
    amount_fen: i64,
    rate: &'static str,
    document: Option<String>,
}

impl Command for StandardsArgs {
    const NAME: &'static str = "standards";
    const HELP: Help = help! {
        "列出一个项目的标准" / "The standards of a programme";
        programme: "项目" / "The programme";
        [db today json]
        "muster programme standards living_allowance" => "生活补助的标准" / "Those of the living allowance";
    };

    /// Lists them.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let said = &self.programme;
        let all = session.open()?.reading(|store| store.pay_standards(&store.programme(said)?.code))?;
        let texts = texts(session.lang);
        if session.json {
            let one = |one: &PayStandard| StandardJson {
                to: one.to.each_ref().map(ToString::to_string),
                from: one.from.to_string(),
                amount_fen: one.amount.get(),
                rate: one.rate.code(),
                document: one.document.as_ref().map(ToString::to_string),
            };
            out.json(&all.iter().map(one).collect::<Vec<_>>());
        } else if all.is_empty() {
            out.line(texts.no_standards);
        } else {
            let mut table = Table::new(&[
                (texts.to, Side::Left),
                (texts.from, Side::Left),
                (texts.amount, Side::Right),
                (texts.rate, Side::Left),
                (texts.document, Side::Left),
            ]);
            for one in all {
                let to: Vec<&str> =
                    one.to.iter().map(CleanText::as_str).filter(|part| !part.is_empty()).collect();
                let document = one.document.as_deref().unwrap_or_default().to_owned();
                let rate = one.rate.code().to_owned();
                table.row(vec![to.join(" "), one.from.to_string(), one.amount.yuan(), rate, document]);
            }
            out.lines(&table.lines());
        }
        Ok(Status::Fine)
    }
}
