//! What a screen of people costs on the line. The counts do not vary: they are limits of the project.

use std::cell::RefCell;
use std::fmt::Write;
use std::io;
use std::rc::Rc;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier, Style};
use ratatui::text::{Line as Text, Span};
use ratatui::widgets::Widget;

use super::same_cells::{Line, Picture};
use crate::term::Screen;

const NAMES: [&str; 7] = ["程连富", "乌云其木格", "呼日查巴特尔", "单国强", "苏日娜", "查玉兰", "斯琴高娃"];
const GROUPS: [&str; 4] = ["在乡老复员军人", "烈士遗属 等2类", "参加抗美援朝军人", "困难退役军人"];
const STATES: [&str; 4] = ["应访", "已访", "约5日", "不在家"];
const PLACES: [&str; 3] = ["敖包图嘎查", "乌兰图嘎嘎查", "查干淖尔嘎查"];

/// A list of people from person `first`, the bar on `chosen`.
fn roster(first: usize, chosen: usize) -> impl Fn(&mut Buffer) -> Option<Position> {
    move |frame: &mut Buffer| {
        let left = 1;
        let area = frame.area;
        let bold = Style::new().add_modifier(Modifier::BOLD);
        let quiet = Style::new().fg(Color::DarkGray);
        let mut put = |x: u16, y: u16, text: &str, style: Style| {
            if x < area.width && y < area.height {
                frame.set_stringn(x, y, text, usize::from(area.width - x), style);
            }
        };
        put(1, 0, "正蓝旗  2024年春节   2月2日 腊月廿三  离除夕 7 天      已发 27,500 / 41,500 元", bold);
        put(left, 2, "姓名         慰问类别           状态       标准   上次", bold);
        for y in 3..area.height - 3 {
            let person = first + usize::from(y) - 3;
            let state = person % STATES.len();
            let row = if state == 1 { quiet } else { Style::new() };
            let who = if person == chosen { row.add_modifier(Modifier::REVERSED) } else { row };
            put(left, y, &format!("{:27}", ""), who);
            put(left, y, NAMES[person % 7], who);
            put(left + 13, y, GROUPS[person % 3], who);
            put(left + 32, y, STATES[state], if state == 2 { row.fg(Color::Yellow) } else { row });
            put(left + 42, y, &format!("{:>6}", ["1,000", "500"][person % 2]), row);
            put(left + 51, y, "2023年八一 1,000", row);
            put(left + 69, y, PLACES[person / 9 % 3], row);
            put(left + 82, y, &format!("138****{:04}", person * 37 % 10_000), row);
        }
        let about = format!("女 81 岁  152599********{chosen:04}  138****1234  上次 2023年八一 1,000 元");
        put(1, area.height - 2, NAMES[chosen % 7], Style::new());
        put(14, area.height - 2, &about, Style::new());
        let keys =
            ["Enter 查看", "F2 登记", "/ 查找", "Tab 换栏", "F3 筛选", "F5 应访", "F9 报告", "F1 帮助"];
        let spans = keys.map(|key| Span::raw(format!("{key}  ")));
        Text::from(spans.to_vec()).render(Rect::new(1, area.height - 1, area.width - 1, 1), frame);
        None
    }
}

/// The bytes of a frame's own text, rows without their trailing blanks.
fn text_bytes(size: (u16, u16), view: impl Fn(&mut Buffer) -> Option<Position>) -> usize {
    let mut bytes = 0;
    let count = |frame: &mut Buffer| {
        view(frame);
        for row in frame.content.chunks(usize::from(frame.area.width)) {
            let mut skip = 0;
            let text = row.iter().filter(|cell| {
                let seen = skip == 0;
                skip = if seen { ratatui::buffer::CellWidth::cell_width(*cell) - 1 } else { skip - 1 };
                seen
            });
            let text: String = text.map(ratatui::buffer::Cell::symbol).collect();
            bytes += text.trim_end().len();
        }
        None
    };
    Screen::new(Vec::new(), size).draw(count).unwrap();
    bytes
}

