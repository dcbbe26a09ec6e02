//! Texts of files that come in and go out: what went wrong, where, and the way out.

use super::{Lang, fill, texts};
use crate::domain::file_error::{Excess, FileError};
use crate::domain::recipient::Kind;
use crate::domain::roster::{CellFault, Column, Fault};
use crate::domain::text::CleanText;

texts! {
    /// What went wrong with a file; the first `{}` is its path.
    fn texts(lang) -> FileTexts {
        not_found: "找不到文件：{}" / "No such file: {}";
        not_permitted: "没有权限读写：{}" / "Not permitted: {}";
        not_a_file: "不是文件：{}（文件夹、设备或管道）" / "Not a file: {} (a folder, device or pipe)";
        already_there: "文件已存在，不会覆盖：{}。请换一个文件名" / "The file exists and is not overwritten: {}. Choose another name";
        /// The path, the words of the system.
        unreadable: "读取失败：{}（{}）。请检查磁盘或网络后重试" / "Cannot read {} ({}). Check the disk or network and try again";
        /// The path, the words of the system.
        unwritable: "写入失败：{}（{}）。请检查磁盘空间后重试" / "Cannot write {} ({}). Check the space on the disk and try again";
        /// The path, the limit in MiB.
        too_big: "文件太大：{} 超过 {} MB。请按苏木镇拆成几个文件" / "Too large: {} has more than {} MB. Split it, one file a township";
        empty: "文件是空的：{}" / "The file is empty: {}";
        old_format:
            "旧版或加密的表格：{}。请在 WPS 或 Excel 中去掉密码，另存为 .xlsx" /
            "An old or encrypted workbook: {}. In WPS or Excel take off the password and save it as .xlsx";
        not_a_spreadsheet:
            "不是表格：{}。请在 WPS 或 Excel 中打开，另存为 .xlsx 或 CSV" /
            "Not a spreadsheet: {}. Open it in WPS or Excel and save it as .xlsx or CSV";
        /// The path, the line, the byte.
        encoding:
            "编码不明：{} 第 {} 行（第 {} 字节）既不是 UTF-8 也不是 GB18030，或两者混用。请另存为 .xlsx 或 UTF-8 CSV" /
            "Unknown encoding: {}, line {} (byte {}) is neither UTF-8 nor GB18030, or both are mixed. Save it as .xlsx or UTF-8 CSV";
        /// The path, how many rows were looked at.
        no_header:
            "没有找到表头：{} 的前 {} 行中，没有哪一行既有「姓名」（或「单位名称」）又有「身份证号」「苏木镇」「联系电话」等列" /
            "No header: in {}, none of the first {} rows has a name column (姓名, 单位名称) and another known one (身份证号, 苏木镇, 联系电话 and others)";
        /// The path, the row.
        unclosed_quote:
            "引号没有闭合：{} 第 {} 行起。请补上引号，或另存为 .xlsx" /
            "Unclosed quotation mark: {}, from row {}. Close it, or save the file as .xlsx";
        /// The path, one of the six texts below.
        hostile:
            "文件异常，未读取：{}（{}）。请在 WPS 或 Excel 中把名册复制到新表格，另存为 .xlsx 或 CSV" /
            "Not read, the file is not as office programs write it: {} ({}). Copy the roster into a new workbook and save it as .xlsx or CSV";
        parts: "压缩包内文件过多" / "too many parts in the archive";
        inflated: "解压后过大" / "too large when inflated";
        text_table: "文字表过大" / "the table of texts is too large";
        styles: "单元格样式过多" / "too many cell styles";
        piece: "单元格过长" / "a cell is too long";
        things: "工作表、名称或合并单元格过多" / "too many sheets, names or merged cells";
        /// The path, what the reader found.
        damaged:
            "文件已损坏：{}（{}）。请重新取得文件，或在 WPS 或 Excel 中打开后另存" /
            "Damaged file: {} ({}). Get it again, or open it in WPS or Excel and save it anew";
        /// The limit; no path.
        too_many_faults: "出错的地方超过 {} 处，没有写入。请确认是不是这份名册" / "more than {} faults, nothing was written. Is this the right roster?";
    }
}

