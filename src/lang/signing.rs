//! Numbered sheets in words: their heads, what is wrong with one that came back, and how far it is.

use super::{Lang, errors, files, fill, texts};
use crate::domain::gift::{Refusal, Rule};
use crate::domain::sign_sheet::{ExceptError, SheetColumn, SheetFault, SheetState, SheetWhy};
use crate::domain::signed_error::SignedError;
use crate::domain::text::CleanText;

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
        /// Behind the day, of a plan that nobody has approved.
        draft_mark: "　草稿，未定稿" / "   DRAFT, not approved";
        /// To whoever has it written.
        draft_told: "注意：计划还是草稿，没有定稿；定稿后金额变了的行，登记时要写理由" / "note: the plan is a draft; lines whose sums change by the approval ask for a reason when they are recorded";
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
        /// The worksheet and the row in which it stands too.
        repeated_on: "与工作表「{}」第 {} 行重复" / "the same line as in worksheet {}, row {}";
        /// The worksheet; goes before the row.
        on_worksheet: "工作表「{}」" / "worksheet {}, ";
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
        /// What was printed, what is planned by now.
        plan_changed: "与现在的计划不符，纸上印 {} 元，计划 {} 元：按新计划另打一张；确实照纸发了的写理由（文件写在备注，照纸登记在例外里写「理由」和原因，命令用 --reason）" /
            "not the plan any more: printed {} yuan, planned {} yuan; print another sheet, or say why it was given (in the remark of the file, in the exceptions behind the word reason, by --reason)";
        plan_changed_goods: "慰问品与现在的计划不符：按新计划另打一张；确实照纸发了的写理由（文件写在备注，照纸登记在例外里写「理由」和原因，命令用 --reason）" /
            "the goods are not the plan any more: print another sheet, or say why they were given (in the remark of the file, in the exceptions behind the word reason, by --reason)";
        /// The goods that were printed.
        goods_off_plan: "与应发慰问品不符，应发 {}" / "not the goods that were planned, {}";
        no_goods: "没有" / "none";
        /// The sum that was planned.
        no_cash: "应发慰问金 {} 元，没有填（或文件没有实发慰问金这一列）：填实发金额；只给了慰问品的请单独登记" / "{} yuan were planned and are not written (or the file has no such column): write the sum; record goods given alone by themselves";
        merged: "与上面的行是合并单元格，不知道这一行多少：取消合并，每行单独填" / "merged with the rows above, so that nothing is told of this one: part the cells and fill in each row";
        /// Who received it.
        received_by_another: "由 {} 领取，走访结果要选「代领」；本人领取的清空领取人和代领关系" / "received by {}: the result is then proxy; if received in person, empty the name and the relation";
        somebody_else: "他人" / "somebody else";
        no_receiver: "代领没有写领取人" / "a proxy, but not who it was";
        no_relation: "代领没有写与本人的关系" / "a proxy, but not the relation";
        proxy_himself: "代领人就是本人：走访结果写「已发」，或写真正代领的人" / "the proxy is the recipient: the result is then given, or write who received it";
        proxy_unexplained: "本人去世后由他人代领：在备注里写原因；照纸登记的请单独登记" / "received by a proxy after the death: write why in the remark; where a paper is keyed, record it alone";
        not_put_off: "写了改期至，走访结果不是「改期」：改结果或清空日期" / "a day to which it was put off, but the result is not deferred: change either";
        nothing_given: "已发，但没有填实发慰问金或慰问品" / "given, but neither cash nor goods are written";
        given_nothing: "没有发放，却填了实发或领取人：请改走访结果或清空这一格" / "nothing was given, but an amount, goods or who received them are written: change either";
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
        no_heads: "{}：前 30 行里没有签领表的表头：要有「走访结果」「发放日期」「经办人一」，和「身份证号」或隐藏的「行编号」" / "{}: none of the first 30 rows has the heads of a sheet: result, day given, handler 1, and ID number or the hidden line id";
        /// The worksheet, the column.
        no_column: "{}表头没有这一列：{}。请把那一列的表头改成这个名字，或补上这一列" / "{}the heads have no {}: give that column this head, or add it";
        /// The worksheet, the column, two heads.
        two_columns: "{}有两列都是{}：「{}」和「{}」。请删去一列，或改掉一个表头" / "{}two columns are both {}: {} and {}; remove one of them or change its head";
        // Rules, where a sheet has no place for a reason or for what a command would be told.
        new_handler: "经办人不在名单上：名字写错就改；确是新人，先加入名单（命令 muster handler add，或程序里的经办人名单），再读这张表" / "the handler is not on the list: mend the name, or put somebody new on the list first (muster handler add, or the list in the program) and read the sheet again";
        before_window: "早于慰问期：日期写错就改" / "before the window opens: mend the day if it is wrong";
        away: "已迁出或停发待遇" / "moved away or suspended";
        not_listed: "不在本次名单上" / "not on the list of this round";
        off_standard: "与标准不同" / "not the standard";
        round_closed: "本次活动已关闭" / "the round was closed";
        /// A rule; a sheet has no place for the reason that it asks for.
        alone: "{}；确实如此的，签领表里清空这一行，在程序里单独登记并写理由" / "{}; if it is so, leave the line empty and record it alone, with the reason";
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

