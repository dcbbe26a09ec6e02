//! What is told of a payroll, in words.

use super::{Lang, fill, payments, rules, texts, words};
use crate::domain::payroll_fault::{PayFault, PayFaultKind};

texts! {
    /// What commands and screens share.
    fn of(lang) -> PayrollFaultTexts {
        bad_id: "身份证号没有或不对" / "the ID number is missing or none";
        id_damaged: "身份证号是数字格式，末尾几位已丢失；请按文本重新填写" / "the ID number stands in a number cell, which lost its last digits; enter it as text";
        card_damaged: "卡号是数字格式，末尾几位已丢失；请按文本重新填写" / "the card stands in a number cell, which lost its last digits; enter it as text";
        unknown_account: "登记册里没有人有这个卡号：请补上身份证号" / "nobody here has this card: add the ID number";
        /// The name in the register.
        others_account: "登记册里这个卡号是 {} 的：请补上身份证号" / "in the register this card is that of {}: add the ID number";
        no_category: "没写优抚类别：加「优抚类别」一列，或用 --category" / "no category: add a column 优抚类别, or --category";
        /// The categories.
        held: "（本人有 {}）" / " (held: {})";
        held_none: "（登记册里本人没有类别）" / " (none is held)";
        two_natures: "等级里写的性质与性质一栏不同" / "the level tells another nature than its column";
        /// What the cell says.
        doubtful_month: "{} 可能是 1 月，也可能是 10 月：请写成 1 月或 10 月，或用 --months 写明" / "{} may be January or October: write which, or tell it by --months";
        /// What the total says, what the row comes to.
        row_total: "本行合计写的是 {}，其余相加是 {}" / "the total of the row says {}, the rest comes to {}";
        /// The result, the reason.
        two_results: "处理结果写 {}，失败原因却写 {}：请核实是成功还是失败" / "the result says {}, yet the reason of failure {}: find out which";
        /// What was paid.
        other_sum: "金额不同：那一笔发的是 {}" / "another sum: {} was paid";
        nameless: "有金额，没有姓名和身份证号" / "a sum without a name and an ID number";
        /// The unit.
        bad_unit: "金额单位是{}：请改成元或万元" / "the sums are in {}: write them in 元 or 万元";
        /// What the bank says.
        bad_result: "处理结果不认识：{}；请写 成功 或 失败" / "a result that is not known: {}; write 成功 (paid) or 失败 (failed)";
        nothing_said: "没写" / "none";
        several_meant: "发放册里不止一笔相符：请补上身份证号、银行卡号和金额" / "several payments fit: add ID number, card and sum";
        /// The number of the entry.
        paid_again: "#{} 失败后已补发，分不清是哪一次：补发又失败请用 pay failed" / "#{} failed and was paid again, which of the two is unclear: tell a second failure by pay failed";
        unknown: "登记册里没有此人" / "nobody here bears this ID number";
        /// The name in the register.
        other_name: "登记册里这个身份证号是 {}" / "in the register this ID number is {}";
        /// What the cell says.
        bad_months: "发放月份看不懂：{}（一天还是几个月？）请写成 某年1月至3月" / "not months: {} (a day, or several months?) write the year, then 1月至3月";
        bad_day: "日期不对" / "not a day";
        bad_text: "这一格的内容不能收录" / "what this cell holds cannot be kept";
        other_card: "卡号与登记册的不同" / "the card is not that of the register";
        /// Whose card it is.
        foreign_card: "卡号是 {} 的" / "the card is that of {}";
        /// What the footer says, what the rows come to.
        total: "合计写的是 {}，各行相加是 {}" / "the total says {}, the rows come to {}";
        /// The programme named.
        other_programme: "这一行的项目是 {}" / "this row names the programme {}";
        not_in_payroll: "发放册里没有这一笔" / "no such payment in the payroll";
        /// The row.
        line: "第 {} 行" / "row {}";
        /// Before a row, the sheet.
        sheet: "表 {} " / "sheet {} ";
        reason: "（要理由）" / " (needs a reason)";
    }
}

