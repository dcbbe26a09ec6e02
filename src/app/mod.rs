//! The terminal app as pure state: messages in, effects out, a view of it all.
//!
//! [`App::update`] folds one [`msg::Msg`] and answers the effects to perform; [`App::draw`] draws.
//! Screens are a stack; each implements [`screen::Screen`] and stands in the list [`screens::ALL`]. The
//! top one owns the keys and the cursor, and leads on by a [`destination::Destination`]. A screen that
//! shows something of the register asks for it in `enter` and again in `refresh`, keeps the question in a
//! [`pending::Pending`], and takes the answer in `answered`.

pub mod action;
mod asked;
mod beside;
pub mod bookmark;
mod by_esc;
pub mod context;
pub mod deed;
pub mod destination;
pub mod effect;
mod export_look;
mod folder;
mod form;
pub mod keymap;
pub mod list;
pub mod msg;
pub mod open_phones;
pub mod outbox;
mod owed;
pub mod pending;
mod phones;
mod plan_query;
mod pointer;
mod press;
mod prompt;
mod proposals;
pub mod query;
pub mod screen;
pub mod screens;
mod settling;
mod stack;
mod undoing;
mod update;
mod view;
mod work_query;

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;

use chrono::NaiveDate;

use crate::domain::date;
use crate::domain::holiday::RoundCode;
use crate::domain::ids::{EntryId, RecipientId};
use crate::domain::list::ScopeLine;
use crate::domain::op::DraftLine;
use crate::domain::phones::DuePhones;
use crate::domain::round_card::RoundCard;
use crate::domain::sign_sheet::HalfKeyed;
use crate::domain::undo::UndoLook;
use crate::domain::version::RegisterVersion;
use crate::lang::{self, Lang};
use crate::ui::glyphs::Glyphs;
use crate::ui::key::Key;
use crate::ui::mouse::Parts;
use crate::ui::theme::{Background, Theme};
use action::MainScreen;
use beside::Beside;
use bookmark::Bookmark;
use by_esc::ByEsc;
use context::ViewContext;
use deed::Deed;
use destination::Destination;
use effect::Effect;
use outbox::{Notice, Recorded, Severity};
use owed::Owed;
use pending::Pending;
use query::Current;
use screen::Screen;

/// What the app is told before it begins.
#[derive(Clone, Copy, Debug)]
pub struct Setup {
    /// Language of the texts.
    pub lang: Lang,
    /// Whether to draw with ASCII only (`--ascii`).
    pub ascii: bool,
    /// Whether colours may be used.
    pub color: bool,
    /// What the terminal's background is.
    pub background: Background,
    /// The day, in Asia/Shanghai.
    pub today: NaiveDate,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// Whether a register is open; if not, the app begins with the first start.
    pub register: bool,
}

/// A screen on the stack, with the number that its questions bear.
#[derive(Debug)]
struct StackedScreen {
    id: u32,
    screen: Box<dyn Screen>,
}

/// The whole app.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "what the last message was and did, each for itself")]
pub struct App {
    cx: ViewContext,
    stack: Vec<StackedScreen>,
    /// The person beside the list that has the keys.
    beside: Beside,
    layers: u32,
    serial: u32,
    notice: Option<Notice>,
    /// What the last key has closed, if that was Esc.
    by_esc: Option<ByEsc>,
    /// The key that wrote nothing since something else came right behind it, until that has been said over that, too.
    interrupted: Option<Key>,
    recorded: Option<Recorded>,
    /// The recordings of which drafts wait.
    drafts: Vec<EntryId>,
    /// The sheets that wait half keyed.
    half_keyed: Vec<HalfKeyed>,
    /// The day before the clock jumped to today; none while it goes on as days do.
    jumped_from: Option<NaiveDate>,
    /// The round that concerns today.
    natural: Option<RoundCode>,
    /// Another round, chosen by the user.
    picked: Option<RoundCode>,
    current: Pending<Current>,
    chosen: Pending<Box<RoundCard>>,
    scopes: Pending<Vec<ScopeLine>>,
    waiting_drafts: Pending<Vec<DraftLine>>,
    waiting_sheets: Pending<Vec<HalfKeyed>>,
    next_due: Pending<Option<RecipientId>>,
    /// What Ctrl+R undoes, where this session did not record it.
    last_act: Pending<Option<Box<UndoLook>>>,
    asked_phones: Pending<DuePhones>,
    /// Whether nothing can be written into the register.
    read_only: bool,
    /// The day on which the lists of rounds that are over were asked to be fixed.
    settled_for: Option<NaiveDate>,
    /// How far the register had come when somebody last wrote into it.
    version: Option<RegisterVersion>,
    asked_version: Pending<RegisterVersion>,
    effects: Vec<Effect>,
    /// What is still to be answered.
    owed: Owed,
    /// The deed that the last key asked for and that was withheld, and the screen that asked.
    withheld: Option<(u32, Deed)>,
    /// The deed that a key was pressed for, while it is being done.
    granted: Option<Deed>,
    /// Whether what is done now was asked for with the mouse: nothing is written then.
    by_mouse: bool,
    /// The half-filled form as the mouse has changed it: it is kept with the next key.
    changed_by_mouse: Option<Effect>,
    /// Whether the last message changed nothing that is drawn.
    no_redraw: bool,
    /// Whether the last key typed a text: nothing follows it before the keys rest.
    typing: bool,
}