texts! {
    /// Why a cell is refused or odd, and what to do.
    fn fault_texts(lang) -> FaultTexts {
        no_name: "没有姓名：请填写姓名" / "No name: fill it in";
        no_township: "没有苏木镇：请填写苏木镇" / "No township: fill it in";
        unknown_township: "没有这个苏木镇：{}。请改为登记册中的名称或别名" / "No township {}: use a name or alias of the register";
        unknown_category: "没有这个优抚类别：{}。请改为登记册中的类别" / "No category {}: use one of the register";
        unknown_group: "没有这个慰问类别：{}。请改为登记册中的类别" / "No group {}: use one of the register";
        /// How many characters there are.
        id_length: "身份证号是 {} 位，应为 15 或 18 位：请核对证件" / "The ID number has {} characters, not 15 or 18: check the card";
        id_character: "身份证号中有不该有的字符：请核对证件" / "The ID number has a character it cannot have: check the card";
        id_damaged:
            "身份证号被电子表格改坏了（数字或科学计数）：把该列设为文本后按证件重新填写" /
            "A spreadsheet damaged the ID number (number or 4.4E+17): make the column text and type it again";
        id_date: "身份证号中的出生日期不存在：请核对证件" / "The birth date inside the ID number cannot be: check the card";
        id_check_digit: "身份证号校验码应为 {}：请核对证件" / "The check digit of the ID number should be {}: check the card";
        /// The row of the first.
        duplicate_id: "身份证号与第 {} 行相同：请核对，只留一行" / "The same ID number stands in row {}: check, and keep one row";
        /// The row of the first.
        duplicate_person: "与第 {} 行无法区分：请填写身份证号，或只留一行" / "Cannot be told from row {}: give an ID number, or keep one row";
        ambiguous_person: "登记册中有几个同名的人：请填写身份证号" / "Several people of that name are registered: give an ID number";
        /// Its code.
        character: "有看不见或不允许的字符 U+{}：请删去后重新填写" / "A hidden or forbidden character U+{}: delete it and type the cell again";
        too_long: "太长：请缩短" / "Too long: shorten it";
        bad_date: "看不懂的日期，或日期不存在：请写成 1952-08-01" / "No date, or one that does not exist: write 1952-08-01";
        birth_differs: "出生日期与身份证号不一致：已采用身份证号的" / "The birth date differs from the ID number's, which is kept";
        sex_differs: "性别与身份证号不一致：已采用身份证号的" / "The sex differs from the ID number's, which is kept";
        bad_digits: "号码中有数字以外的字符：每格只写一个号码" / "Characters other than digits: one number a cell";
        number_damaged:
            "号码被电子表格改坏了（数字或科学计数）：把该列设为文本后重新填写" /
            "A spreadsheet damaged the number (number or 4.4E+17): make the column text and type it again";
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
        village: "嘎查/社区" / "village";
        categories: "优抚类别" / "categories";
        groups: "慰问类别" / "groups";
        phone: "联系电话" / "phone";
        card: "银行卡号" / "bank card";
        address: "住址" / "address";
        note: "备注" / "note";
        kind: "对象类型" / "kind";
        person: "人员" / "person";
        unit: "单位" / "unit";
        row: "行号" / "row";
        reason: "原因" / "reason";
    }
}

/// What went wrong with a file, and the way out.
pub fn trouble(lang: Lang, trouble: &FileError) -> CleanText {
    let texts = texts(lang);
    let text = match trouble {
        FileError::NotFound(path) => fill(texts.not_found, &[path]),
        FileError::NotPermitted(path) => fill(texts.not_permitted, &[path]),
        FileError::NotAFile(path) => fill(texts.not_a_file, &[path]),
        FileError::AlreadyThere(path) => fill(texts.already_there, &[path]),
        FileError::Unreadable { path, reason } => fill(texts.unreadable, &[path, reason]),
        FileError::Unwritable { path, reason } => fill(texts.unwritable, &[path, reason]),
        FileError::TooBig { path, limit_mib } => fill(texts.too_big, &[path, limit_mib]),
        FileError::Empty(path) => fill(texts.empty, &[path]),
        FileError::OldFormat(path) => fill(texts.old_format, &[path]),
        FileError::NotASpreadsheet(path) => fill(texts.not_a_spreadsheet, &[path]),
        FileError::Encoding { path, byte, line } => fill(texts.encoding, &[path, line, byte]),
        FileError::NoHeader { path, rows } => fill(texts.no_header, &[path, rows]),
        FileError::UnclosedQuote { path, row } => fill(texts.unclosed_quote, &[path, row]),
        FileError::Hostile { path, excess } => fill(texts.hostile, &[path, &self::excess(texts, *excess)]),
        FileError::Damaged { path, reason } => fill(texts.damaged, &[path, reason]),
    };
    CleanText::shown(&text)
}

fn excess(texts: &FileTexts, excess: Excess) -> &'static str {
    match excess {
        Excess::Parts => texts.parts,
        Excess::Inflated => texts.inflated,
        Excess::Texts => texts.text_table,
        Excess::Styles => texts.styles,
        Excess::Piece => texts.piece,
        Excess::Things => texts.things,
    }
}

