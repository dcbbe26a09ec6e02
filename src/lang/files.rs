//! What went wrong with a file that comes in or goes out, where, and the way out.

use super::{Lang, fill, system, texts};
use crate::domain::file_error::{Excess, FileError, Format, ReadList};
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
        changed:
            "读取时文件有变动：{}，没有写入。等它写完、拷完，再重新导入" /
            "The file changed while it was read: {}; nothing was written. Import it again once it is complete";
        empty: "文件是空的：{}" / "The file is empty: {}";
        old_format:
            "旧版办公文件，里面没有认得的表格：{}。请在 WPS 或 Excel 中打开，另存为 .xlsx" /
            "An old office file without a table that is known: {}. Open it in WPS or Excel and save it as .xlsx";
        /// The path, one of the texts of formats, one of the ways out.
        other_format: "不是能读的表格：{} 是{}。{}" / "Not a table that is read: {} is {}. {}";
        /// The path, the line, the byte.
        encoding:
            "编码不明：{} 第 {} 行（第 {} 字节）既不是 UTF-8 也不是 GB18030，或两者混用。请另存为 .xlsx 或 UTF-8 CSV" /
            "Unknown encoding: {}, line {} (byte {}) is neither UTF-8 nor GB18030, or both are mixed. Save it as .xlsx or UTF-8 CSV";
        /// The path, how many rows were looked at.
        no_header:
            "没有找到表头：{} 的前 {} 行中，没有哪一行既有「姓名」（或「单位名称」）又有「身份证号」「苏木镇」「联系电话」等列" /
            "No header: in {}, none of the first {} rows has a name column (姓名, 单位名称) and another known one (身份证号, 苏木镇, 联系电话 and others)";
        no_header_payroll:
            "不像发放册：{} 的前 {} 行中，没有一行表头既说给谁（「身份证号」，或「姓名」和「卡号」）又说发多少（「金额」、各项资金，或银行回执的「处理结果」）" /
            "No header of a payroll: in {}, none of the first {} rows has both whom (身份证号, or 姓名 and 卡号) and how much (金额, columns of funds, or 处理结果 of a bank's answer)";
        no_header_sheet:
            "不像签领表：{} 的前 {} 行中，没有一行表头既有「走访结果」又有行号或「身份证号」" /
            "No header of a sign sheet: in {}, none of the first {} rows has the result (走访结果) and the line or the ID number (身份证号)";
        no_header_work:
            "不像工作表格：{} 的前 {} 行中，没有一行表头既有「种类」又有「时间」" /
            "No header of a list of work: in {}, none of the first {} rows has kind (种类) and when (时间)";
        /// The path, the row.
        unclosed_quote:
            "引号没有闭合：{} 第 {} 行起。请补上引号，或另存为 .xlsx" /
            "Unclosed quotation mark: {}, from row {}. Close it, or save the file as .xlsx";
        /// The path, the row.
        stray_quote:
            "引号用得不对：{} 第 {} 行起，一格的引号里夹着后面的行，或引号外还有字。请去掉这个引号，或另存为 .xlsx" /
            "Stray quotation mark: in {}, from row {}, a quoted cell holds the rows below it, or text stands behind it. Delete the mark, or save the file as .xlsx";
        /// The path, the row.
        crowded_row:
            "单元格过多：{} 第 {} 行的单元格比列还多。请在 WPS 或 Excel 中把名册复制到新表格" /
            "Too many cells: {} has more cells in row {} than there are columns. Copy the roster into a new workbook";
        /// The path, one of the seven texts below.
        hostile:
            "文件异常，未读取：{}（{}）。请在 WPS 或 Excel 中把名册复制到新表格，另存为 .xlsx 或 CSV" /
            "Not read, the file is not as office programs write it: {} ({}). Copy the roster into a new workbook and save it as .xlsx or CSV";
        parts: "压缩包内文件过多" / "too many parts in the archive";
        inflated: "解压后过大" / "too large when inflated";
        text_table: "文字表过大" / "the table of texts is too large";
        styles: "单元格样式过多" / "too many cell styles";
        piece: "一行或单元格过长" / "a row or cell is too long";
        rows: "行或单元格过多" / "too many rows or cells";
        things: "工作表、名称或合并单元格过多" / "too many sheets, names or merged cells";
        /// The path, what the reader found.
        damaged:
            "文件已损坏：{}（{}）。请重新取得文件，或在 WPS 或 Excel 中打开后另存" /
            "Damaged file: {} ({}). Get it again, or open it in WPS or Excel and save it anew";
        /// No path.
        unfinished:
            "导入已定下，但没能写完（磁盘出错，或别的程序占用登记册）；其余的下次打开登记册时写完" /
            "The import is decided but not finished (the disk failed, or another program has the register); opening the register next finishes it";
        /// The limit; no path.
        too_many_faults: "出错的地方超过 {} 处，没有写入。请确认是不是这份名册" / "more than {} faults, nothing was written. Is this the right roster?";
    }
}