struct Costs {
    first: usize,
    text: usize,
    down: usize,
    scroll_down: usize,
    scroll_up: usize,
    page: usize,
    idle: usize,
}

fn costs(size: (u16, u16)) -> Costs {
    let line = Line::new(size.0, size.1);
    let mut screen = Screen::new(line.clone(), size);
    let rows = usize::from(size.1) - 6;
    let mut cost = |first: usize, chosen: usize| {
        screen.draw(roster(first, chosen)).unwrap();
        let mut expected = None;
        let keep = |frame: &mut Buffer| {
            roster(first, chosen)(frame);
            expected = Some(Picture::by_ratatui(frame, None));
            None
        };
        Screen::new(Vec::new(), size).draw(keep).unwrap();
        line.picture().assert_is(&expected.unwrap());
        let (writes, bytes) = line.sent();
        assert!(writes <= 1);
        bytes
    };
    Costs {
        first: cost(0, 3),
        text: text_bytes(size, roster(0, 3)),
        down: cost(0, 4),
        idle: cost(0, 4),
        page: cost(rows, rows + 4),
        scroll_down: {
            cost(rows, rows * 2 - 1);
            cost(rows + 1, rows * 2)
        },
        scroll_up: {
            cost(rows + 1, rows + 1);
            cost(rows, rows)
        },
    }
}

/// The most that moving about a list may cost, in bytes.
struct Limits {
    down: usize,
    scroll: usize,
}

fn check(size: (u16, u16), most: &Limits) {
    let costs = costs(size);
    assert_eq!(costs.idle, 0);
    assert!(costs.first * 10 <= costs.text * 11, "first frame {} for {} of text", costs.first, costs.text);
    assert!(costs.down <= most.down, "down {}", costs.down);
    assert!(costs.scroll_down <= most.scroll, "scroll down {}", costs.scroll_down);
    assert!(costs.scroll_up <= most.scroll, "scroll up {}", costs.scroll_up);
    assert!(costs.page < costs.first, "page {}", costs.page);
}

#[test]
fn a_list_of_people_is_light() {
    check((120, 40), &Limits { down: 300, scroll: 400 });
    check((80, 24), &Limits { down: 200, scroll: 267 });
}

#[test]
fn the_cursor_follows_a_field_and_hides_without_one() {
    let line = Line::new(40, 3);
    let mut screen = Screen::new(line.clone(), (40, 3));
    let mut draw = |text: &'static str, cursor: Option<u16>| {
        let view = |frame: &mut Buffer| {
            frame.set_string(0, 1, text, Style::new());
            cursor.map(|x| Position::new(x, 1))
        };
        screen.draw(view).unwrap();
        (line.picture().cursor(), line.sent().1)
    };
    assert_eq!(draw("查找: ", Some(6)).0, Some((1, 6)));
    assert_eq!(draw("查找: ", Some(6)), (Some((1, 6)), 0));
    // The glyph alone, in a synchronized update: the cursor stands where it belongs already.
    assert_eq!(draw("查找: 程", Some(8)), (Some((1, 8)), 16 + "程".len()));
    assert_eq!(draw("查找: 程", Some(6)).0, Some((1, 6)));
    assert_eq!(draw("查找: 程", None), (None, 6));
}

/// What is sent for one row after an empty screen, without the frame around it.
fn sent_for(text: &str) -> String {
    let sent = Rc::new(RefCell::new(Vec::new()));
    let mut screen = Screen::new(Tap(Rc::clone(&sent)), (20, 2));
    screen.draw(|_| None).unwrap();
    sent.borrow_mut().clear();
    let view = |frame: &mut Buffer| {
        for (cell, c) in frame.content.iter_mut().zip(text.chars()) {
            cell.set_char(c);
        }
        None
    };
    screen.draw(view).unwrap();
    let sent = String::from_utf8(sent.take()).unwrap();
    sent.replace("\x1b[?2026h", "").replace("\x1b[?2026l", "")
}