/// Where something is wrong: the worksheet, where the file has several.
fn on(lang: Lang, worksheet: &CleanText) -> String {
    if worksheet.is_empty() { String::new() } else { fill(of(lang).on_worksheet, &[worksheet]) }
}

/// What is wrong with a sheet: worksheet, row, column, name, why, by a text with places for the rest.
pub fn fault(lang: Lang, text: &str, fault: &SheetFault) -> String {
    let (column, why) = (column(lang, fault.column), why(lang, fault));
    [on(lang, &fault.worksheet), fill(text, &[&fault.row, &column, &fault.name, &why])].concat()
}

/// A rule that refuses a line: a reason has no place on a sheet, so those that ask for one say what to do instead.
fn rule(lang: Lang, refusal: &Refusal) -> String {
    let texts = of(lang);
    let own = match refusal.rule {
        Rule::NewHandler => return texts.new_handler.to_owned(),
        Rule::BeforeWindow => texts.before_window,
        Rule::Away => texts.away,
        Rule::NotListed => texts.not_listed,
        Rule::OffStandard => texts.off_standard,
        Rule::RoundClosed => texts.round_closed,
        Rule::Amount
        | Rule::Limits
        | Rule::DoubleCash
        | Rule::DoubleGoods
        | Rule::AfterDeath
        | Rule::Handlers
        | Rule::SelfPaid
        | Rule::ProxyHandler
        | Rule::Proxy
        | Rule::DayToCome
        | Rule::NoRound
        | Rule::UnitOutcome
        | Rule::PromisedDay
        | Rule::DeathDay
        | Rule::TopUp
        | Rule::TopUpDay => return errors::refusal(lang, refusal),
    };
    fill(texts.alone, &[&own])
}

/// Why a row of a sheet is refused, and what to do.
pub fn why(lang: Lang, fault: &SheetFault) -> String {
    let texts = of(lang);
    match &fault.why {
        SheetWhy::UnknownLine => texts.unknown_line.to_owned(),
        SheetWhy::OtherSheet(number) => fill(texts.other_sheet, &[number]),
        SheetWhy::Repeated(worksheet, row) if worksheet.is_empty() => fill(texts.repeated, &[row]),
        SheetWhy::Repeated(worksheet, row) => fill(texts.repeated_on, &[worksheet, row]),
        SheetWhy::NotOnSheet => texts.not_on_sheet.to_owned(),
        SheetWhy::Handwritten => texts.handwritten.to_owned(),
        SheetWhy::NameDiffers(printed) => fill(texts.name_differs, &[printed]),
        SheetWhy::IdDiffers => texts.id_differs.to_owned(),
        SheetWhy::NoResult => texts.no_result.to_owned(),
        SheetWhy::UnknownResult(said) => fill(texts.unknown_result, &[said]),
        SheetWhy::OffPlan(planned) => fill(texts.off_plan, &[&planned.yuan()]),
        SheetWhy::PlanChanged(printed, [planned, _]) if printed != planned => {
            fill(texts.plan_changed, &[&printed.yuan(), &planned.yuan()])
        }
        SheetWhy::PlanChanged(..) => texts.plan_changed_goods.to_owned(),
        SheetWhy::GoodsOffPlan(planned) if planned.is_empty() => {
            fill(texts.goods_off_plan, &[&texts.no_goods])
        }
        SheetWhy::GoodsOffPlan(planned) => fill(texts.goods_off_plan, &[planned]),
        SheetWhy::NoCash(planned) => fill(texts.no_cash, &[&planned.yuan()]),
        SheetWhy::MergedCell => texts.merged.to_owned(),
        SheetWhy::ReceivedByAnother(name) if name.is_empty() => {
            fill(texts.received_by_another, &[&texts.somebody_else])
        }
        SheetWhy::ReceivedByAnother(name) => fill(texts.received_by_another, &[name]),
        SheetWhy::NoReceiver => texts.no_receiver.to_owned(),
        SheetWhy::NoRelation => texts.no_relation.to_owned(),
        SheetWhy::ProxyHimself => texts.proxy_himself.to_owned(),
        SheetWhy::ProxyUnexplained => texts.proxy_unexplained.to_owned(),
        SheetWhy::NotPutOff => texts.not_put_off.to_owned(),
        SheetWhy::NothingGiven => texts.nothing_given.to_owned(),
        SheetWhy::GivenNothing => texts.given_nothing.to_owned(),
        SheetWhy::BadAmount => texts.bad_amount.to_owned(),
        SheetWhy::BadDay(_) => texts.bad_day.to_owned(),
        SheetWhy::NoDay => texts.no_day.to_owned(),
        SheetWhy::BadText => texts.bad_text.to_owned(),
        SheetWhy::BadId => texts.bad_id.to_owned(),
        SheetWhy::Different => texts.different.to_owned(),
        SheetWhy::Rule(refusal) => rule(lang, refusal),
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
        SignedError::NoHeads(path) => fill(texts.no_heads, &[path]),
        SignedError::NoColumn(worksheet, missing) => {
            fill(texts.no_column, &[&on(lang, worksheet), &column(lang, *missing)])
        }
        SignedError::TwoColumns(worksheet, twice, [one, other]) => {
            fill(texts.two_columns, &[&on(lang, worksheet), &column(lang, *twice), one, other])
        }
    }
}