texts! {
    /// What a file is that is no table, and the way out.
    fn format_texts(lang) -> FormatTexts {
        web_page: "网页（有的系统把网页叫作 .xls）" / "a web page, which some systems call .xls";
        xml_sheet: "2003 版的 XML 表格" / "a workbook of 2003 in XML";
        binary_workbook: "二进制工作簿（.xlsb）" / "a binary workbook (.xlsb)";
        old_workbook: "Excel 95 或更早的表格" / "a workbook of Excel 95 or before";
        encrypted: "加了密码的文件" / "behind a password";
        word: "文字文档" / "a document of words";
        slides: "演示文稿" / "a set of slides";
        open_document: "OpenDocument 文件（.ods 等）" / "an OpenDocument file (.ods and others)";
        pdf: "PDF" / "a PDF";
        picture: "图片" / "a picture";
        archive: "压缩包" / "an archive";
        database: "数据库文件" / "a database";
        save_as: "请在 WPS 或 Excel 中打开，另存为 .xlsx 或 CSV" / "Open it in WPS or Excel and save it as .xlsx or CSV";
        take_off: "请在 WPS 或 Excel 中去掉密码，另存为 .xlsx" / "Take off the password in WPS or Excel and save it as .xlsx";
        copy_table: "请把里面的表格复制到 WPS 表格或 Excel，另存为 .xlsx" / "Copy the table in it into WPS or Excel and save it as .xlsx";
        /// A picture or PDF holds no cells.
        type_again: "请要原来的电子表格，或把内容录入表格后另存为 .xlsx" / "Ask for the workbook it was made from, or type it into one and save that as .xlsx";
        unpack: "请先解压，再导入里面的表格" / "Unpack it and import the table in it";
    }
}

/// What a file is, and the way out.
fn format(lang: Lang, format: Format) -> (&'static str, &'static str) {
    let texts = format_texts(lang);
    match format {
        Format::WebPage => (texts.web_page, texts.save_as),
        Format::XmlSheet => (texts.xml_sheet, texts.save_as),
        Format::BinaryWorkbook => (texts.binary_workbook, texts.save_as),
        Format::OldWorkbook => (texts.old_workbook, texts.save_as),
        Format::OpenDocument => (texts.open_document, texts.save_as),
        Format::Encrypted => (texts.encrypted, texts.take_off),
        Format::Word => (texts.word, texts.copy_table),
        Format::Slides => (texts.slides, texts.copy_table),
        Format::Pdf => (texts.pdf, texts.type_again),
        Format::Picture => (texts.picture, texts.type_again),
        Format::Archive => (texts.archive, texts.unpack),
        Format::Database => (texts.database, texts.type_again),
    }
}

