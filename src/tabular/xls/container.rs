//! The compound file that binary documents of Office are (MS-CFB): streams as chains of sectors.
//!
//! Every chain is bounded by the length of the file, so that one that leads back to itself ends.

use std::io::{self, Read, Seek, SeekFrom};

/// Bytes of the header.
const HEADER: usize = 512;
/// Bytes of an entry of the directory.
const ENTRY: usize = 128;
/// Entries of the directory that are read.
const ENTRIES_MAX: usize = 4096;
/// Sectors of the table that the header itself names.
const NAMED: usize = 109;
/// Numbers from here on are no sectors.
const NO_SECTOR: u32 = 0xFFFF_FFFA;
/// The end of a chain.
const END: u32 = 0xFFFF_FFFE;
/// Tables of sectors that some programs write beyond what the file needs.
const SPARE: usize = 16;
/// Streams below this length lie in small sectors.
const SMALL_BELOW: u64 = 4096;
/// Bytes of a small sector.
const SMALL: u64 = 64;

/// Why it could not be read.
#[derive(Debug)]
pub(in crate::tabular) enum ContainerError {
    /// The file itself.
    Io(io::Error),
    /// It is no whole compound file.
    Damaged(&'static str),
}

impl From<io::Error> for ContainerError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// A compound file whose directory was read.
pub(in crate::tabular) struct Container<F> {
    file: F,
    sector: u64,
    table: Vec<u32>,
    /// What small sectors lie in, and their table.
    small: (Vec<u32>, Vec<u32>),
    entries: Vec<Entry>,
}

/// A stream in the directory.
struct Entry {
    name: String,
    first: u32,
    length: u64,
}

/// A stream: where its pieces lie in the file.
pub(in crate::tabular) struct Stream<F> {
    file: F,
    piece: u64,
    places: Vec<u64>,
    length: u64,
    at: u64,
}

impl<F: Read + Seek> Container<F> {
    /// Reads the directory.
    pub(in crate::tabular) fn open(mut file: F) -> Result<Self, ContainerError> {
        let damaged = ContainerError::Damaged;
        let length = file.seek(SeekFrom::End(0))?;
        file.seek(SeekFrom::Start(0))?;
        let mut header = [0; HEADER];
        file.read_exact(&mut header)?;
        let sector: u64 = match number16(&header, 30) {
            9 => 512,
            12 => 4096,
            _ => return Err(damaged("a compound file with other sectors")),
        };
        let most = usize::try_from(length / sector).unwrap_or(usize::MAX).saturating_add(1);
        let mut container =
            Self { file, sector, table: Vec::new(), small: (Vec::new(), Vec::new()), entries: Vec::new() };
        container.read_table(&header, most)?;
        let directory = container.chain(number32(&header, 48))?;
        let mut read = Vec::new();
        let pieces = container.places(&directory);
        let mut stream =
            Stream { file: &mut container.file, piece: sector, places: pieces, length: u64::MAX, at: 0 };
        stream.by_ref().take((ENTRY * ENTRIES_MAX) as u64).read_to_end(&mut read)?;
        let wide = sector > 512;
        container.entries = read.chunks_exact(ENTRY).map(|entry| Entry::read(entry, wide)).collect();
        let root = container.entries.first().ok_or(damaged("a compound file without a directory"))?.first;
        if number32(&header, 64) > 0 && root < NO_SECTOR {
            let table = container.chain(number32(&header, 60))?;
            let bytes = container.read_all(&table)?;
            container.small = (container.chain(root)?, numbers(&bytes).collect());
        }
        Ok(container)
    }

    /// Reads the table of sectors, whose own sectors the header and a chain of lists name.
    fn read_table(&mut self, header: &[u8], most: usize) -> Result<(), ContainerError> {
        let in_sector = usize::try_from(self.sector / 4).unwrap_or(usize::MAX);
        let tables_max = most / in_sector + SPARE;
        let mut tables: Vec<u32> = numbers(header.get(76..).unwrap_or_default()).take(NAMED).collect();
        let mut list = number32(header, 68);
        let mut lists = 0;
        while list < NO_SECTOR {
            lists += 1;
            if lists > tables_max {
                return Err(ContainerError::Damaged("a list of sectors leads back to itself"));
            }
            let mut more: Vec<u32> = numbers(&self.read_all(&[list])?).collect();
            list = more.pop().unwrap_or(NO_SECTOR);
            tables.extend(more);
        }
        tables.retain(|sector| *sector < NO_SECTOR);
        if tables.len() > tables_max {
            return Err(ContainerError::Damaged("more tables of sectors than the file has room for"));
        }
        let bytes = self.read_all(&tables)?;
        self.table = numbers(&bytes).take(most).collect();
        Ok(())
    }

