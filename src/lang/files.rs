//! What went wrong with a file that comes in or goes out, where, and the way out.

use super::{Lang, fill, system, texts};
use crate::domain::file_error::{Excess, FileError};
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
        FileError::NotASpreadsheet(path) => fill(texts.not_a_spreadsheet, &[path]),
        FileError::Encoding { path, byte, line } => fill(texts.encoding, &[path, line, byte]),
        FileError::NoHeader { path, rows } => fill(texts.no_header, &[path, rows]),
        FileError::UnclosedQuote { path, row } => fill(texts.unclosed_quote, &[path, row]),
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
            FileError::NotASpreadsheet(path.clone()),
            FileError::Encoding { path: path.clone(), byte: 77, line: 3 },
            FileError::NoHeader { path: path.clone(), rows: 30 },
            FileError::UnclosedQuote { path: path.clone(), row: 9 },
            FileError::CrowdedRow { path: path.clone(), row: 9 },
            FileError::Hostile { path: path.clone(), excess: Excess::Styles },
            FileError::Damaged { path, reason },
        ];
        for lang in [Lang::Zh, Lang::En] {
            for one in &troubles {
                let text = error(lang, one);
                assert!(text.contains("名册.csv") && !text.contains("{}"), "{text}");
            }
            let text = error(lang, &FileError::Encoding { path: "f".into(), byte: 77, line: 3 });
            assert!(text.find('3') < text.find("77"), "{text}");
        }
    }
}
