//! The cells of a roster: names of their columns, and why one is refused or odd.

use super::{Lang, fill, texts};
use crate::domain::roster::{CellFault, Column, Fault};
use crate::domain::roster_row;
use crate::domain::text::{CleanText, lost, mask};

texts! {
    /// Why a cell is refused or odd, and what to do.
    fn fault_texts(lang) -> FaultTexts {
        no_name: "没有姓名：请填写姓名" / "No name: fill it in";
        no_township: "没有苏木镇：请填写苏木镇" / "No township: fill it in";
        unknown_township: "没有这个苏木镇：{}。请改为登记册中的名称或别名" / "No township {}: use a name or alias of the register";
        unknown_category: "没有这个优抚类别：{}。请改为登记册中的类别" / "No category {}: use one of the register";
        /// The group.
        other_kinds_group: "单位与人员的慰问类别不能混用：{}" / "a unit holds groups for units, a person those for people: {}";
        unknown_group: "没有这个慰问类别：{}。请改为登记册中的类别" / "No group {}: use one of the register";
        /// How many characters there are.
        id_length: "身份证号是 {} 位，应为 15 或 18 位：请核对证件" / "The ID number has {} character{|s}, not 15 or 18: check the card";
        id_character: "身份证号中有不该有的字符：请核对证件" / "The ID number has a character it cannot have: check the card";
        id_damaged:
            "身份证号被电子表格改坏了（数字或科学计数）：把该列设为文本后按证件重新填写" /
            "A spreadsheet damaged the ID number (number or 4.4E+17): make the column text and type it again";
        id_date: "身份证号中的出生日期不存在：请核对证件" / "The birth date inside the ID number cannot be: check the card";
        id_check_digit: "身份证号校验码应为 {}：请核对证件" / "The check digit of the ID number should be {}: check the card";
        /// The row.
        like_row:
            "疑似同一人：与第 {} 行同名同地，号码只差一处。请核对证件" /
            "Possibly the same person as row {}: same name and township, a number one slip apart. Check the card";
        like_registered:
            "疑似同一人：登记册上有人同名同地，号码只差一处。请核对证件" /
            "Possibly the same person as one registered: same name and township, a number one slip apart. Check the card";
        like_namesake:
            "疑似同一人：有人同名同地，嘎查村、身份证号、出生日期都分不出。请核对，补上嘎查村或身份证号" /
            "Possibly the same person as another: same name and township, and no village, number or birth date tells them apart. Give one";
        /// The row of the first.
        duplicate_id: "身份证号与第 {} 行相同：请核对，只留一行" / "The same ID number stands in row {}: check, and keep one row";
        /// The row of the first.
        duplicate_person: "与第 {} 行无法区分：请填写身份证号，或只留一行" / "Cannot be told from row {}: give an ID number, or keep one row";
        ambiguous_person: "登记册中有几个同名的人：请填写身份证号" / "Several people of that name are registered: give an ID number";
        /// The masked number.
        id_of_another:
            "登记册上 {} 是另一个姓名的：请核对证件。确是改名，用 --rename（界面上选「照名单改名」）" /
            "The register has {} under another name: check the card. If the name did change, use --rename (on screen: rename)";
        /// The masked number.
        name_of_another:
            "登记册上 {} 是另一个姓名的，而这一行的姓名另有其人：两人的号码可能对调了。请核对证件，逐人修改" /
            "The register has {} under another name, and the name here is somebody else's: two numbers may be swapped. Check the cards, and change one by one";
        renamed: "改名：登记册上是另一个姓名" / "Renamed: the register has another name";
        /// The group or category.
        held_again:
            "{} 早已停止，名册又写到：从今天起重新算，以前的不补" /
            "{} had ended: named again, it is held anew from today on, and nothing before";
        /// Its code.
        character: "有看不见或不允许的字符 U+{}：请删去后重新填写" / "A hidden or forbidden character U+{}: delete it and type the cell again";
        /// What stands in its place.
        lost_character: "有字丢失，只剩「{}」：请按证件重新填写" / "A character was lost and became {}: type the cell again, from the card";
        too_long: "太长：请缩短" / "Too long: shorten it";
        /// How many a cell may hold.
        too_many_labels: "类别太多，一格最多 {} 个：请核对" / "Too many in one cell, which may hold {}: check it";
        bad_date: "看不懂的日期，或日期不存在：请写成 1952-08-01" / "No date, or one that does not exist: write 1952-08-01";
        birth_differs: "出生日期与身份证号不一致：已采用身份证号的" / "The birth date differs from the ID number's, which is kept";
        sex_differs: "性别与身份证号不一致：已采用身份证号的" / "The sex differs from the ID number's, which is kept";
        bad_digits: "号码中有数字以外的字符：每格只写一个号码" / "Characters other than digits: one number a cell";
        number_damaged:
            "号码被电子表格改坏了（数字或科学计数）：把该列设为文本后重新填写" /
            "A spreadsheet damaged the number (number or 4.4E+17): make the column text and type it again";
        /// Which sheet, where a workbook has several.
        of_sheet: "（第 {} 张表）" / " (sheet {})";
        not_taken: "登记册不接受这一行的内容：请核对" / "The register does not take what this row says: check it";
    }
}

