//! Numbered sheets in words: their heads, what is wrong with one that came back, and how far it is.

use super::{Lang, errors, files, fill, texts};
use crate::domain::sign_sheet::{ExceptError, SheetColumn, SheetFault, SheetState, SheetWhy};
use crate::domain::signed_error::SignedError;

texts! {
    /// The words of numbered sheets.
    pub fn of(lang) -> SigningTexts {
        line_id: "行编号" / "line id";
        result: "走访结果" / "result";
        given_cash: "实发慰问金" / "cash given";
        given_goods: "实发慰问品" / "goods given";
        receiver: "领取人" / "received by";
        relation: "代领关系" / "relation";
        day: "发放日期" / "day given";
        first_handler: "经办人一" / "handler 1";
        second_handler: "经办人二" / "handler 2";
        put_off_to: "改期至" / "put off to";
        in_words: "应发人民币（大写）：" / "planned, in words: ";
        /// The number of the sheet, the place, how many, the day.
        subtitle: "编号 {}　{}　共 {} 个对象　制表 {}" / "sheet {}   {}   {} in all   made {}";
        wrong_title: "走访结果" / "Result";
        wrong_told: "请从下拉列表中选择；没有走访的留空。" / "Choose from the list; leave it empty where nobody went.";
        whole_round: "全旗" / "the banner";
        reason_head: "退回原因" / "why it came back";
        returned_title: "退回" / "returned";
        // States.
        printed: "未登记" / "printed";
        partly: "部分登记" / "partly";
        recorded: "已登记" / "recorded";
        // What is wrong.
        unknown_line: "这一行不是本表打印的：不要改动隐藏的行编号" / "the sheet did not print this line: leave the hidden line ids as they are";
        /// The number of the other sheet.
        other_sheet: "这一行属于另一张表 {}：请分开登记" / "the line is of another sheet, {}: record each by itself";
        /// The row in which it stands too.
        repeated: "与第 {} 行重复" / "the same line as row {}";
        not_on_sheet: "本表没有这个身份证号的人：增补对象请单独登记" / "nobody on the sheet has this ID number: record whoever was added by hand alone";
        handwritten: "手写添加的行没有身份证号，不能登记：请单独登记" / "a line added by hand without an ID number is not recorded: record it alone";
        /// The name that was printed.
        name_differs: "姓名与打印的不符，打印的是 {}：不要对换行的内容" / "not the name that was printed, {}: leave rows as they were printed";
        id_differs: "身份证号与这一行的人不符" / "not the ID number of whom this line is for";
        no_result: "填了内容，没有走访结果" / "filled in, but without a result";
        /// What stands there.
        unknown_result: "不认识走访结果 {}：请用 已发 代领 不在家 拒领 已去世 已迁出 查无此人 改期 仅走访" / "no result {}: use given proxy absent refused died moved_away not_found deferred visit_only";
        /// The sum that was printed.
        off_plan: "与应发不符，应发 {} 元：多发、少发请在程序里单独登记并写理由" / "not what was planned, {} yuan: record another amount alone, with its reason";
        /// The goods that were printed.
        goods_off_plan: "与应发慰问品不符，应发 {}" / "not the goods that were planned, {}";
        no_goods: "没有" / "none";
        nothing_given: "已发，但没有填实发慰问金或慰问品" / "given, but neither cash nor goods are written";
        given_nothing: "没有发放，却填了实发：请改走访结果或清空实发" / "nothing was given, but an amount or goods are written";
        bad_amount: "不是金额" / "no amount";
        bad_day: "不是日期，请写成 2024-02-02" / "no day: write 2024-02-02";
        no_day: "没有发放日期" / "the day is missing";
        bad_text: "这一格不能用：公式没有结果、出错，或含有不能用的字符" / "the cell cannot be used: a formula without its result, an error, or characters that are not allowed";
        bad_id: "身份证号不完整" / "no whole ID number";
        different: "这一行已登记，内容不同：先撤销原来的登记" / "the line is recorded with another content: undo that first";
        // A file that is none.
        no_number: "文件没有写是哪张签领表：命令行用 --number 写编号" / "the file does not say of which sheet it is: give --number on the command line";
        /// Both numbers.
        two_sheets: "文件里有两张签领表 {} 和 {}：请分开" / "the file holds lines of two sheets, {} and {}: part them";
        too_many: "文件的行太多，不是签领表" / "the file has too many rows for a sheet";
        /// The column.
        no_column: "文件没有这一列：{}" / "the file has no column {}";
        // Exceptions as they are keyed.
        /// What was typed.
        no_line: "例外要以行号开头，如 5不在家：{}" / "an exception begins with the number of a line, as 5 absent: {}";
        /// The number.
        no_such_line: "本表没有第 {} 行" / "the sheet has no line {}";
        twice: "第 {} 行写了两次" / "line {} stands there twice";
        no_proxy: "第 {} 行代领：写领取人和关系，如 8代领 王芳 女儿" / "line {}: a proxy needs a name and a relation, as 8 proxy 王芳 女儿";
        no_promise: "第 {} 行：写日期，如 7改期 2.10" / "line {}: give the day, as 7 deferred 2024-02-10";
        surplus: "第 {} 行后面多写了内容" / "line {}: something more stands behind it";
        /// What the sheet comes to, what the paper says, the difference.
        total_differs: "合计 {} 元，纸上 {} 元，差 {} 元：核对例外的行" / "it comes to {} yuan, the paper says {}, {} apart: look for a line that is an exception";
    }
}

