//! Pictures of every screen from a real terminal. The README's is held by a test; all of them, in every size,
//! language and look, are written as SVG by `MUSTER_PICTURES=<folder> cargo test pictures`; with those of a roster added to
//! the sample by `MUSTER_PICTURES_ROSTER=<file>`.

use std::fmt::Write as _;
use std::fs;

use crate::readme::hold;
use crate::support::program::TODAY;
use crate::support::pty::Pty;

/// The walk through every screen: a line for each.
const SCREENS: &str = include_str!("support/screens.txt");
/// Columns and rows.
const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (200, 60)];
/// Colours of plain text and of what lies behind it, on a dark and on a light terminal.
const DARK: [&str; 2] = ["#dcdcdc", "#101014"];
const LIGHT: [&str; 2] = ["#1e1e1e", "#fafafa"];
/// How the terminal shows what is drawn.
struct Look {
    name: &'static str,
    args: &'static [&'static str],
    env: Option<(&'static str, &'static str)>,
}

const PLAIN: Look = Look { name: "plain", args: &[], env: None };
const LOOKS: [Look; 4] = [
    Look { name: "dark", args: &["--theme", "dark"], ..PLAIN },
    Look { name: "light", args: &["--theme", "light"], ..PLAIN },
    Look { name: "no_color", env: Some(("NO_COLOR", "1")), ..PLAIN },
    Look { name: "ascii", args: &["--ascii"], ..PLAIN },
];
/// Pixels of a cell.
const CELL: (u16, u16) = (9, 18);

/// The sample in a terminal.
fn sample(folder: &tempfile::TempDir, lang: &str, size: (u16, u16), look: &Look) -> Pty {
    let db = folder.path().join("sample.db");
    let db = db.to_str().unwrap();
    if !folder.path().join("sample.db").exists() {
        let made = std::process::Command::new(env!("CARGO_BIN_EXE_muster"))
            .args(["--db", db, "init", "--sample"])
            .output()
            .unwrap();
        assert!(made.status.success(), "{made:?}");
        #[expect(clippy::disallowed_methods, reason = "people to be added to the sample")]
        if let Some(roster) = std::env::var_os("MUSTER_PICTURES_ROSTER") {
            let added = std::process::Command::new(env!("CARGO_BIN_EXE_muster"))
                .args(["--db", db, "import"])
                .arg(roster)
                .output()
                .unwrap();
            assert!(added.status.success(), "{added:?}");
        }
    }
    let args = [&["--db", db, "--today", TODAY, "--lang", lang], look.args].concat();
    let env: Vec<_> =
        [Some(("HOME", folder.path().to_str().unwrap())), look.env].into_iter().flatten().collect();
    let pty = Pty::muster(&args, &env, size);
    pty.wait_for(" F10 ");
    pty
}

fn press(pty: &mut Pty, keys: &str) {
    for (at, part) in keys.split('"').enumerate() {
        if at % 2 == 1 {
            pty.text(part);
            continue;
        }
        for key in part.split_whitespace() {
            pty.keys(key);
            pty.wait_at_rest();
        }
    }
    pty.wait_at_rest();
}

#[test]
fn the_picture_of_the_readme_is_the_program_s() {
    let folder = tempfile::tempdir().unwrap();
    for (file, lang) in [("README.md", "en"), ("README.zh-CN.md", "zh")] {
        let mut pty = sample(&folder, lang, SIZES[0], &PLAIN);
        pty.keys("right right down down down");
        pty.wait("the bar on the fourth", |screen| screen.contents().contains("▸额尔敦巴雅尔"));
        pty.wait_for("152599********471X");
        let rows: Vec<String> = pty.screen().lines().map(|row| format!("{}\n", row.trim_end())).collect();
        hold(file, "picture", &format!("```\n{}```\n", rows.concat()));
        pty.keys("ctrl+q");
        assert_eq!(pty.exit(), 0);
    }
}

/// Writes the pictures where they are asked for; otherwise takes one and looks whether all of it is in the picture.
#[test]
fn pictures_of_every_screen() {
    #[expect(clippy::disallowed_methods, reason = "where the pictures go")]
    let wanted = std::env::var_os("MUSTER_PICTURES");
    let Some(to) = wanted else {
        let folder = tempfile::tempdir().unwrap();
        let mut pty = sample(&folder, "zh", SIZES[0], &LOOKS[0]);
        pty.keys("right right F2");
        pty.wait_for("登记慰问");
        let picture = pty.with_screen(|screen| svg(screen, DARK));
        assert!(picture.contains("登记慰问 ") && picture.contains("152599********0013 "), "{picture}");
        pty.keys("ctrl+q");
        assert_eq!(pty.exit(), 0);
        return;
    };
    let to = std::path::Path::new(&to);
    for look in &LOOKS {
        std::thread::scope(|all| {
            for lang in ["zh", "en"] {
                for size in SIZES {
                    all.spawn(move || pictures(to, look, lang, size));
                }
            }
        });
    }
}

