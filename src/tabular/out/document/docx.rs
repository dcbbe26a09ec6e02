//! A document as an official letter: the title in 小标宋, headings in 黑体, the text in 仿宋 of 16 points with lines of 28, two
//! characters of indent, the margins of a letter of an office, the page number at the foot. Four parts of XML in an archive.

use std::fmt::Write as _;
use std::io::{self, Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::escaped;
use crate::domain::document::{Block, Document, PlainTable};

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/></Types>"#;
const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>"#;
const OWN_RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/></Relationships>"#;
const NAMES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#;
/// A4 upright with the margins 37, 35, 28 and 26 mm, in twentieths of a point.
const SECTION: &str = r#"<w:sectPr><w:footerReference w:type="default" r:id="rId1"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588" w:header="851" w:footer="992" w:gutter="0"/></w:sectPr>"#;
/// Half points: 22, 16 and 10.5.
const TITLE: u16 = 44;
const BODY: u16 = 32;
const SMALL: u16 = 21;

/// The bytes of the file.
///
/// # Errors
/// None but those of the archive.
pub(super) fn file(document: &Document) -> io::Result<Vec<u8>> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let body = body(document);
    let footer = format!(
        "{HEAD}<w:ftr {NAMES}><w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr>{}<w:fldSimple w:instr=\"PAGE\">{}</w:fldSimple>{}</w:p></w:ftr>",
        run("— ", "宋体", 28, false),
        run("1", "宋体", 28, false),
        run(" —", "宋体", 28, false)
    );
    for (name, text) in [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELATIONS),
        ("word/document.xml", &body),
        ("word/_rels/document.xml.rels", OWN_RELATIONS),
        ("word/footer1.xml", &footer),
    ] {
        archive.start_file(name, options).map_err(io::Error::other)?;
        archive.write_all(text.as_bytes())?;
    }
    Ok(archive.finish().map_err(io::Error::other)?.into_inner())
}

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

fn run(text: &str, font: &str, size: u16, bold: bool) -> String {
    let bold = if bold { "<w:b/>" } else { "" };
    format!(
        "<w:r><w:rPr><w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\" w:eastAsia=\"{font}\"/>{bold}<w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/></w:rPr><w:t xml:space=\"preserve\">{}</w:t></w:r>",
        escaped(text)
    )
}

fn paragraph(properties: &str, run: &str) -> String {
    format!("<w:p><w:pPr>{properties}</w:pPr>{run}</w:p>")
}

/// Lines of 28 points, of that size exactly.
const LINES: &str = "<w:spacing w:line=\"560\" w:lineRule=\"exact\"/>";
const INDENT: &str = "<w:ind w:firstLineChars=\"200\" w:firstLine=\"640\"/>";

fn body(document: &Document) -> String {
    let mut out = format!("{HEAD}<w:document {NAMES}><w:body>");
    let title = run(&document.title, "方正小标宋简体", TITLE, false);
    out.push_str(&paragraph("<w:spacing w:after=\"560\"/><w:jc w:val=\"center\"/>", &title));
    for block in &document.blocks {
        match block {
            Block::Heading(heading) => {
                let spaced = ["<w:keepNext/>", LINES, INDENT].concat();
                out.push_str(&paragraph(&spaced, &run(heading, "黑体", BODY, false)));
            }
            Block::Paragraph(text) => {
                out.push_str(&paragraph(&[LINES, INDENT].concat(), &run(text, "仿宋_GB2312", BODY, false)));
            }
            Block::Table(table) => out.push_str(&grid(table)),
            // A letter tells the numbers; bars stand on the screen and in the page.
            Block::Bars { .. } => {}
        }
    }
    let foot = run(&document.foot, "宋体", SMALL, false);
    out.push_str(&paragraph("<w:spacing w:before=\"240\"/>", &foot));
    out.push_str(SECTION);
    out.push_str("</w:body></w:document>");
    out
}

/// Width of the text between the margins, in twentieths of a point.
const WIDE: usize = 8_844;

fn grid(table: &PlainTable) -> String {
    let columns = table.heads.len().max(1);
    // The first column is as wide as a third; the others share the rest.
    let first = if columns > 1 { WIDE * 9 / 25 } else { WIDE };
    let other = (WIDE - first) / (columns - 1).max(1);
    let wide = |at: usize| if at == 0 { first } else { other };
    let edge = |name: &str| format!("<w:{name} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>");
    let edges: String = ["top", "left", "bottom", "right", "insideH", "insideV"].map(edge).concat();
    let mut out = format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"{WIDE}\" w:type=\"dxa\"/><w:tblBorders>{edges}</w:tblBorders><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>"
    );
    out.extend((0..columns).map(|at| format!("<w:gridCol w:w=\"{}\"/>", wide(at))));
    out.push_str("</w:tblGrid>");
    let cells = |cells: &[String], bold: bool| -> String {
        cells.iter().enumerate().fold(String::new(), |mut all, (at, cell)| {
            let text = paragraph("", &run(cell, if bold { "黑体" } else { "宋体" }, SMALL, false));
            let wide = wide(at);
            let _ = write!(all, "<w:tc><w:tcPr><w:tcW w:w=\"{wide}\" w:type=\"dxa\"/></w:tcPr>{text}</w:tc>");
            all
        })
    };
    let _ = write!(
        out,
        "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{}</w:tr>",
        cells(&table.heads, true)
    );
    for row in &table.rows {
        let _ = write!(out, "<w:tr><w:trPr><w:cantSplit/></w:trPr>{}</w:tr>", cells(row, false));
    }
    out.push_str("</w:tbl>");
    out
}
