//! The forms in which a list leaves.

/// The form of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// A workbook.
    Xlsx,
    /// CSV in UTF-8, with the mark that spreadsheets look for.
    Csv,
    /// CSV in GB18030, for older programs.
    CsvGb18030,
    /// A JSON object a line.
    JsonLines,
    /// Columns that line up.
    Text,
    /// A page of a browser.
    Html,
    /// A letter for a word processor.
    Docx,
    /// Markdown.
    Markdown,
}

impl Format {
    /// Those of lists, sheets and notices.
    pub const ALL: [Self; 6] =
        [Self::Xlsx, Self::Csv, Self::CsvGb18030, Self::JsonLines, Self::Text, Self::Html];

    /// Those of lists.
    pub const LISTS: [Self; 5] = [Self::Xlsx, Self::Csv, Self::CsvGb18030, Self::JsonLines, Self::Text];

    /// Those of a document: of a report.
    pub const DOCUMENTS: [Self; 5] = [Self::Docx, Self::Xlsx, Self::Html, Self::Markdown, Self::Text];

    /// The stable name in commands and in the audit.
    pub fn code(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv => "csv",
            Self::CsvGb18030 => "csv-gb18030",
            Self::JsonLines => "jsonl",
            Self::Text => "text",
            Self::Html => "html",
            Self::Docx => "docx",
            Self::Markdown => "md",
        }
    }

    /// What the name of such a file ends in.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Csv | Self::CsvGb18030 => "csv",
            Self::JsonLines => "jsonl",
            Self::Text => "txt",
            Self::Html => "html",
            Self::Docx => "docx",
            Self::Markdown => "md",
        }
    }

    /// The form of that stable name.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// The form that the ending of a file's name stands for.
    pub fn of_ending(ending: &str) -> Option<Self> {
        let ending = ending.to_ascii_lowercase();
        Self::ALL.into_iter().find(|one| one.ending() == ending)
    }
}
