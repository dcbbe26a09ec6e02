//! What a sheet says of all its rows: in its title, its name, and the name of the file.

use std::path::Path;

use super::header::Header;
use super::labelled::Label;
use super::place::Place;
use super::words::Words;
use crate::domain::roster_question::Origin;

/// Place and label of the rows of a sheet that tell none.
#[derive(Clone, Debug, Default)]
pub(super) struct Context {
    /// Where they live.
    pub(super) place: Option<(Place, Origin)>,
    /// What they are.
    pub(super) label: Option<(Label, Origin)>,
    /// A township that the title names as the unit that fills the list in: likely theirs.
    pub(super) hint: Option<Place>,
}

impl Context {
    /// What stands around the rows of a sheet; `sheet` is its name.
    pub(super) fn of(header: &Header, sheet: Option<&str>, path: &Path, words: &Words) -> Self {
        let titles = || header.above().filter(|text| !is_unit_line(text));
        let one = |texts: &mut dyn Iterator<Item = &str>| {
            let mut found: Option<Place> = None;
            for place in texts.filter_map(|text| words.places.within(text)) {
                if found.as_ref().is_some_and(|found| found.township != place.township) {
                    return None;
                }
                found = found.filter(|found| found.village.is_some()).or(Some(place));
            }
            found
        };
        let file = path.file_stem().unwrap_or_default().to_string_lossy();
        let folder = path.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy();
        let short = |name: &str| Some(Place { township: words.places.exactly(name)?, village: None });
        let place = [
            (one(&mut sheet.into_iter()).or_else(|| sheet.and_then(short)), Origin::Sheet),
            (one(&mut titles()), Origin::Title),
            (one(&mut [&*file].into_iter()), Origin::File),
            (one(&mut [&*folder].into_iter()), Origin::File),
        ];
        let place = place.into_iter().find_map(|(place, origin)| Some((place?, origin)));
        let pieces = |text: &str| {
            let book = &words.labels;
            let mut pieces = text.split(|c: char| !c.is_alphanumeric()).filter(|piece| !piece.is_empty());
            book.exactly(text)
                .or_else(|| book.within(text))
                .or_else(|| pieces.find_map(|piece| book.exactly(piece)))
        };
        let title = titles().find_map(|text| words.labels.within(text));
        let label = sheet
            .and_then(pieces)
            .map(|label| (label, Origin::Sheet))
            .or(title.map(|label| (label, Origin::Title)))
            .or(header.label().map(|label| (label.clone(), Origin::Header)))
            .or_else(|| Some((words.labels.within(&file)?, Origin::File)));
        let hint = header.above().find_map(|text| words.places.within(text));
        Self { place, label, hint }
    }
}

/// Words that begin a line on who fills the list in.
const UNIT_WORDS: &[&str] =
    &["单位", "填报", "填表", "制表", "上报", "报送", "编制", "主管", "发放单位", "经办", "审核"];

/// Whether a text above the header tells who fills the list in, and not whom it is of; also the part behind the colon,
/// which may stand in a cell of its own.
fn is_unit_line(text: &str) -> bool {
    UNIT_WORDS.iter().any(|word| text.trim_start().starts_with(word))
        || ["服务站", "政府", "管委会", "居委会", "村委会", "服务中心"]
            .iter()
            .any(|end| text.trim_end().ends_with(end))
}
