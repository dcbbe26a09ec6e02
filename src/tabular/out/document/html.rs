//! A document as a page that stands alone: no script, no file beside it, and print as it is seen.

use std::fmt::Write as _;

use super::escaped;
use crate::domain::document::{Block, Document};

const STYLE: &str = "body{font-family:'Noto Sans CJK SC','Microsoft YaHei',SimSun,sans-serif;max-width:52em;margin:2em auto;padding:0 1em;line-height:1.7;color:#222;background:#fff}\
td:first-child{white-space:nowrap}.bars{break-inside:avoid}h2,h3{break-after:avoid}\
h1{text-align:center;font-size:1.6em}h2{font-size:1.2em;border-bottom:1px solid #bbb}h3{font-size:1em}p{text-indent:2em;margin:.4em 0}\
table{border-collapse:collapse;width:100%}th,td{border:1px solid #999;padding:.25em .6em;text-align:left}th{background:#eee}\
.bars td{border:0;padding:.1em .5em;white-space:nowrap}.bars td:nth-child(2){width:70%}.bars td:nth-child(3){text-align:right}\
.bar{display:block;background:#36c;height:1em}footer{margin-top:2em;color:#666;font-size:.85em}\
@media print{.bar{-webkit-print-color-adjust:exact;print-color-adjust:exact}tr{break-inside:avoid}}";

/// The page.
pub(super) fn page(document: &Document) -> String {
    let title = escaped(&document.title);
    let mut out = format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n<title>{title}</title>\n<style>{STYLE}</style>\n\
         </head>\n<body>\n<h1>{title}</h1>\n"
    );
    for block in &document.blocks {
        match block {
            Block::Heading(heading) => {
                let _ = writeln!(out, "<h2>{}</h2>", escaped(heading));
            }
            Block::Paragraph(paragraph) => {
                let _ = writeln!(out, "<p>{}</p>", escaped(paragraph));
            }
            Block::Table(table) => {
                let row = |tag: &str, cells: &[String]| {
                    let cells = cells.iter().map(|cell| format!("<{tag}>{}</{tag}>", escaped(cell)));
                    format!("<tr>{}</tr>\n", cells.collect::<String>())
                };
                let _ =
                    writeln!(out, "<table>\n<thead>{}</thead>\n<tbody>", row("th", &table.heads).trim_end());
                out.extend(table.rows.iter().map(|cells| row("td", cells)));
                out.push_str("</tbody>\n</table>\n");
            }
            Block::Bars { title, bars } => {
                let _ = writeln!(out, "<h3>{}</h3>\n<table class=\"bars\">", escaped(title));
                let most = bars.iter().map(|(_, number, _)| *number).max().unwrap_or_default().max(1);
                for (label, number, told) in bars {
                    // In tenths of a percent, so that no number of the page is a fraction that was rounded twice.
                    let share = (*number).max(0).saturating_mul(1_000) / most;
                    let _ = writeln!(
                        out,
                        "<tr><td>{}</td><td><span class=\"bar\" style=\"width:{}.{}%\"></span></td><td>{}</td></tr>",
                        escaped(label),
                        share / 10,
                        share % 10,
                        escaped(told)
                    );
                }
                out.push_str("</table>\n");
            }
        }
    }
    let _ = writeln!(out, "<footer>{}</footer>\n</body>\n</html>", escaped(&document.foot));
    out
}