/// What is wrong, without its place.
pub fn fault(lang: Lang, kind: &PayFaultKind) -> String {
    let texts = of(lang);
    let said = match kind {
        PayFaultKind::BadId => texts.bad_id,
        PayFaultKind::IdDamaged => texts.id_damaged,
        PayFaultKind::CardDamaged => texts.card_damaged,
        PayFaultKind::UnknownAccount => texts.unknown_account,
        PayFaultKind::OthersAccount(name) => return fill(texts.others_account, &[name]),
        PayFaultKind::NoCategory(held) => {
            let names: Vec<&str> = held.iter().map(crate::domain::text::CleanText::as_str).collect();
            let names = names.join(lang.pick("、", ", "));
            let held = if held.is_empty() { texts.held_none.to_owned() } else { fill(texts.held, &[&names]) };
            return [texts.no_category, &held].concat();
        }
        PayFaultKind::TwoNatures => texts.two_natures,
        PayFaultKind::DoubtfulMonth(said) => return fill(texts.doubtful_month, &[said]),
        PayFaultKind::RowTotal(said, sum) => {
            return fill(texts.row_total, &[&words::yuan(lang, *said), &words::yuan(lang, *sum)]);
        }
        PayFaultKind::TwoResults(result, why) => return fill(texts.two_results, &[result, why]),
        PayFaultKind::OtherSum(paid) => return fill(texts.other_sum, &[&words::yuan(lang, *paid)]),
        PayFaultKind::Nameless => texts.nameless,
        PayFaultKind::BadUnit(unit) => return fill(texts.bad_unit, &[unit]),
        PayFaultKind::BadResult(said) => {
            let said = if said.is_empty() { texts.nothing_said } else { said.as_str() };
            return fill(texts.bad_result, &[&said]);
        }
        PayFaultKind::SeveralMeant => texts.several_meant,
        PayFaultKind::PaidAgain(no) => return fill(texts.paid_again, &[no]),
        PayFaultKind::Unknown => texts.unknown,
        PayFaultKind::OtherName(name) => return fill(texts.other_name, &[name]),
        PayFaultKind::BadAmount(error) => return rules::money(lang, *error).to_string(),
        PayFaultKind::BadMonths(said) => return fill(texts.bad_months, &[said]),
        PayFaultKind::BadDay => texts.bad_day,
        PayFaultKind::BadText => texts.bad_text,
        PayFaultKind::OtherCard => texts.other_card,
        PayFaultKind::ForeignCard(name) => return fill(texts.foreign_card, &[name]),
        PayFaultKind::Total(said, sum) => {
            return fill(texts.total, &[&words::yuan(lang, *said), &words::yuan(lang, *sum)]);
        }
        PayFaultKind::OtherProgramme(name) => return fill(texts.other_programme, &[name]),
        PayFaultKind::Rule(refusal) => return payments::refusal(lang, refusal),
        PayFaultKind::NotInPayroll => texts.not_in_payroll,
    };
    said.to_owned()
}

/// A fault with its place, in one line.
pub fn line(lang: Lang, one: &PayFault) -> String {
    let texts = of(lang);
    let column = one.column.as_deref().unwrap_or_default();
    let mut said = fill(texts.line, &[&one.row]);
    for word in [column, one.name.as_str()].iter().filter(|word| !word.is_empty()) {
        said.push(' ');
        said.push_str(word);
    }
    // A colon behind a name that ends with 生 would make a birthday of the day behind it.
    let ends_so = one.name.ends_with('生');
    said.push_str(if ends_so { lang.pick("，", ", ") } else { lang.pick("：", ": ") });
    said.push_str(&fault(lang, &one.kind));
    if let Some(sheet) = &one.sheet {
        said = [fill(texts.sheet, &[sheet]), said].concat();
    }
    if one.kind.gives_way() {
        said.push_str(texts.reason);
    }
    said
}
