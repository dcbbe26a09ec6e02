//! Writes the tables that the program carries: the readings of characters, and the schema of a register; and has the
//! linker lay out the program.
//!
//! The readings are flat tables of numbers: the crate that knows them holds a reference for each reading and each list
//! of readings, five thousand that the loader of programs would relocate at every start, in 200 kB of memory.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;
use std::{env, fs};

use pinyin::ToPinyinMulti as _;

/// Characters without a reading that a block may hold between two that have one.
const GAP: u32 = 64;

#[expect(clippy::disallowed_methods, reason = "cargo says in the environment where to write")]
fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let folder = env::var("OUT_DIR")?;
    lay_out(Path::new(&folder))?;
    fs::write(Path::new(&folder).join("schema.rs"), schema()?)?;
    Ok(fs::write(Path::new(&folder).join("readings.rs"), readings()?)?)
}

/// Which functions lie together in the program.
const LAYOUT: &str = ".cargo/layout.ld";

/// Has the linker lay the program out as the layout says, and note where the loader has to put addresses in one bit
/// each instead of 24 bytes. Where the linker or the loader cannot, the program takes more memory and nothing else.
#[expect(clippy::disallowed_methods, reason = "cargo says in the environment for what it builds")]
fn lay_out(folder: &Path) -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={LAYOUT}");
    let target = env::var("TARGET")?;
    if env::var("PROFILE")? != "release" || !target.contains("-linux-") {
        return Ok(());
    }
    let layout = format!("-T{}", Path::new(&env::var("CARGO_MANIFEST_DIR")?).join(LAYOUT).display());
    if links(folder, &target, &layout)? {
        println!("cargo::rustc-link-arg-bins={layout}");
    } else {
        println!("cargo::warning=the linker does not read {LAYOUT}: screens will take half a megabyte more");
    }
    // A loader that does not know the form refuses the program: it is tried, and only where it can be.
    if env::var("HOST")? == target
        && links(folder, &target, PACKED)?
        && Command::new(folder.join("empty")).status().is_ok_and(|status| status.success())
    {
        println!("cargo::rustc-link-arg-bins={PACKED}");
    }
    Ok(())
}

/// What the linker is told for addresses that are noted in one bit each.
const PACKED: &str = "-Wl,-z,pack-relative-relocs";

/// Whether an empty program can be linked with an argument.
#[expect(clippy::disallowed_methods, reason = "cargo says in the environment for what it builds")]
fn links(folder: &Path, target: &str, argument: &str) -> Result<bool, Box<dyn Error>> {
    let source = folder.join("empty.rs");
    fs::write(&source, "fn main() {}\n")?;
    let mut tried = Command::new(env::var("RUSTC")?);
    tried.arg(source).args(["--edition=2024", "--target", target, "-C"]).arg(format!("link-arg={argument}"));
    if let Ok(linker) = env::var("RUSTC_LINKER") {
        tried.arg("-C").arg(format!("linker={linker}"));
    }
    tried.args(env::var("CARGO_ENCODED_RUSTFLAGS")?.split_terminator('\x1f'));
    Ok(tried.arg("-o").arg(folder.join("empty")).output()?.status.success())
}

/// The folder with a text of the schema for each version, `vN.sql`.
const SCHEMAS: &str = "fixtures/schemas";

