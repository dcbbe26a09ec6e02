//! What our bytes leave on a terminal is what ratatui's own backend would have drawn on an empty one.

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use proptest::collection::vec;
use proptest::prelude::*;
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier, Style};

use crate::term::Screen;

/// A terminal that keeps count of the writes.
#[derive(Clone)]
pub(super) struct Line(Rc<RefCell<Far>>);

struct Far {
    parser: vt100::Parser,
    writes: usize,
    bytes: usize,
}

impl Line {
    pub(super) fn new(width: u16, height: u16) -> Self {
        let parser = vt100::Parser::new(height, width, 0);
        Self(Rc::new(RefCell::new(Far { parser, writes: 0, bytes: 0 })))
    }

    /// Writes and bytes since the last call.
    pub(super) fn sent(&self) -> (usize, usize) {
        let mut far = self.0.borrow_mut();
        (std::mem::take(&mut far.writes), std::mem::take(&mut far.bytes))
    }

    fn resize(&self, width: u16, height: u16) {
        self.0.borrow_mut().parser.screen_mut().set_size(height, width);
    }

    pub(super) fn picture(&self) -> Picture {
        Picture::of(self.0.borrow().parser.screen())
    }
}

impl Write for Line {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut far = self.0.borrow_mut();
        far.writes += 1;
        far.bytes += bytes.len();
        far.parser.process(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// All cells with their looks, and the cursor if it shows.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Picture {
    cells: Vec<String>,
    width: usize,
    cursor: Option<(u16, u16)>,
}

impl Picture {
    fn of(screen: &vt100::Screen) -> Self {
        let (height, width) = screen.size();
        let cells = (0..height).flat_map(|y| (0..width).map(move |x| (y, x)));
        let cells = cells.map(|(y, x)| {
            let cell = screen.cell(y, x).unwrap();
            if cell.is_wide_continuation() {
                return "hidden".to_owned();
            }
            let symbol = if cell.has_contents() { cell.contents() } else { " " };
            // On a blank that is neither reversed nor underlined nothing shows but what lies behind it.
            if symbol == " " && !cell.inverse() && !cell.underline() {
                return format!("blank on {:?}", cell.bgcolor());
            }
            let flags = [cell.bold(), cell.dim(), cell.italic(), cell.underline(), cell.inverse()];
            format!("{symbol:?} {:?} on {:?} {flags:?}", cell.fgcolor(), cell.bgcolor())
        });
        let cursor = (!screen.hide_cursor()).then(|| screen.cursor_position());
        Self { cells: cells.collect(), width: usize::from(width), cursor }
    }

    pub(super) fn assert_is(&self, other: &Self) {
        for (n, (ours, theirs)) in self.cells.iter().zip(&other.cells).enumerate() {
            assert_eq!(ours, theirs, "column {}, row {}", n % self.width, n / self.width);
        }
        assert_eq!((self.cells.len(), self.cursor), (other.cells.len(), other.cursor));
    }

    pub(super) fn cursor(&self) -> Option<(u16, u16)> {
        self.cursor
    }

    /// What ratatui's backend draws on an empty terminal.
    pub(super) fn by_ratatui(frame: &Buffer, cursor: Option<Position>) -> Self {
        let line = Line::new(frame.area.width, frame.area.height);
        let mut backend = CrosstermBackend::new(line.clone());
        backend.draw(Buffer::empty(frame.area).diff(frame).into_iter()).unwrap();
        match cursor {
            Some(at) => backend.set_cursor_position(at).unwrap(),
            None => backend.hide_cursor().unwrap(),
        }
        line.picture()
    }
}

#[derive(Clone, Debug)]
enum Step {
    Text(u16, u16, String, Style),
    Paint(Rect, Style),
    Clear(Rect),
    Scroll { top: u16, rows: u16, by: u16, up: bool },
    Cursor(Option<(u16, u16)>),
    Resize(u16, u16),
    Redraw,
    Draw,
}

fn style() -> impl Strategy<Value = Style> {
    let colours = [Color::Reset, Color::Red, Color::Gray, Color::LightBlue, Color::Indexed(200)];
    let colour = prop::sample::select(colours.to_vec());
    let modifiers =
        [Modifier::BOLD, Modifier::DIM, Modifier::ITALIC, Modifier::UNDERLINED, Modifier::REVERSED];
    let modifier =
        vec(prop::sample::select(modifiers.to_vec()), 0..3).prop_map(|all| all.into_iter().collect());
    (colour.clone(), prop_oneof![3 => Just(Color::Reset), 1 => colour], modifier)
        .prop_map(|(fg, bg, modifier)| Style::new().fg(fg).bg(bg).add_modifier(modifier))
}

fn text() -> impl Strategy<Value = String> {
    let pieces = ["程", "连富", "a", "1,000", " ", "     ", "·", "──", "e\u{301}", "👍", "　", "…", "。"];
    vec(prop::sample::select(pieces.to_vec()), 1..12).prop_map(|pieces| pieces.concat())
}

fn area() -> impl Strategy<Value = Rect> {
    (0..40_u16, 0..14_u16, 1..30_u16, 1..10_u16)
        .prop_map(|(x, y, width, height)| Rect::new(x, y, width, height))
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        8 => (0..40_u16, 0..14_u16, text(), style()).prop_map(|(x, y, text, style)| Step::Text(x, y, text, style)),
        1 => (area(), style()).prop_map(|(area, style)| Step::Paint(area, style)),
        1 => area().prop_map(Step::Clear),
        2 => (0..14_u16, 2..14_u16, 1..4_u16, any::<bool>())
            .prop_map(|(top, rows, by, up)| Step::Scroll { top, rows, by, up }),
        1 => prop::option::of((0..40_u16, 0..14_u16)).prop_map(Step::Cursor),
        1 => (1..40_u16, 1..14_u16).prop_map(|(width, height)| Step::Resize(width, height)),
        1 => Just(Step::Redraw),
        6 => Just(Step::Draw),
    ]
}

