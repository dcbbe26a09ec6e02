//! The parts of a workbook: its sheets, its texts, its styles, wherever the relations say that they lie.

use std::collections::HashMap;
use std::io::{Read, Seek};
use std::path::{Path, PathBuf};

use quick_xml::events::Event;
use zip::ZipArchive;
use zip::read::ZipFile;

use super::runs::Runs;
use super::sheet::{self, Meaning, Sheet};
use super::styles::{self, Style};
use super::xml::{self, Part, XmlFailure};
use crate::domain::file_error::{Excess, FileError};
use crate::tabular::file_errors;
use crate::tabular::sheet_info::{Region, RowSource, SheetInfo};
use crate::tabular::texts::Texts;

/// An opened workbook.
pub(in crate::tabular) struct XlsxBook<RS> {
    path: PathBuf,
    archive: ZipArchive<RS>,
    /// Places of the parts in the archive, by their names in small letters.
    parts: HashMap<String, usize>,
    sheets: Vec<SheetPart>,
    texts: Texts,
    styles: Vec<Style>,
    epoch_1904: bool,
}

/// A sheet and the place of its part in the archive.
struct SheetPart {
    info: SheetInfo,
    part: usize,
}

/// A relation of one part to another.
struct Relation {
    id: String,
    kind: String,
    target: String,
}

impl<RS: Read + Seek> XlsxBook<RS> {
    /// Opens a workbook that was looked over, and reads its texts and styles.
    pub(in crate::tabular) fn open(path: &Path, file: RS) -> Result<Self, FileError> {
        let damaged = |error: &str| file_errors::damaged(path, error);
        let archive = ZipArchive::new(file).map_err(|error| damaged(&error.to_string()))?;
        let parts = (0..archive.len())
            .filter_map(|index| Some((plain(&archive.name_for_index(index)?.ok()?), index)))
            .collect();
        let mut book = Self {
            path: path.to_owned(),
            archive,
            parts,
            sheets: Vec::new(),
            texts: Texts::default(),
            styles: Vec::new(),
            epoch_1904: false,
        };
        book.find_parts()?;
        Ok(book)
    }

    fn find_parts(&mut self) -> Result<(), FileError> {
        let ends = |relation: &Relation, end: &str| relation.kind.ends_with(end);
        let root = self.relations("_rels/.rels", "")?;
        let named =
            root.iter().find(|relation| ends(relation, "/officeDocument")).map(|it| it.target.clone());
        let workbook = named
            .filter(|name| self.parts.contains_key(name))
            .unwrap_or_else(|| "xl/workbook.xml".to_owned());
        let (folder, name) = workbook.rsplit_once('/').unwrap_or(("", &workbook));
        let relations = self.relations(&format!("{folder}/_rels/{name}.rels"), folder)?;
        self.sheets(&workbook, &relations)?;
        let related = |book: &Self, end: &str, usual: &str| {
            let told = relations.iter().find(|relation| ends(relation, end));
            let told = told.and_then(|relation| book.parts.get(&relation.target));
            // Some writers leave the relation out.
            let usual = || book.parts.get(&format!("{folder}/{usual}"));
            told.or_else(usual).copied()
        };
        let path = self.path.clone();
        let damaged = |error: XmlFailure| file_errors::damaged(&path, &error);
        if let Some(part) = related(self, "/styles", "styles.xml") {
            let styles = styles::read(self.part(part)?).map_err(damaged)?;
            self.styles = styles;
        }
        if let Some(part) = related(self, "/sharedStrings", "sharedstrings.xml") {
            let texts = shared_texts(self.part(part)?).map_err(damaged)?;
            self.texts = texts.ok_or_else(|| file_errors::hostile(&path, Excess::Texts))?;
        }
        Ok(())
    }

    /// The sheets with cells, in their order.
    fn sheets(&mut self, workbook: &str, relations: &[Relation]) -> Result<(), FileError> {
        let Some(&part) = self.parts.get(workbook) else {
            return Err(self.damaged("the workbook has no list of sheets"));
        };
        let path = self.path.clone();
        let mut listed: Vec<(SheetInfo, String)> = Vec::new();
        let mut epoch_1904 = false;
        let read = xml::each_tag(self.part(part)?, |tag| match tag.name() {
            b"workbookPr" => epoch_1904 = xml::value(tag, "date1904").is_some_and(xml::is_true),
            b"sheet" => {
                let name = xml::text_value(tag, "name").unwrap_or_default();
                let visible = !matches!(xml::value(tag, "state"), Some("hidden" | "veryHidden"));
                let id = xml::value(tag, "id").unwrap_or_default().to_owned();
                listed.push((SheetInfo { name, visible, place: 0 }, id));
            }
            _ => {}
        });
        read.map_err(|error| file_errors::damaged(&path, &error))?;
        self.epoch_1904 = epoch_1904;
        for (mut info, id) in listed {
            let Some(relation) = relations.iter().find(|relation| relation.id == id) else { continue };
            // Charts and macros have sheets of their own, without cells.
            if relation.kind.ends_with("/worksheet")
                && let Some(&part) = self.parts.get(&relation.target)
            {
                info.place = part as u64;
                self.sheets.push(SheetPart { info, part });
            }
        }
        Ok(())
    }

