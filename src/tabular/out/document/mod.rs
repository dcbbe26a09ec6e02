//! A document in each of its forms: text, Markdown, a page of HTML, a letter for a word processor, a workbook.

mod docx;
mod html;
mod plain;
mod sheet;

use std::io::{self, Write};

use crate::domain::document::Document;

/// The forms of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentFormat {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// A page that stands alone.
    Html,
    /// Office Open XML, as word processors write it.
    Docx,
    /// A workbook.
    Xlsx,
}

impl DocumentFormat {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Text, Self::Markdown, Self::Html, Self::Docx, Self::Xlsx];

    /// The stable name in commands.
    pub fn code(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "md",
            Self::Html => "html",
            Self::Docx => "docx",
            Self::Xlsx => "xlsx",
        }
    }

    /// The form of that stable name, or of that ending of a file's name.
    pub fn parse(code: &str) -> Option<Self> {
        let code = code.trim().to_ascii_lowercase();
        Self::ALL.into_iter().find(|one| one.code() == code || (*one == Self::Text && code == "txt"))
    }

    /// Whether it can be read as it is, in a terminal.
    pub fn is_text(self) -> bool {
        matches!(self, Self::Text | Self::Markdown | Self::Html)
    }
}

/// Writes a document.
///
/// # Errors
/// What the disk or the reader says.
pub fn write(document: &Document, format: DocumentFormat, to: &mut dyn Write) -> io::Result<()> {
    match format {
        DocumentFormat::Text => to.write_all(plain::text(document).as_bytes()),
        DocumentFormat::Markdown => to.write_all(plain::markdown(document).as_bytes()),
        DocumentFormat::Html => to.write_all(html::page(document).as_bytes()),
        DocumentFormat::Docx => to.write_all(&docx::file(document)?),
        DocumentFormat::Xlsx => to.write_all(&sheet::book(document)?),
    }
}

/// Text within XML and HTML.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
    out
}