fn scroll(scene: &mut Buffer, top: u16, rows: u16, by: u16, up: bool) {
    let width = usize::from(scene.area.width);
    let end = usize::from(top + rows).min(usize::from(scene.area.height)) * width;
    let Some(region) = scene.content.get_mut(usize::from(top) * width..end) else { return };
    let cells = (usize::from(by) * width).min(region.len());
    if up { region.rotate_left(cells) } else { region.rotate_right(cells) }
}

fn play(steps: &[Step], (width, height): (u16, u16)) {
    let line = Line::new(width, height);
    let mut screen = Screen::new(line.clone(), (width, height));
    let mut scene = Buffer::empty(Rect::new(0, 0, width, height));
    let mut cursor = None;
    for step in steps {
        match step {
            Step::Text(x, y, text, style) if scene.area.contains((*x, *y).into()) => {
                scene.set_string(*x, *y, text, *style);
            }
            Step::Text(..) => {}
            Step::Paint(area, style) => scene.set_style(area.intersection(scene.area), *style),
            Step::Clear(area) => {
                for at in area.intersection(scene.area).positions() {
                    scene[at].reset();
                }
            }
            Step::Scroll { top, rows, by, up } => scroll(&mut scene, *top, *rows, *by, *up),
            Step::Cursor(at) => cursor = at.map(Position::from),
            Step::Resize(width, height) => {
                scene = Buffer::empty(Rect::new(0, 0, *width, *height));
                line.resize(*width, *height);
                screen.resize(*width, *height);
            }
            Step::Redraw => screen.redraw(),
            Step::Draw => {
                // The parser keeps one weight: bold and dim together would depend on their order.
                for cell in &mut scene.content {
                    if cell.modifier.contains(Modifier::BOLD) {
                        cell.modifier.remove(Modifier::DIM);
                    }
                }
                let cursor = cursor.filter(|at| scene.area.contains(*at));
                let mut draw = || {
                    let frame = |frame: &mut Buffer| {
                        *frame = scene.clone();
                        cursor
                    };
                    screen.draw(frame).unwrap();
                    line.sent()
                };
                assert!(draw().0 <= 1);
                line.picture().assert_is(&Picture::by_ratatui(&scene, cursor));
                assert_eq!(draw(), (0, 0), "nothing changed");
            }
        }
    }
}

/// More clusters than are remembered: what was forgotten is painted again, never mistaken.
#[test]
fn clusters_without_end_are_shown() {
    let (width, height) = (40, 14);
    let mut clusters =
        ('!'..='~').flat_map(|c| ('\u{300}'..='\u{33F}').map(move |mark| format!("{c}{mark}")));
    let line = Line::new(width, height);
    let mut screen = Screen::new(line.clone(), (width, height));
    for _ in 0..10 {
        let mut scene = Buffer::empty(Rect::new(0, 0, width, height));
        for (cell, cluster) in scene.content.iter_mut().zip(&mut clusters) {
            cell.set_symbol(&cluster);
        }
        for _ in 0..2 {
            let frame = |frame: &mut Buffer| {
                frame.content.clone_from(&scene.content);
                None
            };
            screen.draw(frame).unwrap();
            line.picture().assert_is(&Picture::by_ratatui(&scene, None));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(128) })]

    #[test]
    fn every_cell_is_the_same(
        steps in vec(step(), 1..80),
        size in prop_oneof![(1..40_u16, 1..14_u16), Just((40, 14))],
    ) {
        play(&steps, size);
    }
}