/// The schema of the newest version: names with their texts, in the order of the texts' lengths, then of the names; and
/// where the texts of each length begin. Only an index that SQLite made for a table has no text; a comment names it.
fn schema() -> Result<String, Box<dyn Error>> {
    println!("cargo::rerun-if-changed={SCHEMAS}");
    let version = |name: &str| name.strip_prefix('v')?.strip_suffix(".sql")?.parse::<u32>().ok();
    let mut newest = None;
    for file in fs::read_dir(SCHEMAS)? {
        let file = file?;
        newest =
            newest.max(file.file_name().to_str().and_then(version).map(|version| (version, file.path())));
    }
    let (_, path) = newest.ok_or("no schema of any version")?;
    let text = fs::read_to_string(path)?;
    let mut objects = BTreeMap::new();
    for object in text.split_terminator(";\n\n") {
        let (name, sql) = match object.strip_prefix("-- ") {
            Some(name) => (Some(name), None),
            None => (object.split([' ', '(', '\n']).filter(|word| *word != "UNIQUE").nth(2), Some(object)),
        };
        objects.insert(name.ok_or("an object without a name")?, sql);
    }
    let mut objects: Vec<(&str, Option<&str>)> = objects.into_iter().collect();
    let length = |(_, sql): &(&str, Option<&str>)| sql.map_or(0, str::len);
    objects.sort_by_key(|object| (length(object), object.0));
    let longest = objects.iter().map(length).max().unwrap_or_default();
    let begins: Vec<usize> =
        (0..=longest + 1).map(|one| objects.partition_point(|object| length(object) < one)).collect();
    let mut out = format!("static CARRIED: [(&str, Option<&str>); {}] = {objects:?};\n", objects.len());
    writeln!(out, "static OF_LENGTH: [u16; {}] = {begins:?};", begins.len())?;
    Ok(out)
}

fn readings() -> Result<String, Box<dyn Error>> {
    let (mut sounds, mut lists) = (Numbered::default(), Numbered::default());
    // Blocks of characters: the first code point, and where its characters begin among all of them.
    let mut blocks: Vec<(u32, usize)> = Vec::new();
    let mut characters: Vec<u16> = Vec::new();
    let mut before = None;
    for c in char::MIN..=char::MAX {
        let Some(readings) = c.to_pinyin_multi() else { continue };
        let mut list = Vec::new();
        for reading in readings {
            let sound = sounds.number(reading.plain())?;
            if !list.contains(&sound) {
                list.push(sound);
            }
        }
        let code = u32::from(c);
        match before {
            Some(before) if code - before <= GAP => {
                characters.extend((before + 1..code).map(|_| 0));
            }
            _ => blocks.push((code, characters.len())),
        }
        // 0 stands for no reading.
        characters.push(lists.number(list)? + 1);
        before = Some(code);
    }
    let mut out = String::new();
    let sounds = sounds.in_order();
    writeln!(out, "pub(super) static SOUNDS: &str = {:?};", sounds.concat())?;
    table(&mut out, "SOUND_ENDS", &ends(sounds.iter().map(|sound| sound.len()))?)?;
    let lists = lists.in_order();
    table(&mut out, "LISTS", &lists.concat())?;
    table(&mut out, "LIST_ENDS", &ends(lists.iter().map(Vec::len))?)?;
    table(&mut out, "CHARACTERS", &characters)?;
    writeln!(out, "pub(super) static BLOCKS: [(u32, usize); {}] = {blocks:?};", blocks.len())?;
    Ok(out)
}

/// Things that are numbered as they come.
struct Numbered<T>(BTreeMap<T, u16>);

impl<T> Default for Numbered<T> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<T: Ord> Numbered<T> {
    fn number(&mut self, thing: T) -> Result<u16, Box<dyn Error>> {
        let next = u16::try_from(self.0.len())?;
        Ok(*self.0.entry(thing).or_insert(next))
    }

    fn in_order(self) -> Vec<T> {
        let mut things: Vec<(T, u16)> = self.0.into_iter().collect();
        things.sort_by_key(|(_, number)| *number);
        things.into_iter().map(|(thing, _)| thing).collect()
    }
}

/// Where each part ends, if they stand one behind the other.
fn ends(lengths: impl Iterator<Item = usize>) -> Result<Vec<u16>, Box<dyn Error>> {
    let mut end = 0;
    lengths
        .map(|length| {
            end += length;
            Ok(u16::try_from(end)?)
        })
        .collect()
}

fn table(out: &mut String, name: &str, numbers: &[u16]) -> Result<(), Box<dyn Error>> {
    Ok(writeln!(out, "pub(super) static {name}: [u16; {}] = {numbers:?};", numbers.len())?)
}
