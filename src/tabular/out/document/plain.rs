//! A document as text, and as Markdown.

use crate::domain::document::{Block, Document, PlainTable};
use crate::tabular::out::width;

/// Cells of the longest bar.
const BAR: i64 = 30;

/// As text: columns line up where it is read with a fixed width.
pub(super) fn text(document: &Document) -> String {
    let mut out = vec![document.title.clone(), String::new()];
    for block in &document.blocks {
        match block {
            Block::Heading(heading) => out.extend([String::new(), heading.clone()]),
            Block::Paragraph(paragraph) => out.push(["    ", paragraph].concat()),
            Block::Table(table) => out.extend(rows(table)),
            Block::Bars { title, bars } => {
                out.extend([String::new(), title.clone()]);
                out.extend(bar_lines(bars));
            }
        }
    }
    out.extend([String::new(), document.foot.clone(), String::new()]);
    out.join("\n")
}

/// The lines of a table.
fn rows(table: &PlainTable) -> Vec<String> {
    let all: Vec<&Vec<String>> = std::iter::once(&table.heads).chain(&table.rows).collect();
    let widths: Vec<usize> = (0..table.heads.len())
        .map(|at| all.iter().filter_map(|row| row.get(at)).map(|cell| width(cell)).max().unwrap_or_default())
        .collect();
    all.iter()
        .map(|row| {
            let cells = row.iter().zip(&widths).map(|(cell, wide)| padded(cell, *wide));
            cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
        })
        .collect()
}

fn padded(cell: &str, wide: usize) -> String {
    let blanks = wide.saturating_sub(width(cell));
    [cell, &" ".repeat(blanks)].concat()
}

fn bar_lines(bars: &[(String, i64, String)]) -> Vec<String> {
    let most = bars.iter().map(|(_, number, _)| *number).max().unwrap_or_default().max(1);
    let wide = bars.iter().map(|(label, ..)| width(label)).max().unwrap_or_default();
    bars.iter()
        .map(|(label, number, told)| {
            let cells = usize::try_from((*number).max(0).saturating_mul(BAR) / most).unwrap_or_default();
            format!("{}  {:<30}  {told}", padded(label, wide), "#".repeat(cells))
        })
        .collect()
}

/// As Markdown.
pub(super) fn markdown(document: &Document) -> String {
    let mut out = vec![format!("# {}", document.title), String::new()];
    for block in &document.blocks {
        match block {
            Block::Heading(heading) => out.extend([format!("## {heading}"), String::new()]),
            Block::Paragraph(paragraph) => out.extend([marked(paragraph), String::new()]),
            Block::Table(table) => {
                let line = |row: &Vec<String>| {
                    format!("| {} |", row.iter().map(|cell| marked(cell)).collect::<Vec<_>>().join(" | "))
                };
                out.push(line(&table.heads));
                out.push(format!("|{}", " --- |".repeat(table.heads.len())));
                out.extend(table.rows.iter().map(line));
                out.push(String::new());
            }
            Block::Bars { title, bars } => {
                out.extend([format!("### {title}"), String::new(), "```text".to_owned()]);
                out.extend(bar_lines(bars));
                out.extend(["```".to_owned(), String::new()]);
            }
        }
    }
    out.extend([document.foot.clone(), String::new()]);
    out.join("\n")
}

/// Text without what Markdown would take for its own.
fn marked(text: &str) -> String {
    text.chars()
        .flat_map(|c| matches!(c, '|' | '*' | '_' | '`' | '<' | '\\').then_some('\\').into_iter().chain([c]))
        .collect()
}
