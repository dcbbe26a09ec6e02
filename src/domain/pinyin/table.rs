//! The readings of every character, from the tables that `build.rs` writes.

use data::{BLOCKS, CHARACTERS, LIST_ENDS, LISTS, SOUND_ENDS, SOUNDS};

#[expect(clippy::unreadable_literal, reason = "nobody reads them")]
mod data {
    include!(concat!(env!("OUT_DIR"), "/readings.rs"));
}

/// The readings of a character without tones, each once, the likeliest first; none for one that is not read.
pub(super) fn readings(c: char) -> impl Iterator<Item = &'static str> {
    list(c).unwrap_or_default().iter().filter_map(|sound| {
        let (from, to) = part(&SOUND_ENDS, usize::from(*sound))?;
        SOUNDS.get(from..to)
    })
}

/// The numbers of a character's readings.
fn list(c: char) -> Option<&'static [u16]> {
    let code = u32::from(c);
    let block = BLOCKS.partition_point(|(first, _)| *first <= code).checked_sub(1)?;
    let (first, at) = *BLOCKS.get(block)?;
    let end = BLOCKS.get(block + 1).map_or(CHARACTERS.len(), |(_, at)| *at);
    let number = *CHARACTERS.get(at..end)?.get(usize::try_from(code - first).ok()?)?;
    let (from, to) = part(&LIST_ENDS, usize::from(number.checked_sub(1)?))?;
    LISTS.get(from..to)
}

/// Where a part of what stands one behind the other begins and ends.
fn part(ends: &[u16], number: usize) -> Option<(usize, usize)> {
    let from = number.checked_sub(1).map_or(Some(0), |before| ends.get(before).copied())?;
    Some((usize::from(from), usize::from(*ends.get(number)?)))
}

#[cfg(test)]
mod tests {
    use pinyin::ToPinyinMulti;

    use super::readings;

    #[test]
    fn the_tables_hold_what_the_crate_knows_of_every_character() {
        let mut read = 0;
        for c in char::MIN..=char::MAX {
            let mut known: Vec<&str> = Vec::new();
            for reading in c.to_pinyin_multi().into_iter().flatten() {
                if !known.contains(&reading.plain()) {
                    known.push(reading.plain());
                }
            }
            assert_eq!(readings(c).collect::<Vec<_>>(), known, "{c}");
            read += usize::from(!known.is_empty());
        }
        assert!(read > 20_000, "{read}");
    }
}
