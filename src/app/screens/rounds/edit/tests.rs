//! Typing a round, field by field.

use super::*;
use crate::app::testing::{Register, SPRING, day as ymd};

/// The sample's spring of 2024 with three of its groups.
fn spring() -> Round {
    let mut round = Register::sample().store().round_card(SPRING, ymd(2024, 2, 2)).unwrap().round;
    round.standards.retain(|standard| groups().iter().any(|group| group.name == standard.group));
    round
}

fn groups() -> Vec<Group> {
    let all = Register::empty().store().groups().unwrap();
    let people = ["在乡老复员军人", "烈士遗属", "困难退役军人"];
    all.into_iter().filter(|group| people.contains(&group.name.as_str())).collect()
}

fn edit() -> Edit {
    Edit::new(Round { created: false, ..spring() }, &groups(), ymd(2024, 2, 2))
}

fn set(edit: &mut Edit, spot: Spot, text: &str) {
    edit.inputs.set(spot, text);
}

#[test]
fn an_untouched_form_means_the_round_it_opened_with() {
    let edit = edit();
    assert!(!edit.inputs.changed());
    assert_eq!(edit.result().unwrap(), Round { created: false, ..spring() });
    // Groups in their fixed order, and a standard whose group is not kept any more.
    let edit = Edit::new(spring(), &groups()[..1], ymd(2024, 2, 2));
    let names: Vec<&str> = edit.groups.iter().map(CleanText::as_str).collect();
    assert_eq!(names, ["在乡老复员军人", "烈士遗属", "困难退役军人"]);
}

#[test]
fn days_and_amounts_are_read_as_they_are_typed() {
    let mut edit = edit();
    set(&mut edit, Spot::Day(0), "1月12日");
    set(&mut edit, Spot::Cell(0, CASH), "０．１万");
    set(&mut edit, Spot::Cell(0, GOODS), "米面油 1 份");
    set(&mut edit, Spot::Cell(0, VALUE), "160.5元");
    set(&mut edit, Spot::Cell(1, CASH), "");
    assert!(edit.inputs.changed());
    let round = edit.result().unwrap();
    assert_eq!(round.window.opens, ymd(2024, 1, 12));
    let [first, second] = round.standards.as_slice() else { panic!("{:?}", round.standards) };
    assert_eq!((first.cash, first.goods_value), (Fen::new(100_000), Fen::new(16_050)));
    assert_eq!(&*second.group, "困难退役军人");
}

#[test]
fn a_day_is_typed_as_on_every_other_screen() {
    let mut edit = edit();
    set(&mut edit, Spot::Day(1), "0205");
    set(&mut edit, Spot::Day(0), "-2");
    let window = edit.result().unwrap().window;
    assert_eq!((window.opens, window.due_until), (ymd(2024, 1, 31), ymd(2024, 2, 5)));
    set(&mut edit, Spot::Day(0), "昨天");
    assert_eq!(edit.result().unwrap().window.opens, ymd(2024, 2, 1));
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    for (spot, text, at, wrong) in [
        (Spot::Day(0), "2024-02-30", Spot::Day(0), Wrong::Day),
        (Spot::Day(0), "2024-02-10", Spot::Day(0), Wrong::Window(WindowError::OpensLate)),
        (Spot::Day(2), "2024-02-08", Spot::Day(2), Wrong::Window(WindowError::GraceEarly)),
        (Spot::Cell(1, CASH), "500.555", Spot::Cell(1, CASH), Wrong::Money(MoneyError::Decimals)),
        (Spot::Cell(1, CASH), "1000001", Spot::Cell(1, CASH), Wrong::TooLarge),
        (Spot::Cell(1, GOODS), "米", Spot::Cell(1, VALUE), Wrong::NoValue),
        (Spot::Cell(1, VALUE), "160", Spot::Cell(1, GOODS), Wrong::NoGoods),
    ] {
        let mut edit = edit();
        set(&mut edit, spot, text);
        assert_eq!(edit.result(), Err((at, wrong)), "{text}");
        assert_eq!(edit.wrong(at), Some(wrong), "{text}");
    }
    let mut edit = edit();
    for line in 0..3 {
        set(&mut edit, Spot::Cell(line, CASH), "0");
    }
    assert_eq!(edit.result(), Err((Spot::Cell(0, CASH), Wrong::Nothing)));
}

#[test]
fn tab_goes_round_and_arrows_keep_the_column() {
    let mut edit = edit();
    for _ in 0..13 {
        edit.step(1);
    }
    assert_eq!(edit.inputs.focus(), Spot::Code);
    edit.step(-1);
    assert_eq!(edit.inputs.focus(), Spot::Cell(2, VALUE));
    edit.row(true);
    assert_eq!(edit.inputs.focus(), Spot::Cell(2, VALUE));
    for expected in
        [Spot::Cell(1, VALUE), Spot::Cell(0, VALUE), Spot::Day(2), Spot::Day(1), Spot::Day(0), Spot::Code]
    {
        edit.row(false);
        assert_eq!(edit.inputs.focus(), expected);
    }
    for _ in 0..4 {
        edit.row(true);
    }
    assert_eq!(edit.inputs.focus(), Spot::Cell(0, CASH));
    // A round that exists keeps its name.
    let mut edit = Edit::new(spring(), &groups(), ymd(2024, 2, 2));
    edit.row(false);
    assert_eq!(edit.inputs.focus(), Spot::Day(0));
}