texts! {
    /// Names of the columns, and of the kinds of recipients.
    fn column_texts(lang) -> ColumnTexts {
        name: "姓名" / "name";
        sex: "性别" / "sex";
        id_number: "身份证号" / "ID number";
        birth: "出生日期" / "birth date";
        township: "苏木镇" / "township";
        village: "嘎查村" / "village";
        categories: "优抚类别" / "categories";
        groups: "慰问类别" / "groups";
        phone: "联系电话" / "phone";
        card: "银行卡号" / "bank card";
        address: "住址" / "address";
        note: "备注" / "note";
        kind: "对象类型" / "kind";
        row: "行号" / "row";
        reason: "原因" / "reason";
    }
}

/// Why a cell is refused or what is odd about it, and what to do.
pub fn fault(lang: Lang, fault: &Fault) -> CleanText {
    let texts = fault_texts(lang);
    let text = match fault {
        Fault::NoName => texts.no_name.to_owned(),
        Fault::NoTownship => texts.no_township.to_owned(),
        Fault::UnknownTownship(name) => fill(texts.unknown_township, &[&mask::misplaced(name)]),
        Fault::UnknownCategory(name) => fill(texts.unknown_category, &[&mask::misplaced(name)]),
        Fault::UnknownGroup(name) => fill(texts.unknown_group, &[&mask::misplaced(name)]),
        Fault::OtherKindsGroup(name) => fill(texts.other_kinds_group, &[&mask::misplaced(name)]),
        Fault::IdLength(length) => fill(texts.id_length, &[length]),
        Fault::IdCharacter => texts.id_character.to_owned(),
        Fault::IdDamaged => texts.id_damaged.to_owned(),
        Fault::IdDate => texts.id_date.to_owned(),
        Fault::IdCheckDigit(digit) => fill(texts.id_check_digit, &[digit]),
        Fault::LikeRow(row) => of_row(lang, texts.like_row, *row),
        Fault::LikeRegistered => texts.like_registered.to_owned(),
        Fault::LikeNamesake => texts.like_namesake.to_owned(),
        Fault::DuplicateId(row) => of_row(lang, texts.duplicate_id, *row),
        Fault::DuplicatePerson(row) => of_row(lang, texts.duplicate_person, *row),
        Fault::AmbiguousPerson => texts.ambiguous_person.to_owned(),
        Fault::IdOfAnother { number } => fill(texts.id_of_another, &[number]),
        Fault::NameOfAnother { number } => fill(texts.name_of_another, &[number]),
        Fault::Renamed => texts.renamed.to_owned(),
        Fault::HeldAgain(label) => fill(texts.held_again, &[label]),
        Fault::Character(code) => match lost(*code) {
            Some(lost) => fill(texts.lost_character, &[&lost]),
            None => fill(texts.character, &[&format!("{code:04X}")]),
        },
        Fault::TooLong => texts.too_long.to_owned(),
        Fault::TooManyLabels(most) => fill(texts.too_many_labels, &[most]),
        Fault::BadDate => texts.bad_date.to_owned(),
        Fault::BirthDiffers => texts.birth_differs.to_owned(),
        Fault::SexDiffers => texts.sex_differs.to_owned(),
        Fault::BadDigits => texts.bad_digits.to_owned(),
        Fault::NumberDamaged => texts.number_damaged.to_owned(),
        Fault::NotTaken => texts.not_taken.to_owned(),
    };
    CleanText::shown(&text)
}