/// Writes the pictures of one look, language and size: a folder.
fn pictures(to: &std::path::Path, look: &Look, lang: &str, size: (u16, u16)) {
    let to = to.join(format!("{}x{}_{lang}_{}", size.0, size.1, look.name));
    fs::create_dir_all(&to).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut pty = sample(&folder, lang, size, look);
    for line in SCREENS.lines().filter(|line| !line.starts_with('#')) {
        let [name, there, back] = line.split('|').map(str::trim).collect::<Vec<_>>().try_into().unwrap();
        press(&mut pty, there);
        let plain = if look.name == "light" { LIGHT } else { DARK };
        fs::write(to.join(format!("{name}.svg")), pty.with_screen(|screen| svg(screen, plain))).unwrap();
        press(&mut pty, back);
    }
    pty.keys("ctrl+q");
    assert_eq!(pty.exit(), 0);
}

/// A screen as SVG: stretches of one style, each as wide as its cells whatever the font.
fn svg(screen: &vt100::Screen, plain: [&str; 2]) -> String {
    let (rows, columns) = screen.size();
    let (width, height) = (columns * CELL.0, rows * CELL.1);
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"monospace\" \
         font-size=\"15\"><rect width=\"{width}\" height=\"{height}\" fill=\"{}\"/>\n",
        plain[1]
    );
    for row in 0..rows {
        let cells: Vec<(u16, &vt100::Cell)> = (0..columns)
            .filter_map(|column| screen.cell(row, column).map(|cell| (column, cell)))
            .filter(|(_, cell)| !cell.is_wide_continuation())
            .collect();
        for stretch in cells.chunk_by(|(_, one), (_, next)| style(one, plain) == style(next, plain)) {
            let (from, first) = stretch[0];
            let cells: u16 = stretch.iter().map(|(_, cell)| if cell.is_wide() { 2 } else { 1 }).sum();
            let text: String = stretch
                .iter()
                .map(|(_, cell)| if cell.has_contents() { cell.contents() } else { " " })
                .collect();
            let (x, y, width) = (from * CELL.0, row * CELL.1, cells * CELL.0);
            let (fill, back, marks) = style(first, plain);
            if let Some(back) = back {
                let _ = writeln!(
                    out,
                    "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{}\" fill=\"{back}\"/>",
                    CELL.1
                );
            }
            if !text.trim().is_empty() {
                let text = text.replace('&', "&amp;").replace('<', "&lt;");
                let _ = writeln!(
                    out,
                    "<text x=\"{x}\" y=\"{}\" textLength=\"{width}\" lengthAdjust=\"spacingAndGlyphs\" \
                     xml:space=\"preserve\" fill=\"{fill}\"{marks}>{text}</text>",
                    y + CELL.1 - 4
                );
            }
        }
    }
    out + "</svg>\n"
}

/// Colour of the text, of what lies behind it, and the rest of its looks.
fn style(cell: &vt100::Cell, plain: [&str; 2]) -> (String, Option<String>, String) {
    let (mut text, mut back) = (color(cell.fgcolor(), plain[0]), color(cell.bgcolor(), plain[1]));
    if cell.inverse() {
        std::mem::swap(&mut text, &mut back);
    }
    let marks = [
        (cell.bold(), " font-weight=\"bold\""),
        (cell.dim(), " opacity=\"0.55\""),
        (cell.underline(), " text-decoration=\"underline\""),
    ];
    let marks = marks.into_iter().filter_map(|(set, mark)| set.then_some(mark)).collect();
    (text, (back != plain[1]).then_some(back), marks)
}

/// The sixteen named colours, as a terminal of today shows them.
fn color(color: vt100::Color, default: &str) -> String {
    const NAMED: [&str; 16] = [
        "#000000", "#cd3131", "#0dbc79", "#c5b400", "#2472c8", "#bc3fbc", "#11a8cd", "#cccccc", "#666666",
        "#f14c4c", "#23d18b", "#f5f543", "#3b8eea", "#d670d6", "#29b8db", "#ffffff",
    ];
    match color {
        vt100::Color::Idx(no) => NAMED.get(usize::from(no)).copied().unwrap_or(default).to_owned(),
        vt100::Color::Rgb(red, green, blue) => format!("#{red:02x}{green:02x}{blue:02x}"),
        vt100::Color::Default => default.to_owned(),
    }
}