/// Why a cell is refused or what is odd about it, and what to do.
pub fn fault(lang: Lang, fault: &Fault) -> CleanText {
    let texts = fault_texts(lang);
    let text = match fault {
        Fault::NoName => texts.no_name.to_owned(),
        Fault::NoTownship => texts.no_township.to_owned(),
        Fault::UnknownTownship(name) => fill(texts.unknown_township, &[name]),
        Fault::UnknownCategory(name) => fill(texts.unknown_category, &[name]),
        Fault::UnknownGroup(name) => fill(texts.unknown_group, &[name]),
        Fault::IdLength(length) => fill(texts.id_length, &[length]),
        Fault::IdCharacter => texts.id_character.to_owned(),
        Fault::IdDamaged => texts.id_damaged.to_owned(),
        Fault::IdDate => texts.id_date.to_owned(),
        Fault::IdCheckDigit(digit) => fill(texts.id_check_digit, &[digit]),
        Fault::DuplicateId(row) => fill(texts.duplicate_id, &[row]),
        Fault::DuplicatePerson(row) => fill(texts.duplicate_person, &[row]),
        Fault::AmbiguousPerson => texts.ambiguous_person.to_owned(),
        Fault::Character(code) => fill(texts.character, &[&format!("{code:04X}")]),
        Fault::TooLong => texts.too_long.to_owned(),
        Fault::BadDate => texts.bad_date.to_owned(),
        Fault::BirthDiffers => texts.birth_differs.to_owned(),
        Fault::SexDiffers => texts.sex_differs.to_owned(),
        Fault::BadDigits => texts.bad_digits.to_owned(),
        Fault::NumberDamaged => texts.number_damaged.to_owned(),
    };
    CleanText::shown(&text)
}

/// More faults than anybody mends: the limit was reached, and nothing was written.
pub fn too_many_faults(lang: Lang, most: usize) -> String {
    fill(texts(lang).too_many_faults, &[&most])
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

/// What stands in the column of kinds.
pub fn kind(lang: Lang, kind: Kind) -> &'static str {
    match kind {
        Kind::Person => column_texts(lang).person,
        Kind::Unit => column_texts(lang).unit,
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

    #[test]
    fn every_place_of_a_template_is_filled() {
        let path = CleanText::from("名册.csv");
        let reason = path.clone();
        let troubles = [
            FileError::NotFound(path.clone()),
            FileError::NotPermitted(path.clone()),
            FileError::NotAFile(path.clone()),
            FileError::AlreadyThere(path.clone()),
            FileError::Unreadable { path: path.clone(), reason: reason.clone() },
            FileError::Unwritable { path: path.clone(), reason: reason.clone() },
            FileError::TooBig { path: path.clone(), limit_mib: 200 },
            FileError::Empty(path.clone()),
            FileError::OldFormat(path.clone()),
            FileError::NotASpreadsheet(path.clone()),
            FileError::Encoding { path: path.clone(), byte: 77, line: 3 },
            FileError::NoHeader { path: path.clone(), rows: 30 },
            FileError::UnclosedQuote { path: path.clone(), row: 9 },
            FileError::Hostile { path: path.clone(), excess: Excess::Styles },
            FileError::Damaged { path, reason },
        ];
        for lang in [Lang::Zh, Lang::En] {
            for one in &troubles {
                let text = trouble(lang, one);
                assert!(text.contains("名册.csv") && !text.contains("{}"), "{text}");
            }
            let text = trouble(lang, &FileError::Encoding { path: "f".into(), byte: 77, line: 3 });
            assert!(text.find('3') < text.find("77"), "{text}");
        }
    }

    #[test]
    fn faults_say_what_and_what_to_do() {
        assert_eq!(
            fault(Lang::Zh, &Fault::Character(0x202E)).as_str(),
            "有看不见或不允许的字符 U+202E：请删去后重新填写"
        );
        for lang in [Lang::Zh, Lang::En] {
            for (one, part) in [
                (Fault::IdLength(17), "17"),
                (Fault::IdCheckDigit('X'), "X"),
                (Fault::DuplicateId(12), "12"),
                (Fault::DuplicatePerson(12), "12"),
                (Fault::UnknownTownship("某镇".into()), "某镇"),
                (Fault::UnknownCategory("某类".into()), "某类"),
                (Fault::UnknownGroup("某类".into()), "某类"),
            ] {
                let text = fault(lang, &one);
                assert!(text.contains(part) && !text.contains("{}"), "{text}");
            }
        }
        assert_eq!(
            (column(Lang::Zh, Column::Village), column(Lang::En, Column::Card)),
            ("嘎查/社区", "bank card")
        );
        assert_eq!((kind(Lang::Zh, Kind::Unit), refused_titles(Lang::Zh)), ("单位", ("行号", "原因")));
    }
}
