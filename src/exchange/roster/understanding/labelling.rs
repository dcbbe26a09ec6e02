//! The categories and groups of a row: by its cells, by a head or a title above it, by a yes under a label.

use super::Understanding;
use crate::domain::recipient::Kind;
use crate::domain::roster::{Column, Fault, Written};
use crate::domain::roster_question::Origin;
use crate::domain::text::CleanText;
use crate::exchange::roster::header::Header;
use crate::exchange::roster::holder;
use crate::exchange::roster::labelled::{Label, Resolved};
use crate::exchange::roster::states;
use crate::tabular::RawRow;

/// Words of labels that are remembered.
const REMEMBERED: usize = 2_000;

impl Understanding {
    pub(super) fn labels(&mut self, written: &mut Written, row: &RawRow, header: &Header) {
        let kind = written.kind;
        let (mut categories, mut groups) = (Vec::new(), Vec::new());
        if written.categories.is_empty() && written.groups.is_empty() && kind == Kind::Person {
            written.categories.extend(self.heads.unlabelled().cloned());
            self.lent.category = written.categories.first().cloned();
        }
        let cells = [(Column::Categories, &written.categories), (Column::Groups, &written.groups)];
        for (column, labels) in cells {
            for word in labels {
                let told = match self.resolve(word, column, kind) {
                    Resolved::Known(label) => Some((label, None)),
                    Resolved::Read(label, origin) => Some((label, Some(origin))),
                    Resolved::Nothing(origin) => {
                        self.told.label(word, "", origin);
                        None
                    }
                    Resolved::Unknown => {
                        let rest = if column == Column::Groups { &mut groups } else { &mut categories };
                        rest.push(word.clone());
                        None
                    }
                };
                let Some((label, origin)) = told else { continue };
                if let Some(origin) = origin {
                    self.told.label(word, label.name(), origin);
                }
                put(label, &mut categories, &mut groups);
            }
        }
        for (at, label) in header.flags() {
            if states::flag(row.cell(*at)) == Some(true) || self.is_label(row.cell(*at), label) {
                put(label.clone(), &mut categories, &mut groups);
            }
        }
        let has_column = header.has(Column::Categories) || header.has(Column::Groups);
        let lent = if written.categories.is_empty() && written.groups.is_empty() && kind == Kind::Person {
            let head = self.heads.label().map(|label| (label.clone(), Origin::Head));
            let holds =
                |origin: Origin| !(has_column || origin == Origin::Title && self.heads.are_retitled());
            head.or_else(|| self.context.label.clone().filter(|(_, origin)| holds(*origin)))
        } else {
            None
        };
        if let Some((label, origin)) = lent {
            self.told.label("", label.name(), origin);
            let place = match &label {
                Label::Category(_) => &mut self.lent.category,
                Label::Group(_) => &mut self.lent.group,
            };
            *place = Some(label.name().clone());
            put(label, &mut categories, &mut groups);
        }
        written.categories = categories;
        written.groups = groups;
    }

    /// Whether a cell that should say yes or no names the label itself, or its degree: 七级 of 残疾军人.
    fn is_label(&self, cell: &str, label: &Label) -> bool {
        let cell = cell.trim();
        let is_degree = || cell.ends_with('级') && label.name().contains("残疾") && cell.chars().count() <= 8;
        !cell.is_empty() && (is_degree() || self.words.labels.exactly(cell).as_ref() == Some(label))
    }

    /// Cells of a row that should say yes or no, or how somebody is, and say neither, and an account
    /// of another name; each with its column.
    pub(in crate::exchange::roster) fn unclear(&self, row: &RawRow, header: &Header) -> Vec<(usize, Fault)> {
        let label = |at: usize| header.flags().iter().find(|(flag, _)| *flag == at).map(|(_, label)| label);
        let mut told = states::unclear(row, header, self.words.today, |cell, at| {
            label(at).is_some_and(|label| self.is_label(cell, label))
        });
        told.extend(holder::told(row, header));
        told
    }

    fn resolve(&mut self, word: &CleanText, column: Column, kind: Kind) -> Resolved {
        let key = (word.clone(), column, kind == Kind::Unit);
        if let Some(known) = self.labels.get(&key) {
            return known.clone();
        }
        let resolved = self.words.labels.resolve(word, column, kind);
        if self.labels.len() < REMEMBERED {
            self.labels.insert(key, resolved.clone());
        }
        resolved
    }
}

/// Puts a label to those of its kind, once.
fn put(label: Label, categories: &mut Vec<CleanText>, groups: &mut Vec<CleanText>) {
    let (all, name) = match label {
        Label::Category(name) => (categories, name),
        Label::Group(name) => (groups, name),
    };
    if !all.contains(&name) {
        all.push(name);
    }
}