/// A column of a sheet as it is printed.
pub fn column(lang: Lang, column: SheetColumn) -> &'static str {
    let (texts, heads) = (of(lang), super::sheets::of(lang));
    match column {
        SheetColumn::LineId => texts.line_id,
        SheetColumn::Order => heads.order,
        SheetColumn::Name => heads.name,
        SheetColumn::IdNumber => heads.id_number,
        SheetColumn::Result => texts.result,
        SheetColumn::Cash => texts.given_cash,
        SheetColumn::Goods => texts.given_goods,
        SheetColumn::Receiver => texts.receiver,
        SheetColumn::Relation => texts.relation,
        SheetColumn::Day => texts.day,
        SheetColumn::FirstHandler => texts.first_handler,
        SheetColumn::SecondHandler => texts.second_handler,
        SheetColumn::PutOffTo => texts.put_off_to,
        SheetColumn::Note => heads.remark,
    }
}

/// How far a sheet has come back.
pub fn state(lang: Lang, state: SheetState) -> &'static str {
    let texts = of(lang);
    match state {
        SheetState::Printed => texts.printed,
        SheetState::Partly => texts.partly,
        SheetState::Recorded => texts.recorded,
    }
}

/// Why a row of a sheet is refused, and what to do.
pub fn why(lang: Lang, fault: &SheetFault) -> String {
    let texts = of(lang);
    match &fault.why {
        SheetWhy::UnknownLine => texts.unknown_line.to_owned(),
        SheetWhy::OtherSheet(number) => fill(texts.other_sheet, &[number]),
        SheetWhy::Repeated(row) => fill(texts.repeated, &[row]),
        SheetWhy::NotOnSheet => texts.not_on_sheet.to_owned(),
        SheetWhy::Handwritten => texts.handwritten.to_owned(),
        SheetWhy::NameDiffers(printed) => fill(texts.name_differs, &[printed]),
        SheetWhy::IdDiffers => texts.id_differs.to_owned(),
        SheetWhy::NoResult => texts.no_result.to_owned(),
        SheetWhy::UnknownResult(said) => fill(texts.unknown_result, &[said]),
        SheetWhy::OffPlan(planned) => fill(texts.off_plan, &[&planned.yuan()]),
        SheetWhy::GoodsOffPlan(planned) if planned.is_empty() => {
            fill(texts.goods_off_plan, &[&texts.no_goods])
        }
        SheetWhy::GoodsOffPlan(planned) => fill(texts.goods_off_plan, &[planned]),
        SheetWhy::NothingGiven => texts.nothing_given.to_owned(),
        SheetWhy::GivenNothing => texts.given_nothing.to_owned(),
        SheetWhy::BadAmount => texts.bad_amount.to_owned(),
        SheetWhy::BadDay(_) => texts.bad_day.to_owned(),
        SheetWhy::NoDay => texts.no_day.to_owned(),
        SheetWhy::BadText => texts.bad_text.to_owned(),
        SheetWhy::BadId => texts.bad_id.to_owned(),
        SheetWhy::Different => texts.different.to_owned(),
        SheetWhy::Rule(refusal) => errors::refusal(lang, refusal),
    }
}

/// Why an exception is not understood.
pub fn except(lang: Lang, error: &ExceptError) -> String {
    let texts = of(lang);
    match error {
        ExceptError::NoLine(said) => fill(texts.no_line, &[said]),
        ExceptError::UnknownLine(line) => fill(texts.no_such_line, &[line]),
        ExceptError::UnknownResult(said) => fill(texts.unknown_result, &[said]),
        ExceptError::Repeated(line) => fill(texts.twice, &[line]),
        ExceptError::NoProxy(line) => fill(texts.no_proxy, &[line]),
        ExceptError::NoDay(line) => fill(texts.no_promise, &[line]),
        ExceptError::Surplus(line) => fill(texts.surplus, &[line]),
    }
}

/// Why a file is not weighed at all.
pub fn file_error(lang: Lang, error: &SignedError) -> String {
    let texts = of(lang);
    match error {
        SignedError::File(error) => files::error(lang, error).to_string(),
        SignedError::Register(error) => errors::text(lang, error),
        SignedError::NoNumber => texts.no_number.to_owned(),
        SignedError::TwoSheets(one, other) => fill(texts.two_sheets, &[one, other]),
        SignedError::TooManyRows => texts.too_many.to_owned(),
        SignedError::NoColumn(missing) => fill(texts.no_column, &[&column(lang, *missing)]),
    }
}
