//! A sheet for paper as a page of a browser: one table whose heads stand on every page, nothing that runs, and every text
//! escaped.

use std::io::{self, Write};

use super::{Holds, Paper};

/// How it looks, on a screen and on paper.
const STYLE: &str = "body{font-family:SimSun,'宋体',serif;margin:2em auto;max-width:60em}h1{text-align:center;font-size:1.4em}\
table{border-collapse:collapse;width:100%}th,td{border:1px solid #000;padding:.3em .5em;text-align:left}\
td.n{text-align:right}thead{display:table-header-group}tr{page-break-inside:avoid}@media print{body{margin:0}}";

impl Paper {
    /// The sheet as a page, with these lines below it.
    ///
    /// # Errors
    /// What `to` says.
    pub fn write_html(&self, to: &mut dyn Write, lang: &str, below: &[String]) -> io::Result<()> {
        let (title, subtitle) = (escaped(&self.title), escaped(&self.subtitle));
        writeln!(to, "<!DOCTYPE html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">")?;
        writeln!(to, "<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>")?;
        writeln!(to, "<p>{subtitle}</p>\n<table>\n<thead><tr>")?;
        for column in &self.columns {
            writeln!(to, "<th>{}</th>", escaped(column.head))?;
        }
        writeln!(to, "</tr></thead>\n<tbody>")?;
        for row in &self.rows {
            write!(to, "<tr>")?;
            for (cell, column) in row.iter().zip(&self.columns) {
                let right = matches!(column.holds, Holds::Money | Holds::Counts);
                let class = if right { " class=\"n\"" } else { "" };
                write!(to, "<td{class}>{}</td>", escaped(&cell.to_string()))?;
            }
            writeln!(to, "</tr>")?;
        }
        writeln!(to, "</tbody>\n</table>")?;
        for line in below {
            writeln!(to, "<p>{}</p>", escaped(line))?;
        }
        writeln!(to, "</body>\n</html>")
    }
}

/// A text that no browser takes for anything else.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_text_is_markup() {
        assert_eq!(escaped("<b>\"A&B\"'"), "&lt;b&gt;&quot;A&amp;B&quot;&#39;");
    }
}
