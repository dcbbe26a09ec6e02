//! Whose an account is, as its holder says who stands beside it: 户名, 开户人. The account of another name is not the
//! person's: it is left out and told.

use super::cells;
use super::header::Header;
use super::header::spellings::plain;
use crate::domain::recipient::Kind;
use crate::domain::roster::{Column, Fault};
use crate::tabular::{CellKind, RawRow};

/// Headers, in plain letters and without 姓名 behind them, of whoever holds the account of the row.
const HOLDERS: &[&str] = &[
    "户名",
    "开户名",
    "开户名称",
    "开户户名",
    "开户人",
    "开户人名称",
    "开户",
    "账户名",
    "账户名称",
    "账户户名",
    "账户人",
    "账户所有人",
    "账户持有人",
    "账户",
    "银行户名",
    "银行账户名",
    "银行账户名称",
    "银行开户名",
    "存折户名",
    "卡户名",
    "持卡人",
    "持折人",
    "账号户名",
    "账号姓名",
    "卡主",
    "卡号户名",
    "一卡通户名",
    "一卡通",
    "收款户名",
    "收款账户名称",
    "收款人户名",
];
/// Parts of the names of banks, which stand under such headers too.
const BANKS: &[&str] = &["银行", "信用", "农信", "邮储", "支行", "分理处", "营业"];

/// The account of a row of which another name is told, with the place of its column.
pub(super) fn told(row: &RawRow, header: &Header) -> Option<(usize, Fault)> {
    let card = header.at(Column::Card).filter(|&at| !cells::is_nothing(cells::bare(row.cell(at))))?;
    let own = header.at(Column::Name).filter(|_| header.kind() == Kind::Person)?;
    let read = |at: usize| cells::person_name(row.cell(at)).ok().flatten().map(|found| found.name);
    let is_holder = |(at, title): (usize, &String)| {
        let title = plain(title, false).replace('帐', "账");
        // 开户 and 账户 alone are no one, 开户姓名 and 账户姓名 are.
        let named = title.strip_suffix("姓名");
        let bare = ["开户", "账户", "一卡通"].contains(&&*title);
        (at != own && !bare && HOLDERS.contains(&named.unwrap_or(&title))).then_some(at)
    };
    let name = read(own)?;
    let holder = header.titles().iter().enumerate().filter_map(is_holder).find_map(|at| {
        let is_bank = BANKS.iter().any(|word| row.cell(at).contains(word));
        read(at).filter(|_| !is_bank && row.kind(at) != CellKind::Filled)
    })?;
    (!holder.same_name(&name)).then(|| (card, Fault::LeftOut(Box::new(Fault::CardOfOther(holder)))))
}