impl App {
    /// The app at its beginning, on the roster, and the first effects to perform.
    pub fn new(setup: Setup) -> (Self, Vec<Effect>) {
        Self::at(setup, Bookmark::default())
    }

    /// The app where the officer left, and the first effects to perform.
    pub fn at(setup: Setup, bookmark: Bookmark) -> (Self, Vec<Effect>) {
        let mut app = Self {
            cx: ViewContext {
                unkept: false,
                lang: setup.lang,
                glyphs: Glyphs::new(setup.ascii),
                theme: Theme::new(setup.color, setup.background),
                today: setup.today,
                size: setup.size,
                banner: None,
                round: None,
                scopes: Vec::new(),
                bookmark,
                keymap: screens::keymap(),
                kept_day: None,
                at_rest: true,
                spares_line: false,
                parts: Parts::default(),
                beside: false,
                phones: None,
            },
            stack: Vec::new(),
            beside: Beside::default(),
            layers: 0,
            serial: 0,
            notice: None,
            by_esc: None,
            interrupted: None,
            recorded: None,
            drafts: Vec::new(),
            half_keyed: Vec::new(),
            jumped_from: None,
            natural: None,
            picked: None,
            current: Pending::default(),
            chosen: Pending::default(),
            scopes: Pending::default(),
            waiting_drafts: Pending::default(),
            waiting_sheets: Pending::default(),
            next_due: Pending::default(),
            last_act: Pending::default(),
            asked_phones: Pending::default(),
            read_only: false,
            settled_for: None,
            version: None,
            asked_version: Pending::default(),
            effects: Vec::new(),
            owed: Owed::default(),
            withheld: None,
            granted: None,
            by_mouse: false,
            changed_by_mouse: None,
            no_redraw: false,
            typing: false,
        };
        if setup.register {
            app.begin();
        } else {
            app.open(&Destination::FirstStart);
        }
        let effects = app.take_effects();
        (app, effects)
    }

    /// Says at the beginning what is to be mended outside of the program.
    pub fn warn(&mut self, text: String) {
        self.say(Severity::Bad, text);
    }

    /// Says at the beginning that the register can only be read.
    pub fn notify_read_only(&mut self, text: String) {
        self.read_only = true;
        self.say(Severity::Bad, text);
    }

    /// Sends less over a line that may be slow: the bar of a list stays on the name.
    pub fn spare_line(&mut self) {
        self.cx.spares_line = true;
    }

    /// Hears the mouse from now on: what a press means is noted while a frame is drawn.
    pub fn hear_mouse(&mut self) {
        self.cx.parts.switch_on();
    }

    /// Whether something is drawn or asked for only once the keys rest: [`Msg::Rested`](msg::Msg::Rested) is wanted then.
    pub fn awaits_rest(&self) -> bool {
        !self.cx.at_rest || self.stack.last().is_some_and(|top| top.screen.waits_for_rest())
    }

    /// Says at the beginning that where the officer left is not known.
    pub fn notify_no_bookmark(&mut self) {
        self.say(Severity::Plain, lang::app::texts(self.cx.lang).no_bookmark);
    }

    /// Another day has come.
    fn day_turns(&mut self, day: NaiveDate) {
        // What a key was pressed for was looked at on another day.
        if self.awaits_press() {
            self.refuse_press();
        }
        self.with_all(|screen, cx, _| screen.day_turns(cx));
        let before = std::mem::replace(&mut self.cx.today, day);
        let from = self.jumped_from.unwrap_or(before);
        self.cx.kept_day = None;
        self.jumped_from = (!date::follows(from, day)).then_some(from);
        if self.cx.banner.is_some() {
            self.ask_current();
        }
    }

    /// Whether a screen shows numbers in full.
    pub fn reveals(&self) -> bool {
        self.stack.iter().chain(&self.beside.screen).any(|stacked| stacked.screen.reveals())
    }

    /// Begins with an open register.
    fn begin(&mut self) {
        // What was said of the way there is over.
        self.notice = None;
        self.stack.clear();
        self.beside = Beside::default();
        self.ask_current();
        let left = self.cx.bookmark.screen.map_or(MainScreen::HOME, MainScreen::named);
        if left != MainScreen::TODAY {
            self.push(&Destination::Main(MainScreen::HOME));
        }
        if left != MainScreen::HOME {
            self.push(&Destination::Main(left));
        }
    }

    /// Notes where the officer is, and has it kept if that is another place than before.
    fn note_place(&mut self) {
        if self.cx.banner.is_none() {
            return;
        }
        let mut here = self.cx.bookmark.clone();
        here.screen = self
            .stack
            .iter()
            .rev()
            .find_map(|stacked| screens::resumable(stacked.screen.main_context().name))
            .filter(|name| *name != MainScreen::HOME.name);
        for stacked in &self.stack {
            stacked.screen.bookmark(&mut here);
        }
        if here != self.cx.bookmark {
            self.effects.push(Effect::KeepBookmark(Box::new(here.clone())));
            self.cx.bookmark = here;
        }
    }
}
