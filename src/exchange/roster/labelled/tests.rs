//! Words of real rosters, and the labels they stand for.

use super::*;
use crate::domain::banner::Category;
use crate::domain::recipient::Kind;
use crate::domain::roster::Column;
use crate::domain::roster_question::Origin;
use crate::domain::round::Group;
use crate::domain::text::CleanText;

pub(crate) fn book() -> LabelBook {
    let category = |name: &'static str, aliases: &[&'static str]| Category {
        name: name.into(),
        aliases: aliases.iter().map(|alias| CleanText::from(*alias)).collect(),
    };
    let categories = [
        category("残疾军人", &["伤残军人"]),
        category("烈士遗属", &["烈属"]),
        category("在乡复员军人", &["复员军人"]),
        category("带病回乡退役军人", &["带病回乡"]),
        category("参战参试退役军人", &["两参人员"]),
        category("60周岁以上农村籍退役士兵", &["60岁以上退役士兵"]),
    ];
    let group = |name: &'static str, units| Group { name: name.into(), units, first: None };
    let groups = [
        group("参加抗美援朝军人", false),
        group("在乡老复员军人", false),
        group("烈士遗属", false),
        group("困难退役军人", false),
        group("驻旗部队", true),
    ];
    LabelBook::new(&categories, &groups)
}

fn read(word: &str, column: Column) -> Option<String> {
    match book().resolve(word, column, Kind::Person) {
        Resolved::Known(label) | Resolved::Read(label, _) => Some(match label {
            Label::Category(name) => format!("C {name}"),
            Label::Group(name) => format!("G {name}"),
        }),
        Resolved::Nothing(_) | Resolved::Unknown => None,
    }
}

#[test]
fn words_of_real_rosters_are_known() {
    for (word, label) in [
        ("烈属", "C 烈士遗属"),
        ("两参", "C 参战参试退役军人"),
        ("原8023部队退役人员", "C 参战参试退役军人"),
        ("七级残疾军人", "C 残疾军人"),
        ("7级伤残军人", "C 残疾军人"),
        ("因公八级残疾军人", "C 残疾军人"),
        ("伤残军人（因公八级）", "C 残疾军人"),
        ("60岁退役士兵", "C 60周岁以上农村籍退役士兵"),
        ("年满60周岁退役士兵", "C 60周岁以上农村籍退役士兵"),
        ("带病", "C 带病回乡退役军人"),
        ("在乡老复员军人", "G 在乡老复员军人"),
        ("抗美援朝老战士", "G 参加抗美援朝军人"),
        ("困难退役士兵", "G 困难退役军人"),
        ("烈 属", "C 烈士遗属"),
    ] {
        assert_eq!(read(word, Column::Categories).as_deref(), Some(label), "{word}");
    }
    assert_eq!(read("烈士遗属", Column::Groups).as_deref(), Some("G 烈士遗属"));
    assert_eq!(read("残疾军人", Column::Groups).as_deref(), Some("C 残疾军人"));
    for word in [
        "参战",
        "三属",
        "烈士子女",
        "现役军人家属",
        "伤残人员",
        "驻军",
        "某类",
        "60岁以下退役士兵",
        "残疾军人（非）",
        "烈士遗属（待审核）",
    ] {
        assert_eq!(read(word, Column::Categories), None, "{word}");
    }
}

#[test]
fn units_hold_the_groups_of_units() {
    let resolved = book().resolve("驻军", Column::Groups, Kind::Unit);
    assert_eq!(resolved, Resolved::Read(Label::Group("驻旗部队".into()), Origin::Table));
}

#[test]
fn an_answer_stands_before_all_else_and_names_a_label() {
    let mut book = book();
    assert!(!book.answer("参战", &"没有的类".into(), Origin::Answer));
    assert!(book.answer("参战", &"参战参试退役军人".into(), Origin::Kept));
    let read = Resolved::Read(Label::Category("参战参试退役军人".into()), Origin::Kept);
    assert_eq!(book.resolve("参 战", Column::Categories, Kind::Person), read);
    assert!(book.answer("三属", &CleanText::default(), Origin::Answer));
    assert_eq!(book.resolve("三属", Column::Categories, Kind::Person), Resolved::Nothing(Origin::Answer));
    assert_eq!(book.choices("参战").first().unwrap().as_str(), "参战参试退役军人");
}

#[test]
fn a_title_tells_a_label_if_it_names_one() {
    let book = book();
    let told = |text| book.within(text).map(|label| label.name().to_string());
    assert_eq!(told("2024年春节慰问在乡老复员军人花名册").as_deref(), Some("在乡老复员军人"));
    assert_eq!(told("在乡复员军人名册").as_deref(), Some("在乡复员军人"));
    assert_eq!(told("烈士遗属名册").as_deref(), Some("烈士遗属"));
    assert_eq!(told("残疾军人和烈士遗属名册"), None);
    assert_eq!(told("退役军人花名册"), None);
}