    /// The sectors of a chain.
    fn chain(&self, first: u32) -> Result<Vec<u32>, ContainerError> {
        follow(first, &self.table)
    }

    fn places(&self, sectors: &[u32]) -> Vec<u64> {
        sectors.iter().map(|sector| (u64::from(*sector) + 1) * self.sector).collect()
    }

    fn read_all(&mut self, sectors: &[u32]) -> Result<Vec<u8>, ContainerError> {
        let places = self.places(sectors);
        let mut bytes = Vec::new();
        let mut stream = Stream { file: &mut self.file, piece: self.sector, places, length: u64::MAX, at: 0 };
        stream.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Whether there is a stream of that name.
    pub(in crate::tabular) fn has(&self, name: &str) -> bool {
        self.entry(name).is_some()
    }

    fn entry(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name))
    }

    /// The stream of that name; none where there is none.
    pub(in crate::tabular) fn into_stream(self, name: &str) -> Result<Option<Stream<F>>, ContainerError> {
        let Some(entry) = self.entry(name) else { return Ok(None) };
        let (first, length) = (entry.first, entry.length);
        let (piece, places) = if length < SMALL_BELOW {
            let in_sector = self.sector / SMALL;
            let place = |small: u32| {
                let sector = usize::try_from(u64::from(small) / in_sector).ok()?;
                let sector = u64::from(*self.small.0.get(sector)?);
                Some((sector + 1) * self.sector + u64::from(small) % in_sector * SMALL)
            };
            let places = follow(first, &self.small.1)?.into_iter().map_while(place).collect();
            (SMALL, places)
        } else {
            let chain = self.chain(first)?;
            (self.sector, self.places(&chain))
        };
        Ok(Some(Stream { file: self.file, piece, places, length, at: 0 }))
    }
}

/// The numbers of a chain in a table, each of which names the next.
fn follow(first: u32, table: &[u32]) -> Result<Vec<u32>, ContainerError> {
    let mut chain = Vec::new();
    let mut next = first;
    while next < NO_SECTOR {
        if chain.len() > table.len() {
            return Err(ContainerError::Damaged("a chain of sectors leads back to itself"));
        }
        chain.push(next);
        let place = usize::try_from(next).ok().and_then(|at| table.get(at));
        next = *place.ok_or(ContainerError::Damaged("a chain of sectors leads out of the file"))?;
    }
    if chain.is_empty() || next == END {
        Ok(chain)
    } else {
        Err(ContainerError::Damaged("a chain of sectors has no end"))
    }
}

impl Entry {
    fn read(bytes: &[u8], wide: bool) -> Self {
        let units = bytes.get(..64).unwrap_or_default().chunks_exact(2).map(|unit| number16(unit, 0));
        let name = char::decode_utf16(units.take_while(|unit| *unit != 0))
            .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect();
        let low = u64::from(number32(bytes, 120));
        let high = if wide { u64::from(number32(bytes, 124)) } else { 0 };
        Self { name, first: number32(bytes, 116), length: high << 32 | low }
    }
}

impl<F> Stream<F> {
    /// Its length in bytes, as far as its chain goes.
    pub(in crate::tabular) fn length(&self) -> u64 {
        self.length.min(self.piece.saturating_mul(self.places.len() as u64))
    }

    /// Goes on at this byte.
    pub(in crate::tabular) fn go_to(&mut self, at: u64) {
        self.at = at;
    }
}

impl<F: Read + Seek> Read for Stream<F> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let (piece, within) = (self.at / self.piece, self.at % self.piece);
        let place = usize::try_from(piece).ok().and_then(|piece| self.places.get(piece));
        let left = self.length().saturating_sub(self.at).min(self.piece - within);
        let wanted = usize::try_from(left).unwrap_or(usize::MAX).min(buffer.len());
        let (Some(place), Some(part)) = (place, buffer.get_mut(..wanted).filter(|part| !part.is_empty()))
        else {
            return Ok(0);
        };
        self.file.seek(SeekFrom::Start(place + within))?;
        let got = self.file.read(part)?;
        self.at += got as u64;
        Ok(got)
    }
}

/// The number of 16 bits at a place; 0 where there is none.
pub(super) fn number16(bytes: &[u8], at: usize) -> u16 {
    bytes.get(at..).and_then(|rest| rest.first_chunk()).map_or(0, |number| u16::from_le_bytes(*number))
}

/// The number of 32 bits at a place; 0 where there is none.
pub(super) fn number32(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..).and_then(|rest| rest.first_chunk()).map_or(0, |number| u32::from_le_bytes(*number))
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).map(|number| number32(number, 0))
}