    /// The relations in a part, their targets as names of parts; none where there is no such part.
    fn relations(&mut self, name: &str, folder: &str) -> Result<Vec<Relation>, FileError> {
        let Some(&part) = self.parts.get(name.trim_start_matches('/')) else { return Ok(Vec::new()) };
        let path = self.path.clone();
        let mut relations = Vec::new();
        let read = xml::each_tag(self.part(part)?, |tag| {
            if tag.name() == b"Relationship" {
                let value = |key| xml::text_value(tag, key).unwrap_or_default();
                let (id, kind, target) = (value("Id"), value("Type"), resolved(folder, &value("Target")));
                relations.push(Relation { id, kind, target });
            }
        });
        read.map_err(|error| file_errors::damaged(&path, &error))?;
        Ok(relations)
    }

    fn part(&mut self, index: usize) -> Result<ZipFile<'_, RS>, FileError> {
        let path = &self.path;
        self.archive.by_index(index).map_err(|error| file_errors::damaged(path, &error.to_string()))
    }

    fn damaged(&self, reason: &str) -> FileError {
        file_errors::damaged(&self.path, reason)
    }

    /// The sheets with cells, in their order.
    pub(in crate::tabular) fn infos(&self) -> Vec<SheetInfo> {
        self.sheets.iter().map(|sheet| sheet.info.clone()).collect()
    }

    /// Whether serial numbers of days count from 1904.
    pub(in crate::tabular) fn epoch_1904(&self) -> bool {
        self.epoch_1904
    }

    /// The rows of a sheet, from the first.
    pub(in crate::tabular) fn rows<'a>(
        &'a mut self,
        sheet: usize,
    ) -> Result<Box<dyn RowSource + 'a>, FileError> {
        let path = self.path.clone();
        let part = self.sheets.get(sheet).map(|sheet| sheet.part);
        let meaning = Meaning { texts: &self.texts, styles: &self.styles, epoch_1904: self.epoch_1904 };
        let part = part.ok_or_else(|| file_errors::damaged(&path, "no such sheet"))?;
        let part =
            self.archive.by_index(part).map_err(|error| file_errors::damaged(&path, &error.to_string()))?;
        Ok(Box::new(Sheet::new(path, part, meaning)))
    }

    /// The merged regions of a sheet.
    pub(in crate::tabular) fn regions(&mut self, sheet: usize) -> Result<Vec<Region>, FileError> {
        let path = self.path.clone();
        let Some(part) = self.sheets.get(sheet).map(|sheet| sheet.part) else { return Ok(Vec::new()) };
        sheet::regions(self.part(part)?).map_err(|error| file_errors::damaged(&path, &error))
    }
}

/// The table of texts; none where it is larger than any workbook's.
fn shared_texts(part: impl Read) -> Result<Option<Texts>, XmlFailure> {
    let mut part = Part::new(part);
    let mut texts = Texts::default();
    let mut text = String::new();
    let mut runs = Runs::default();
    let (mut in_text, mut in_reading) = (false, false);
    let mut begun = 0;
    loop {
        match part.next()? {
            Event::Start(start) => match start.local_name().as_ref() {
                "si" => {
                    text.clear();
                    runs.begin();
                }
                "rPh" => in_reading = true,
                "t" if !in_reading => {
                    in_text = true;
                    begun = text.len();
                }
                _ => runs.enter(&xml::tag(&start)),
            },
            Event::End(end) => match end.local_name().as_ref() {
                "t" if in_text => {
                    xml::unescaped(&mut text, begun);
                    runs.end_piece(&mut text, begun);
                    in_text = false;
                }
                "rPh" => in_reading = false,
                "si" => {
                    let struck = runs.end(&mut text);
                    if !texts.push_struck(&text, struck) {
                        return Ok(None);
                    }
                }
                name => runs.leave(name),
            },
            Event::Text(piece) if in_text => text.push_str(&piece.xml10_content()),
            Event::CData(piece) if in_text => text.push_str(&piece.xml10_content()),
            Event::GeneralRef(reference) if in_text => xml::add_reference(&reference, &mut text)?,
            Event::Eof => return Ok(Some(texts)),
            Event::GeneralRef(_)
            | Event::Text(_)
            | Event::CData(_)
            | Event::Empty(_)
            | Event::Comment(_)
            | Event::Decl(_)
            | Event::PI(_)
            | Event::DocType(_) => {}
        }
    }
}

/// The name of a part as relations are compared with.
fn plain(name: &str) -> String {
    name.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

/// A target beside a folder as the name of a part.
fn resolved(folder: &str, target: &str) -> String {
    let target = plain_target(target);
    let mut steps: Vec<&str> = Vec::new();
    let folder = folder.to_lowercase();
    if !target.starts_with('/') {
        steps.extend(folder.split('/').filter(|step| !step.is_empty()));
    }
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                steps.pop();
            }
            step => steps.push(step),
        }
    }
    steps.join("/")
}

fn plain_target(target: &str) -> String {
    target.replace('\\', "/").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_lead_from_their_folder() {
        for (target, part) in [
            ("worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("/xl/worksheets/Sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("../sharedStrings.xml", "sharedstrings.xml"),
            ("./styles.xml", "xl/styles.xml"),
            ("..\\texts\\t.xml", "texts/t.xml"),
        ] {
            assert_eq!(resolved("xl", target), part);
        }
    }
}
