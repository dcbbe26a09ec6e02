//! `muster payroll back-pay`: what a standard that was told late still owes, month by month.

use serde::Serialize;

use super::command::{Command, Help, help};
use super::error::{CliError, CommandResult, Status};
use super::out::Out;
use super::pay_shared::months;
use super::payroll_draft::{ToArgs, by, by_months, told_month};
use super::payroll_draft_json::{RowJson, proposed_json, row_json};
use super::session::Session;
use super::table::{Side, Table};
use crate::domain::money::Fen;
use crate::domain::payment::back_pay::BackPay;
use crate::domain::payment::draft::{PayrollKind, PayrollQuery};
use crate::domain::payment::period::PayPeriod;
use crate::lang::{fill, payments, texts, words};

texts! {
    /// The texts of `payroll back-pay`.
    fn texts(lang) -> BackPayTexts {
        /// The programme, the months, people, the sum.
        head: "{} {}：应补 {} 人，{}" / "{} {}: owed to {} person|people, {}";
        none: "没有要补的：这些月份都按现在的标准发足了" / "nothing is owed: those months were paid as the standards say by now";
        lacks: "还要写月份，如 2023-08..2023-12" / "the months are missing, e.g. 2023-08..2023-12";
        died: "{} 去世，补到当月，须填领取人" / "died on {}: until that month, a payee is to be named";
    }
}

/// The arguments of `payroll back-pay`.
#[derive(Debug, clap::Args)]
pub(super) struct BackPayArgs {
    #[arg(value_name = "PROGRAMME")]
    programme: String,
    #[arg(value_name = "MONTHS")]
    months: String,
    #[command(flatten)]
    to: ToArgs,
}

#[derive(Serialize)]
struct OwedMonth {
    month: String,
    amount_fen: i64,
}

#[derive(Serialize)]
struct OwedJson {
    #[serde(flatten)]
    of: RowJson,
    died_on: Option<String>,
    by_month: Vec<OwedMonth>,
    rows: Vec<RowJson>,
}

#[derive(Serialize)]
struct BackPayJson {
    programme: String,
    months: String,
    people: u64,
    sum_fen: i64,
    owed: Vec<OwedJson>,
}

fn owed_json(one: &BackPay) -> OwedJson {
    let month = |(month, fen): &(chrono::NaiveDate, Fen)| OwedMonth {
        month: told_month(*month),
        amount_fen: fen.get(),
    };
    OwedJson {
        of: row_json(&one.of, one.sum()),
        died_on: one.of.person.died_on.map(|on| on.to_string()),
        by_month: one.by_month.iter().map(month).collect(),
        rows: one.rows.iter().map(proposed_json).collect(),
    }
}

impl Command for BackPayArgs {
    const NAME: &'static str = "back-pay";
    const HELP: Help = help! {
        "标准补发：晚到的标准逐月该补多少" / "What a standard that came late still owes, month by month";
        programme: "按月发放的项目：代码、名称或别名" / "A programme paid by months: code, name or another name";
        months: "月份，如 2023-08..2023-12" / "The months, e.g. 2023-08..2023-12";
        to: "写到这个文件；- 为标准输出" / "Into this file; - for the standard output";
        format: "格式：xlsx csv csv-gb18030 jsonl text；默认看文件名结尾" / "xlsx csv csv-gb18030 jsonl text; else by the ending of the file";
        encoding: "CSV 的编码：utf-8（带 BOM）或 gb18030" / "Of CSV: utf-8 (with a BOM) or gb18030";
        unmasked: "号码完整写出，才能再读入；要写 --reason，会记录" / "Numbers in full, so that it can be read again; needs --reason, and is recorded";
        reason: "为什么要完整号码" / "Why numbers are needed in full";
        overwrite: "覆盖已有的文件" / "Replace a file that is there";
        [db today json]
        "muster payroll back-pay living_allowance 2023-08..2023-12" => "8 月起提标，12 月才知道" / "A rise from August that was told in December";
        "muster payroll back-pay 生活补助 2023-08..2023-12 --to 补发.xlsx --unmasked --reason 报送" => "写成可读入的发放册" / "Write a payroll that can be read";
    };

    /// Proposes it.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let (lang, texts) = (session.lang, texts(session.lang));
        let mut store = session.open()?;
        let programme = by_months(session, &store, &self.programme)?;
        let Some(range) = months(session, Some(&self.months))? else {
            return Err(CliError::usage(texts.lacks));
        };
        let code = programme.code.clone();
        let query = PayrollQuery {
            programme: code.clone(),
            period: PayPeriod::Months(range),
            what: PayrollKind::BackPay,
        };
        if let Some(status) = self.to.write(session, &mut store, (query, &mut *out))? {
            return Ok(status);
        }
        let owed = store.payroll_back_pay(&code, range, session.clock.today())?;
        let sum = owed.iter().fold(Fen::ZERO, |sum, one| sum.plus(one.sum()));
        let mut people: Vec<_> = owed.iter().map(|one| one.of.recipient).collect();
        people.sort_unstable();
        people.dedup();
        if session.json {
            out.json(&BackPayJson {
                programme: code.to_string(),
                months: range.told(),
                people: people.len() as u64,
                sum_fen: sum.get(),
                owed: owed.iter().map(owed_json).collect(),
            });
            return Ok(Status::Fine);
        }
        if owed.is_empty() {
            out.line(texts.none);
            return Ok(Status::Fine);
        }
        out.line(&fill(
            texts.head,
            &[&programme.name, &range.told(), &people.len(), &words::yuan(lang, sum)],
        ));
        let heads = payments::heads(lang);
        let mut table = Table::new(&[
            (heads.name, Side::Left),
            (session.heads().township, Side::Left),
            (heads.subject, Side::Left),
            (heads.months, Side::Left),
            (heads.amount, Side::Right),
            ("", Side::Left),
        ]);
        for one in &owed {
            let died = one.of.person.died_on.map(|on| fill(texts.died, &[&on])).unwrap_or_default();
            for (month, fen) in &one.by_month {
                table.row(vec![
                    one.of.person.name.to_string(),
                    one.of.person.township.as_deref().unwrap_or_default().to_owned(),
                    by(&one.of),
                    told_month(*month),
                    fen.yuan(),
                    died.clone(),
                ]);
            }
        }
        out.lines(&table.lines());
        out.line(super::payroll_draft::texts(lang).to_hint);
        Ok(Status::Fine)
    }
}