/// What went wrong with a file, and the way out.
pub fn error(lang: Lang, error: &FileError) -> CleanText {
    let texts = texts(lang);
    let text = match error {
        FileError::NotFound(path) => fill(texts.not_found, &[path]),
        FileError::NotPermitted(path) => fill(texts.not_permitted, &[path]),
        FileError::NotAFile(path) => fill(texts.not_a_file, &[path]),
        FileError::AlreadyThere(path) => fill(texts.already_there, &[path]),
        FileError::Unreadable { path, reason } => {
            fill(texts.unreadable, &[path, &system::cause(lang, reason)])
        }
        FileError::Unwritable { path, reason } => {
            fill(texts.unwritable, &[path, &system::cause(lang, reason)])
        }
        FileError::TooBig { path, limit_mib } => fill(texts.too_big, &[path, limit_mib]),
        FileError::Changed(path) => fill(texts.changed, &[path]),
        FileError::Empty(path) => fill(texts.empty, &[path]),
        FileError::OldFormat(path) => fill(texts.old_format, &[path]),
        FileError::OtherFormat { path, format } => {
            let (what, way_out) = self::format(lang, *format);
            fill(texts.other_format, &[path, &what, &way_out])
        }
        FileError::Encoding { path, byte, line } => fill(texts.encoding, &[path, line, byte]),
        FileError::NoHeader { path, rows, list } => {
            let template = match list {
                ReadList::Roster => texts.no_header,
                ReadList::Payroll => texts.no_header_payroll,
                ReadList::SignSheet => texts.no_header_sheet,
                ReadList::Work => texts.no_header_work,
            };
            fill(template, &[path, rows])
        }
        FileError::UnclosedQuote { path, row } => fill(texts.unclosed_quote, &[path, row]),
        FileError::StrayQuote { path, row } => fill(texts.stray_quote, &[path, row]),
        FileError::CrowdedRow { path, row } => fill(texts.crowded_row, &[path, row]),
        FileError::Hostile { path, excess } => fill(texts.hostile, &[path, &self::excess(texts, *excess)]),
        FileError::Damaged { path, reason } => {
            fill(texts.damaged, &[path, &system::fault_of_content(lang, reason)])
        }
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
        Excess::Rows => texts.rows,
        Excess::Things => texts.things,
    }
}

/// An import that is decided and not whole yet.
pub fn unfinished(lang: Lang) -> &'static str {
    texts(lang).unfinished
}

/// More faults than anybody mends: the limit was reached, and nothing was written.
pub fn too_many_faults(lang: Lang, most: usize) -> String {
    fill(texts(lang).too_many_faults, &[&most])
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
            FileError::Encoding { path: path.clone(), byte: 77, line: 3 },
            FileError::NoHeader { path: path.clone(), rows: 30, list: ReadList::Roster },
            FileError::NoHeader { path: path.clone(), rows: 20, list: ReadList::Payroll },
            FileError::NoHeader { path: path.clone(), rows: 30, list: ReadList::SignSheet },
            FileError::NoHeader { path: path.clone(), rows: 20, list: ReadList::Work },
            FileError::UnclosedQuote { path: path.clone(), row: 9 },
            FileError::StrayQuote { path: path.clone(), row: 9 },
            FileError::CrowdedRow { path: path.clone(), row: 9 },
            FileError::Hostile { path: path.clone(), excess: Excess::Styles },
            FileError::Damaged { path: path.clone(), reason },
        ];
        let others = Format::ALL.map(|format| FileError::OtherFormat { path: path.clone(), format });
        for lang in [Lang::Zh, Lang::En] {
            for one in troubles.iter().chain(&others) {
                let text = error(lang, one);
                assert!(text.contains("名册.csv") && !text.contains("{}"), "{text}");
            }
            let text = error(lang, &FileError::Encoding { path: "f".into(), byte: 77, line: 3 });
            assert!(text.find('3') < text.find("77"), "{text}");
        }
    }
}
