//! The styles of a workbook, as far as they change what a cell says: a number that is a day, a text that is struck out.

use std::collections::HashMap;
use std::io::Read;

use quick_xml::events::Event;

use super::xml::{self, Part, XmlFailure};
use crate::tabular::cell_value::{self, NumberFormat};

/// One style of cells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::tabular) struct Style {
    /// What a number in such a cell is.
    pub(in crate::tabular) format: NumberFormat,
    /// Whether what stands there is struck out.
    pub(in crate::tabular) struck: bool,
}

/// Reads the table of styles.
pub(super) fn read(part: impl Read) -> Result<Vec<Style>, XmlFailure> {
    let mut part = Part::new(part);
    let mut codes: HashMap<u32, NumberFormat> = HashMap::new();
    let mut fonts: Vec<bool> = Vec::new();
    let mut styles = Vec::new();
    let (mut in_fonts, mut in_cells) = (false, false);
    loop {
        match part.next()? {
            Event::Start(start) => {
                let tag = xml::tag(&start);
                let number = |key| xml::value(&tag, key).and_then(|value| value.parse::<u32>().ok());
                match tag.name() {
                    b"numFmt" => {
                        if let (Some(id), Some(code)) =
                            (number("numFmtId"), xml::text_value(&tag, "formatCode"))
                        {
                            codes.insert(id, cell_value::by_code(&code));
                        }
                    }
                    b"fonts" => in_fonts = true,
                    b"font" if in_fonts => fonts.push(false),
                    b"strike" if in_fonts => {
                        if let Some(font) = fonts.last_mut() {
                            *font = xml::value(&tag, "val").is_none_or(xml::is_true);
                        }
                    }
                    b"cellXfs" => in_cells = true,
                    b"xf" if in_cells => {
                        let id = number("numFmtId").unwrap_or_default();
                        let format = codes.get(&id).copied().unwrap_or_else(|| cell_value::built_in(id));
                        let font = number("fontId").and_then(|font| usize::try_from(font).ok());
                        let struck = font.and_then(|font| fonts.get(font)).is_some_and(|struck| *struck);
                        styles.push(Style { format, struck });
                    }
                    _ => {}
                }
            }
            Event::End(end) => match end.local_name().as_ref() {
                "fonts" => in_fonts = false,
                "cellXfs" => in_cells = false,
                _ => {}
            },
            Event::Eof => return Ok(styles),
            Event::Empty(_)
            | Event::Text(_)
            | Event::CData(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_)
            | Event::GeneralRef(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_struck_texts_are_told_by_the_style() {
        let part = r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts>
            <fonts><font><sz val="11"/></font><font><strike/></font><font><strike val="0"/></font></fonts>
            <cellStyleXfs><xf numFmtId="14" fontId="1"/></cellStyleXfs>
            <cellXfs><xf numFmtId="0" fontId="0"/><xf numFmtId="164" fontId="2"/><xf numFmtId="14" fontId="1"/></cellXfs></styleSheet>"#;
        let styles = read(part.as_bytes()).unwrap();
        let seen: Vec<_> = styles.iter().map(|style| (style.format, style.struck)).collect();
        assert_eq!(
            seen,
            [(NumberFormat::Number, false), (NumberFormat::Day, false), (NumberFormat::Day, true)]
        );
    }
}
