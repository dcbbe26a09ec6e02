//! `muster payroll list`, `show` and `overpaid`: what was read, and what of it was paid after a death.

use serde::Serialize;

use super::command::{Command, Help, help};
use super::error::{CommandResult, Status};
use super::out::Out;
use super::parse;
use super::pay_shared::{PaymentJson, told};
use super::payroll::one;
use super::session::Session;
use super::table::{Side, Table};
use crate::domain::error::RegisterError;
use crate::domain::payment::figures::{Overpaid, PaymentLine, PaymentQuery, PayrollLine};
use crate::lang::payments::kind;
use crate::lang::{fill, texts, words};
use crate::store::Store;

texts! {
    /// The texts of `payroll list`, `show` and `overpaid`.
    fn texts(lang) -> PayrollListTexts {
        number: "编号" / "Number";
        programme: "项目" / "Programme";
        on: "日期" / "Day";
        rows: "笔数" / "Rows";
        total: "合计" / "Total";
        left: "现余" / "Left";
        file: "文件" / "File";
        none: "还没有读过发放册" / "no payroll was read yet";
        /// The number, the name, the day of death, the programme, the months, the sum.
        overpaid: "#{} {} {} 去世，{} {} 多发 {}" / "#{} {} died {}: {} {} overpaid {}";
        /// The number, what it does, the sum, the day, why.
        after: "    #{} {} {} {} {}" / "    #{} {} {} {} {}";
        none_overpaid: "没有去世后多发的" / "nothing was paid for months after a death";
    }
}

/// The arguments of `payroll list`.
#[derive(Debug, clap::Args)]
pub(super) struct ListArgs {
    #[arg(long, value_name = "YEAR")]
    year: Option<String>,
}

#[derive(Serialize)]
struct PayrollJson {
    payroll: String,
    number: String,
    programme: String,
    paid_on: String,
    entries: u64,
    total_fen: i64,
    left_fen: i64,
    file: String,
    reason: Option<String>,
}

fn payroll_json(line: &PayrollLine) -> PayrollJson {
    PayrollJson {
        payroll: line.id.to_string(),
        number: line.number.to_string(),
        programme: line.programme.to_string(),
        paid_on: line.on.to_string(),
        entries: line.entries,
        total_fen: line.total.get(),
        left_fen: line.left.get(),
        file: line.name.to_string(),
        reason: line.reason.as_ref().map(ToString::to_string),
    }
}

impl Command for ListArgs {
    const NAME: &'static str = "list";
    const HELP: Help = help! {
        "列出读过的发放册" / "The payrolls that were read";
        year: "只看这一年发放的" / "Only those paid in this year";
        [db today json]
        "muster payroll list --year 2023" => "2023 年的" / "Those of 2023";
    };

    /// Lists them.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let texts = texts(session.lang);
        let year = self.year.as_deref().map(|year| parse::year(session, year)).transpose()?;
        let all = session.open()?.reading(|store| store.payrolls(year, None))?;
        if session.json {
            out.json(&all.iter().map(payroll_json).collect::<Vec<_>>());
        } else if all.is_empty() {
            out.line(texts.none);
        } else {
            let mut table = Table::new(&[
                (texts.number, Side::Left),
                (texts.programme, Side::Left),
                (texts.on, Side::Left),
                (texts.rows, Side::Right),
                (texts.total, Side::Right),
                (texts.left, Side::Right),
                (texts.file, Side::Left),
            ]);
            for one in all {
                table.row(vec![
                    one.number.to_string(),
                    one.programme.to_string(),
                    one.on.to_string(),
                    one.entries.to_string(),
                    one.total.yuan(),
                    one.left.yuan(),
                    one.name.to_string(),
                ]);
            }
            out.lines(&table.lines());
        }
        Ok(Status::Fine)
    }
}

/// The arguments of `payroll show`.
#[derive(Debug, clap::Args)]
pub(super) struct ShowArgs {
    #[arg(value_name = "PAYROLL")]
    payroll: String,
}

#[derive(Serialize)]
struct ShowJson {
    #[serde(flatten)]
    head: PayrollJson,
    payments: Vec<PaymentJson>,
    /// What failed of them, was paid again, taken back or reversed, with its reason.
    behind: Vec<PaymentJson>,
}

/// What concerns a payment: what failed of it, was paid again, taken back or reversed, in its order.
fn after(store: &Store, line: &PaymentLine) -> Result<Vec<PaymentLine>, RegisterError> {
    if line.left == line.amount && line.reversed_by.is_none() {
        return Ok(Vec::new());
    }
    let query = PaymentQuery { recipient: line.recipient, ..PaymentQuery::default() };
    let mut all = store.payments(&query)?;
    all.retain(|one| one.concerns == Some(line.id));
    all.reverse();
    Ok(all)
}

impl Command for ShowArgs {
    const NAME: &'static str = "show";
    const HELP: Help = help! {
        "列出一份发放册的各笔" / "The payments of a payroll";
        payroll: "编号、文件名或 id" / "Number, file name or id";
        [db today json]
        "muster payroll show living_allowance-20230110" => "各笔" / "Its payments";
    };

    /// Lists them.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        session.open()?.reading(|store| {
            let head = one(store, &self.payroll)?;
            let lines = store.payroll_lines(head.id)?;
            if session.json {
                let mut behind = Vec::new();
                for line in &lines {
                    behind.extend(after(store, line)?.iter().map(PaymentJson::from));
                }
                let payments = lines.iter().map(PaymentJson::from).collect();
                out.json(&ShowJson { head: payroll_json(&head), payments, behind });
            } else {
                for line in &lines {
                    out.line(&told(session, line));
                    for one in after(store, line)? {
                        let why = one.reason.as_deref().unwrap_or_default();
                        let (kind, sum) = (kind(session.lang, &one), words::yuan(session.lang, one.amount));
                        out.line(&fill(texts(session.lang).after, &[&one.no, &kind, &sum, &one.on, &why]));
                    }
                }
            }
            Ok(Status::Fine)
        })
    }
}

/// `payroll overpaid` takes no arguments of its own.
#[derive(Debug, clap::Args)]
pub(super) struct OverpaidArgs;

#[derive(Serialize)]
struct OverpaidJson {
    no: i64,
    entry: String,
    recipient: String,
    name: String,
    died_on: String,
    programme: String,
    months: String,
    sum_fen: i64,
}

impl Command for OverpaidArgs {
    const NAME: &'static str = "overpaid";
    const HELP: Help = help! {
        "列出去世后多发的月份，可用 recover 追回" / "Months that were paid after a death, to be taken back with recover";
        [db today json]
        "muster payroll overpaid" => "登记去世之后看一看" / "Look once a death was recorded";
    };

    /// Lists them.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let texts = texts(session.lang);
        let all = session.open()?.reading(Store::overpaid)?;
        if session.json {
            let one = |one: &Overpaid| OverpaidJson {
                no: one.no,
                entry: one.id.to_string(),
                recipient: one.recipient.to_string(),
                name: one.name.to_string(),
                died_on: one.died_on.to_string(),
                programme: one.programme.to_string(),
                months: one.months.told(),
                sum_fen: one.sum.get(),
            };
            out.json(&all.iter().map(one).collect::<Vec<_>>());
        } else if all.is_empty() {
            out.line(texts.none_overpaid);
        } else {
            for one in &all {
                let sum = words::yuan(session.lang, one.sum);
                let months = one.months.told();
                out.line(&fill(
                    texts.overpaid,
                    &[&one.no, &one.name, &one.died_on, &one.programme, &months, &sum],
                ));
            }
        }
        Ok(Status::Fine)
    }
}
