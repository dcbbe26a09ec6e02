//! A document as it leaves: headings, paragraphs, tables and bars, whatever file they become.

/// A document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The title.
    pub title: String,
    /// What stands below it.
    pub blocks: Vec<Block>,
    /// What stands at its foot: how far the register reached.
    pub foot: String,
}

/// A block.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading.
    Heading(String),
    /// A paragraph.
    Paragraph(String),
    /// A table.
    Table(PlainTable),
    /// Bars, the longest the most.
    Bars {
        /// What they show.
        title: String,
        /// Label, number, and the number as it is told.
        bars: Vec<(String, i64, String)>,
    },
}

/// A table: heads, then rows of as many cells; which columns are numbers stands at the right.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlainTable {
    /// The heads.
    pub heads: Vec<String>,
    /// Which columns hold numbers.
    pub numbers: Vec<bool>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
}
