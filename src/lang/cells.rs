//! The cells of a roster: names of their columns, and why one is refused or odd.

use super::{Lang, fill, texts};
use crate::domain::roster::{CellFault, Column, Fault};
use crate::domain::roster_row;
use crate::domain::text::{CleanText, is_private, lost, mask};

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
        /// The row.
        phone_of_row: "疑似同一人：电话与第 {} 行相同。请核对" / "Possibly one person: the phone of row {}. Check it";
        phone_registered: "疑似同一人：登记册上有人电话相同。请核对" / "Possibly one person: somebody registered has this phone. Check it";
        /// The day.
        recorded_dead:
            "登记册上此人已于 {} 去世：不会列入应访。请核对名单；登记错了用「状态」撤销" /
            "Recorded as dead on {}, and so never due: check the roster; undo the death among the statuses if it is wrong";
        /// The day.
        recorded_left:
            "登记册上此人已于 {} 迁出：不会列入应访。请核对；回来了登记「回来」" /
            "Recorded as departed on {}, and so not due: check it; record the return if they are back";
        name_of_unit:
            "这是一个单位的名称，登记册上（或这份名单里）有这个单位：单位写在「单位名称」一列，不作人员" /
            "The name of a unit, which is registered or stands in this roster: give it in a column 单位名称, not as a person";
        like_unit:
            "像是单位的名称，按人员存入：请核对；单位写在「单位名称」一列" /
            "Looks like the name of a unit and is stored as a person: check it; units stand in a column 单位名称";
        /// The row of the first.
        duplicate_id: "身份证号与第 {} 行相同：请核对，只留一行" / "The same ID number stands in row {}: check, and keep one row";
        /// What the cell says.
        unknown_household: "「{}」看不出是城镇还是农村（牧区）：没有导入这一格" / "{}: neither urban nor rural; the cell was left out";
        /// The word for a relative.
        kin_in_name:
            "姓名里写着亲属（{}），看不出证号是谁的：请只写本人的姓名，亲属写在备注" /
            "The name is of somebody's relative ({}), and whose number this is nobody can tell: give the name of the person alone";
        /// The township that the village tells.
        village_elsewhere: "写的是{}的地方，与这一行的苏木镇不同：请核对" / "A place of {}, which is not the township of the row: check";
        /// What stood behind the village.
        behind_village: "嘎查村之外的「{}」移到住址" / "{} behind the village went to the address";
        /// The row of the first.
        joins_row: "与第 {} 行是同一个人：类别合在一起" / "The person of row {} once more: the categories come together";
        /// The row of the first.
        against_row: "与第 {} 行同一个人写的不一样：请核对" / "Row {} says otherwise of the same person: check";
        /// The row of the first.
        kept_of_row: "与第 {} 行写的不一样，按前面的存入" / "Row {} says otherwise of the same person, and that is kept";
        /// The row of the first.
        duplicate_person: "与第 {} 行无法区分：请填写身份证号，或只留一行" / "Cannot be told from row {}: give an ID number, or keep one row";
        ambiguous_person: "登记册中有几个同名的人：请填写身份证号" / "Several people of that name are registered: give an ID number";
        /// The masked number, the name in the register.
        id_of_another:
            "登记册上 {} 是另一个姓名的（{}）：请核对证件。确是改名，用 --rename（界面上选「照名单改名」）" /
            "The register has {} under another name, {}: check the card. If the name did change, use --rename (on screen: rename)";
        /// The masked number, the name in the register.
        name_of_another:
            "登记册上 {} 是另一个姓名的（{}），而这一行的姓名另有其人：两人的号码可能对调了。请核对证件，逐人修改" /
            "The register has {} under another name, {}, and the name here is somebody else's: two numbers may be swapped. Check the cards, and change one by one";
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
        birth_without_day:
            "没有写到哪一天：出生日期没有记，请写全年月日，或填身份证号" /
            "No day in it: no birth date is kept, write year, month and day or give the ID number";
        birth_differs: "出生日期与身份证号不一致：已采用身份证号的" / "The birth date differs from the ID number's, which is kept";
        sex_differs: "性别与身份证号不一致：已采用身份证号的" / "The sex differs from the ID number's, which is kept";
        number_damaged:
            "号码被电子表格改坏了（数字或科学计数）：把该列设为文本后重新填写" /
            "A spreadsheet damaged the number (number or 4.4E+17): make the column text and type it again";
        /// How the texts above name a row.
        plain_row: "第 {} 行" / "row {}";
        /// The same where a workbook has several sheets: the sheet, the row.
        row_of_sheet: "第 {} 张表第 {} 行" / "sheet {} row {}";
        not_taken: "登记册不接受这一行的内容：请核对" / "The register does not take what this row says: check it";
        /// The code of a character that no standard has.
        private_character:
            "有标准里没有的字（私用区 U+{}）：请按证件改用标准字；输入法打不出的，写同音字并在备注里说明" /
            "A character of no standard (private use U+{}): type the standard one from the card, or one of the same sound and say so in the note";
        /// The error.
        error_cell: "单元格是电子表格的错误 {}：请改好公式或填写内容" / "The cell holds the error {} of a spreadsheet: mend the formula or fill it in";
        date_cell:
            "被电子表格变成了日期（如 5-3 变成 5月3日）：把该列设为文本后重新填写" /
            "A spreadsheet made a date of it (5-3 became 3 May): make the column text and type it again";
        uncached:
            "公式没有算出的结果：请用 WPS 或 Excel 打开这个文件，保存后再导入" /
            "A formula without its result: open it in WPS or Excel and save, then import it again";
        no_text: "文件里没有这一格的文字，按空格处理：请核对" / "The file does not hold the text of this cell, which is read as empty: check it";
        /// What is wrong.
        left_out: "没有导入这一格（{}）" / "The cell was left out ({})";
        not_a_name:
            "不是一个姓名（有数字或标点、多人写在一起，或太长）：姓名格只写一个人的姓名" /
            "No name of a person (digits, signs, several people, or too long): write one name alone";
        not_a_place: "不是地名：请写全名" / "No name of a place: write the whole name";
        /// The remark.
        name_remark: "姓名之外的「{}」移到备注" / "What stands beside the name went to the note: {}";
        rest_to_note: "一格里不止一个号码：留第一个，其余移到备注" / "More than one number: the first is kept, the rest went to the note";
        words_to_note: "看不出号码，原文移到备注" / "No number in it: the words went to the note";
        /// How many digits.
        phone_length: "电话有 {} 位，不是手机号也不是座机号：已存入，请核对" / "The phone number has {} digit{|s}, as none has: stored, check it";
        /// The other name.
        card_of_other: "户名是「{}」，不是这个人的账号：请核对" / "the account is in the name of {}, not the person's: check it";
        other_document:
            "不是居民身份证号（是护照、军官证、残疾军人证等）：这一格留空，填写出生日期，证件号写到备注" /
            "No resident ID number but another document (a passport or an officer's card): leave it empty, give the birth date, and write the document in the note";
        /// What stands in its place.
        lost: "有字丢失，只剩「{}」：照样存入，请核对" / "A character was lost and became {}: stored so, check it";
        /// What the row says.
        says_gone:
            "写有「{}」：不列入应访，等人核对后登记去世、迁出，或恢复" /
            "It says {}: not listed as due until somebody checks it and records the death or departure, or resumes";
        same_but_check_digit:
            "与登记册上同名的人只差最后一位校验码，按同一人处理；请核对证件" /
            "But for the check digit the number of the same name in the register: taken for that person. Check the card";
        /// The row.
        duplicate_but_check_digit:
            "与第 {} 行同名，号码只差最后一位校验码，是同一人：请核对，只留一行" /
            "The same name and but for the check digit the number of row {}: one person. Check the card, and keep one row";
        /// The masked number, the name.
        check_digit_of_another:
            "与 {}（{}）的身份证号只差最后一位校验码，姓名不同：请核对证件" /
            "But for the check digit the number {} of {}, under another name: check the card";
        head_or_name:
            "只有这一个词，看不出是人还是段头：是人请补上序号、身份证号或电话；是段头请写全称（如「桑根达来镇」「白音村委会」）" /
            "One word alone, a person or a head: for a person add a number, an ID number or a phone; for a head write its full name";
        only_name:
            "只有姓名，别人都有号码：按人导入，请核对是不是段头" /
            "A name and nothing else, where the others have numbers: imported as a person, check that it is no head";
        /// What the cell says.
        neither_yes_nor_no:
            "看不懂「{}」，这一列没有采用：请写「是」或「否」" /
            "{} is neither yes nor no, and nothing is taken from it: write yes or no";
        /// What the cell says.
        unknown_state:
            "看不懂「{}」，按健在、照常处理：如已去世、迁出或停发，请改写或到个人页登记" /
            "{} is no state that is known; taken as alive and here: if dead, gone or suspended, write so or record it";
        hidden_row: "这一行在表格里是隐藏的：照样导入，请核对" / "The workbook hides this row: imported all the same, check it";
        id_masked:
            "号码是打码的，不能导入：导出时选不打码（写明原因），或按证件填写" /
            "The number is masked and cannot come in: export it in full, with a reason, or type it from the card";
        number_masked:
            "号码是打码的（如 138****1234），不记；要导入请导出时选不打码" /
            "a masked number (as 138****1234), which is not kept: export in full to import it";
        struck_row: "这一行画了删除线：照样导入，请核对是否该去掉" / "This row is struck out: imported all the same, check whether it should be";
        struck_cell: "这一格画了删除线，看不出该填什么：请改好再导入" / "The cell is struck out, and what holds nobody can tell: mend it and import again";
        struck_runs: "格里划掉的字没有读，只读其余的：请核对" / "What is struck out in the cell was not read, the rest was: check it";
        number_letters: "号码里有字母（如把 0 写成 O）：请核对后重新填写" / "letters stand for digits in the number (as O for 0): check it and type it again";
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
        household: "户籍性质" / "household";
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
        Fault::IdMasked => texts.id_masked.to_owned(),
        Fault::NumberMasked => texts.number_masked.to_owned(),
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
        Fault::PhoneOfRow(row) => of_row(lang, texts.phone_of_row, *row),
        Fault::PhoneRegistered => texts.phone_registered.to_owned(),
        Fault::RecordedDead(on) => fill(texts.recorded_dead, &[on]),
        Fault::RecordedLeft(on) => fill(texts.recorded_left, &[on]),
        Fault::NameOfUnit => texts.name_of_unit.to_owned(),
        Fault::LikeUnit => texts.like_unit.to_owned(),
        Fault::DuplicateId(row) => of_row(lang, texts.duplicate_id, *row),
        Fault::UnknownHousehold(word) => fill(texts.unknown_household, &[word]),
        Fault::KinInName(word) => fill(texts.kin_in_name, &[word]),
        Fault::VillageElsewhere(township) => fill(texts.village_elsewhere, &[township]),
        Fault::BehindVillage(rest) => fill(texts.behind_village, &[rest]),
        Fault::JoinsRow(row) => of_row(lang, texts.joins_row, *row),
        Fault::AgainstRow(row) => of_row(lang, texts.against_row, *row),
        Fault::KeptOfRow(row) => of_row(lang, texts.kept_of_row, *row),
        Fault::DuplicatePerson(row) => of_row(lang, texts.duplicate_person, *row),
        Fault::AmbiguousPerson => texts.ambiguous_person.to_owned(),
        Fault::IdOfAnother { number, name } => fill(texts.id_of_another, &[number, name]),
        Fault::NameOfAnother { number, name } => fill(texts.name_of_another, &[number, name]),
        Fault::Renamed => texts.renamed.to_owned(),
        Fault::HeldAgain(label) => fill(texts.held_again, &[label]),
        Fault::Character(code) => match lost(*code) {
            Some(lost) => fill(texts.lost_character, &[&lost]),
            None if is_private(*code) => fill(texts.private_character, &[&format!("{code:04X}")]),
            None => fill(texts.character, &[&format!("{code:04X}")]),
        },
        Fault::TooLong => texts.too_long.to_owned(),
        Fault::TooManyLabels(most) => fill(texts.too_many_labels, &[most]),
        Fault::BadDate => texts.bad_date.to_owned(),
        Fault::BirthWithoutDay => texts.birth_without_day.to_owned(),
        Fault::BirthDiffers => texts.birth_differs.to_owned(),
        Fault::SexDiffers => texts.sex_differs.to_owned(),
        Fault::NumberDamaged => texts.number_damaged.to_owned(),
        Fault::NotTaken => texts.not_taken.to_owned(),
        Fault::ErrorCell(error) => fill(texts.error_cell, &[error]),
        Fault::DateCell => texts.date_cell.to_owned(),
        Fault::Uncached => texts.uncached.to_owned(),
        Fault::NoText => texts.no_text.to_owned(),
        Fault::LeftOut(why) => fill(texts.left_out, &[&self::fault(lang, why)]),
        Fault::NotAName => texts.not_a_name.to_owned(),
        Fault::NotAPlace => texts.not_a_place.to_owned(),
        Fault::NameRemark(remark) => fill(texts.name_remark, &[remark]),
        Fault::RestToNote => texts.rest_to_note.to_owned(),
        Fault::WordsToNote => texts.words_to_note.to_owned(),
        Fault::PhoneLength(digits) => fill(texts.phone_length, &[digits]),
        Fault::CardOfOther(name) => fill(texts.card_of_other, &[name]),
        Fault::OtherDocument => texts.other_document.to_owned(),
        Fault::Lost(sign) => fill(texts.lost, &[sign]),
        Fault::SaysGone(words) => fill(texts.says_gone, &[words]),
        Fault::SameButCheckDigit => texts.same_but_check_digit.to_owned(),
        Fault::DuplicateButCheckDigit(row) => of_row(lang, texts.duplicate_but_check_digit, *row),
        Fault::CheckDigitOfAnother { number, name } => fill(texts.check_digit_of_another, &[number, name]),
        Fault::HeadOrName => texts.head_or_name.to_owned(),
        Fault::OnlyName => texts.only_name.to_owned(),
        Fault::NeitherYesNorNo(text) => fill(texts.neither_yes_nor_no, &[&mask::misplaced(text)]),
        Fault::UnknownState(text) => fill(texts.unknown_state, &[&mask::misplaced(text)]),
        Fault::HiddenRow => texts.hidden_row.to_owned(),
        Fault::StruckRow => texts.struck_row.to_owned(),
        Fault::StruckCell => texts.struck_cell.to_owned(),
        Fault::StruckRuns => texts.struck_runs.to_owned(),
        Fault::NumberLetters => texts.number_letters.to_owned(),
    };
    CleanText::shown(&text)
}

/// A text that names another row; where a workbook has several sheets, with the sheet.
fn of_row(lang: Lang, template: &str, number: u64) -> String {
    let (sheet, row) = roster_row::sheet_and_row(number);
    let told = fill(template, &[&row]);
    if sheet == 0 {
        return told;
    }
    let texts = fault_texts(lang);
    told.replace(&fill(texts.plain_row, &[&row]), &fill(texts.row_of_sheet, &[&sheet, &row]))
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
        Column::Household => names.household,
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
