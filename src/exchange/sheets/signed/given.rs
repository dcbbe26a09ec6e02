//! What was handed over by a line: the cash and the goods that the sheet printed, never another sum and never a part.

use crate::domain::allocation::goods;
use crate::domain::gift::Goods;
use crate::domain::money::Fen;
use crate::domain::sign_sheet::{PrintedLine, SheetWhy};
use crate::domain::text::{self, fold_width};
use crate::domain::visit::Outcome;

/// Goods that are ticked off stand as printed.
const TICKS: [&str; 8] = ["√", "✓", "✔", "是", "有", "已发", "已领", "yes"];
/// What says that no goods were given.
const NONE: [&str; 7] = ["0", "无", "-", "否", "没有", "未发", "none"];
/// The unit that counts anything.
const ANY_UNIT: &str = "份";

/// The cash of a line: what was printed, all of it.
pub(super) fn cash(said: &str, line: &PrintedLine, outcome: Outcome) -> Result<Fen, SheetWhy> {
    let cash = if said.is_empty() { Fen::ZERO } else { Fen::parse(said).map_err(|_| SheetWhy::BadAmount)? };
    match outcome.gives() {
        true if cash == line.cash => Ok(cash),
        true if cash == Fen::ZERO => Err(SheetWhy::NoCash(line.cash)),
        true => Err(SheetWhy::OffPlan(line.cash)),
        false if cash == Fen::ZERO => Ok(cash),
        false => Err(SheetWhy::GivenNothing),
    }
}

/// The goods of a line: what was printed, or nothing of it.
pub(super) fn goods(said: &str, line: &PrintedLine, outcome: Outcome) -> Result<Option<Goods>, SheetWhy> {
    let said = fold_width(said);
    if said.is_empty() || NONE.contains(&said.as_str()) {
        return Ok(None);
    }
    if !outcome.gives() {
        return Err(SheetWhy::GivenNothing);
    }
    match line.given_goods() {
        Some(goods) if is_printed(&said, &line.goods) => Ok(Some(goods)),
        _ => Err(SheetWhy::GoodsOffPlan(line.goods.clone())),
    }
}

/// Whether words are those of the goods that were printed: ticked off, counted, or written in any order.
fn is_printed(said: &str, printed: &str) -> bool {
    if TICKS.contains(&said) || text::same_name(said, printed) {
        return true;
    }
    let planned = goods::read(printed);
    if goods::read(said) == planned {
        return true;
    }
    // A number alone counts goods of one kind.
    let digits: String = said.chars().take_while(char::is_ascii_digit).collect();
    let unit = said.get(digits.len()..).unwrap_or_default().trim();
    let [(_, quantity)] = planned.as_slice() else { return false };
    let is_unit = unit.is_empty() || unit == ANY_UNIT || fold_width(printed).contains(unit);
    digits.parse() == Ok(*quantity) && is_unit && unit.chars().count() < 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn goods_are_those_that_were_printed_in_any_order_and_number() {
        for (printed, said, is) in [
            ("米面油 2 箱、挂历 1 本", "米面油 2 箱、挂历 1 本", true),
            ("米面油 2 箱、挂历 1 本", "挂历 1 本、米面油 2 箱", true),
            ("米面油 2 箱、挂历 1 本", "挂历1本；米面油×２箱", true),
            ("米面油 2 箱、挂历 1 本", "√", true),
            ("米面油 2 箱、挂历 1 本", "1", false),
            ("米面油 2 箱、挂历 1 本", "1份", false),
            ("米面油 2 箱、挂历 1 本", "3", false),
            ("米面油 2 箱、挂历 1 本", "米面油 2 箱", false),
            ("米面油 2 箱、挂历 1 本", "米面油 1 箱、挂历 1 本", false),
            ("米面油 2 箱", "2", true),
            ("米面油 2 箱", "2箱", true),
            ("米面油 2 箱", "1", false),
            ("米面油 2 箱", "2袋", false),
            ("米面油 1 箱", "1份", true),
            ("米面油 1 箱", "１", true),
            ("米面油和牛羊肉（批）", "1批", true),
            ("米面油和牛羊肉（批）", "2", false),
            ("米面油 1 箱", "大米 1 袋", false),
        ] {
            assert_eq!(is_printed(&fold_width(said), printed), is, "{printed} {said}");
        }
    }

    #[test]
    fn the_cash_that_was_planned_is_written_or_told() {
        let mut line = PrintedLine {
            no: 1,
            page: 1,
            recipient: crate::domain::ids::RecipientId(uuid::Uuid::nil()),
            name: "程连富".into(),
            cash: Fen::new(60_000),
            goods: "米面油 1 箱".into(),
            goods_value: Fen::new(16_000),
        };
        let planned = line.cash;
        for (said, outcome, told) in [
            ("600", Outcome::Given, Ok(planned)),
            ("600.00元", Outcome::Proxy, Ok(planned)),
            ("", Outcome::Given, Err(SheetWhy::NoCash(planned))),
            ("0", Outcome::Proxy, Err(SheetWhy::NoCash(planned))),
            ("500", Outcome::Given, Err(SheetWhy::OffPlan(planned))),
            ("1200", Outcome::Given, Err(SheetWhy::OffPlan(planned))),
            ("-", Outcome::Given, Err(SheetWhy::BadAmount)),
            ("", Outcome::Absent, Ok(Fen::ZERO)),
            ("600", Outcome::Absent, Err(SheetWhy::GivenNothing)),
        ] {
            assert_eq!(cash(said, &line, outcome), told, "{said} {outcome:?}");
        }
        line.cash = Fen::ZERO;
        assert_eq!(cash("", &line, Outcome::Given), Ok(Fen::ZERO));
        assert_eq!(cash("600", &line, Outcome::Given), Err(SheetWhy::OffPlan(Fen::ZERO)));
    }
}