/// A text that names another row; where a workbook has several sheets, with the sheet.
fn of_row(lang: Lang, template: &str, number: u64) -> String {
    let (sheet, row) = roster_row::sheet_and_row(number);
    let sheet = if sheet == 0 { String::new() } else { fill(fault_texts(lang).of_sheet, &[&sheet]) };
    fill(template, &[&format!("{row}{sheet}")])
}

/// The name of a column.
pub fn column(lang: Lang, column: Column) -> &'static str {
    let names = column_texts(lang);
    match column {
        Column::Name => names.name,
        Column::Sex => names.sex,
        Column::IdNumber => names.id_number,
        Column::Birth => names.birth,
        Column::Township => names.township,
        Column::Village => names.village,
        Column::Categories => names.categories,
        Column::Groups => names.groups,
        Column::Phone => names.phone,
        Column::Card => names.card,
        Column::Address => names.address,
        Column::Note => names.note,
        Column::Kind => names.kind,
    }
}

/// Headers of the two columns in front of refused rows: the row number and the reason.
pub fn refused_titles(lang: Lang) -> (&'static str, &'static str) {
    (column_texts(lang).row, column_texts(lang).reason)
}

/// A fault with the header of its column, as the file of refused rows has it.
pub fn cell_fault(lang: Lang, found: &CellFault) -> String {
    format!("{}：{}", header(lang, found), fault(lang, &found.fault))
}

/// The column as the file spells it, else by its usual name.
pub fn header(lang: Lang, fault: &CellFault) -> &str {
    if fault.header.is_empty() { column(lang, fault.column) } else { &fault.header }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// In the column of something else it may be somebody's birth.
    #[test]
    fn a_date_in_the_column_of_a_label_is_told_by_its_year() {
        for one in [Fault::UnknownTownship, Fault::UnknownCategory, Fault::UnknownGroup] {
            for (written, shown) in
                [("1957-03-12", "1957-**-**"), ("1957年3月12日", "1957年**月**日"), ("19570312", "1957****")]
            {
                for lang in [Lang::Zh, Lang::En] {
                    let text = fault(lang, &one(written.into()));
                    assert!(text.contains(shown) && !text.contains(written), "{text}");
                }
            }
        }
    }

    #[test]
    fn faults_say_what_and_what_to_do() {
        assert_eq!(
            fault(Lang::Zh, &Fault::Character(0x202E)).as_str(),
            "有看不见或不允许的字符 U+202E：请删去后重新填写"
        );
        for sign in ['?', '？', char::REPLACEMENT_CHARACTER] {
            let text = fault(Lang::Zh, &Fault::Character(sign.into()));
            assert_eq!(text.as_str(), format!("有字丢失，只剩「{sign}」：请按证件重新填写"));
        }
        for lang in [Lang::Zh, Lang::En] {
            for (one, part) in [
                (Fault::IdLength(17), "17"),
                (Fault::IdCheckDigit('X'), "X"),
                (Fault::DuplicateId(12), "12"),
                (Fault::TooManyLabels(24), "24"),
                (Fault::LikeRow(12), "12"),
                (Fault::DuplicatePerson(12), "12"),
                (Fault::UnknownTownship("某镇".into()), "某镇"),
                (Fault::UnknownCategory("某类".into()), "某类"),
                (Fault::UnknownGroup("某类".into()), "某类"),
                (Fault::OtherKindsGroup("某类".into()), "某类"),
            ] {
                let text = fault(lang, &one);
                assert!(text.contains(part) && !text.contains("{}"), "{text}");
            }
        }
        assert_eq!(
            (column(Lang::Zh, Column::Village), column(Lang::En, Column::Card)),
            ("嘎查村", "bank card")
        );
        assert_eq!(refused_titles(Lang::Zh), ("行号", "原因"));
    }
}