struct Tap(Rc<RefCell<Vec<u8>>>);

impl io::Write for Tap {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn only_what_is_needed_is_sent() {
    for (row, bytes) in [
        ("", ""),
        ("ab", "ab"),
        // The second half of a wide glyph is not written, whatever is in it.
        ("程x连 a", "程连a"),
        ("a       b", "a\x1b[7Cb"),
        ("a  b", "a  b"),
        // Behind a character of doubtful width the place is said; from one to the next it is not.
        ("a·b", "a·\x1b[;3Hb"),
        ("───b", "───\x1b[;4Hb"),
        ("“程 ”", "“\x1b[;2H程”"),
        // A control character never reaches the terminal.
        ("a\u{1b}[2J\u{9b}b", "a?[2J?b"),
        // The next row from the end of a full one.
        ("aaaaaaaaaaaaaaaaaaaab", "aaaaaaaaaaaaaaaaaaaa\r\nb"),
    ] {
        assert_eq!(sent_for(row), bytes, "{row:?}");
    }
}

/// Blanks between words of different looks cost no change of looks of their own; a coloured or reversed one does.
#[test]
fn a_blank_takes_the_looks_that_are_there() {
    let sent = Rc::new(RefCell::new(Vec::new()));
    let mut screen = Screen::new(Tap(Rc::clone(&sent)), (20, 2));
    screen.draw(|_| None).unwrap();
    sent.borrow_mut().clear();
    let (bold, dim) = (Style::new().bold(), Style::new().dim());
    let view = |frame: &mut Buffer| {
        frame.set_string(0, 0, "F2", bold);
        frame.set_string(2, 0, " ", Style::new());
        frame.set_string(3, 0, "登记", dim);
        frame.set_string(9, 0, "F3", bold);
        frame.set_string(11, 0, "  ", Style::new().bg(Color::Blue));
        None
    };
    screen.draw(view).unwrap();
    let sent = String::from_utf8(sent.take()).unwrap();
    let own = sent.replace("\x1b[?2026h", "").replace("\x1b[?2026l", "");
    assert_eq!(own, "\x1b[1mF2 \x1b[0;2m登记  \x1b[0;1mF3\x1b[0;44m  \x1b[m");
}

/// A screen that gives way to another is erased once, not row by row.
#[test]
fn another_screen_is_erased_once() {
    let sent = Rc::new(RefCell::new(Vec::new()));
    let mut screen = Screen::new(Tap(Rc::clone(&sent)), (40, 8));
    let full = |letter: &'static str| {
        move |frame: &mut Buffer| {
            for y in 0..8 {
                frame.set_string(0, y, letter.repeat(30 - usize::from(y)), Style::new());
            }
            None
        }
    };
    screen.draw(full("a")).unwrap();
    sent.borrow_mut().clear();
    let view = |frame: &mut Buffer| {
        for y in 0..8 {
            frame.set_string(3 * y, y, "程连富", Style::new());
        }
        None
    };
    screen.draw(view).unwrap();
    let sent = String::from_utf8(sent.take()).unwrap();
    assert_eq!((sent.matches("\x1b[J").count(), sent.matches("\x1b[K").count()), (1, 0), "{sent:?}");
}

/// The exact counts: a change that moves one of them shows here.
#[test]
fn the_counts_do_not_vary() {
    let mut table = String::new();
    for size in [(120, 40), (80, 24)] {
        let Costs { first, text, down, scroll_down, scroll_up, page, idle } = costs(size);
        writeln!(
            table,
            "{size:?}: first {first}, its text {text}, down {down}, scroll down {scroll_down}, \
             up {scroll_up}, page {page}, idle {idle}"
        )
        .unwrap();
    }
    insta::assert_snapshot!(table, @r"
    (120, 40): first 4324, its text 4278, down 127, scroll down 217, up 228, page 3393, idle 0
    (80, 24): first 2209, its text 2164, down 127, scroll down 211, up 207, page 1431, idle 0
    ");
}
