//! The bare program: forty rows of Han text, the arrow moves a highlight. What ratatui itself costs, at its
//! leanest: a program of its own, which carries nothing of muster, and behind a buffer that holds a frame.

#![expect(clippy::unwrap_used, reason = "a program that cannot draw has failed")]

use std::io::{BufWriter, stdout};

use ratatui::crossterm::event::{self, Event, KeyCode};
use ratatui::crossterm::terminal::{self, BeginSynchronizedUpdate, EndSynchronizedUpdate};
use ratatui::crossterm::{ExecutableCommand, QueueableCommand};
use ratatui::prelude::{CrosstermBackend, Terminal};
use ratatui::style::Style;
use ratatui::widgets::{List, ListState};

const ROWS: u16 = 40;
/// More than a frame takes.
const FRAME: usize = 64 * 1024;

fn main() {
    terminal::enable_raw_mode().unwrap();
    stdout().execute(terminal::EnterAlternateScreen).unwrap();
    let mut terminal =
        Terminal::new(CrosstermBackend::new(BufWriter::with_capacity(FRAME, stdout()))).unwrap();
    let rows: Vec<String> = (0..ROWS)
        .map(|n| format!("{n:4} 程连富 桑根达来镇 敖包图嘎查 烈士遗属 应访 164****00{n:02}"))
        .collect();
    let mut state = ListState::default().with_selected(Some(0));
    loop {
        terminal.backend_mut().queue(BeginSynchronizedUpdate).unwrap();
        let list = List::new(rows.iter().map(String::as_str)).highlight_style(Style::new().reversed());
        terminal.draw(|frame| frame.render_stateful_widget(list, frame.area(), &mut state)).unwrap();
        terminal.backend_mut().execute(EndSynchronizedUpdate).unwrap();
        let Event::Key(key) = event::read().unwrap() else { continue };
        if key.code == KeyCode::Down {
            state.select_next();
        } else if key.code == KeyCode::Up {
            state.select_previous();
        }
    }
}
