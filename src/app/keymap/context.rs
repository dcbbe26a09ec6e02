//! A place where keys work, and the places that all screens share.

use crate::app::action::{Action, GlobalAction, Move, ScreenAction};
use crate::lang::Lang;
use crate::lang::keys::{self, KeyText, Title, says, title};
use crate::ui::key::Key;

/// Where keys work: a screen, or one mode of it. A screen's own stand in its `keys.rs`.
#[derive(Debug)]
pub struct KeyContext {
    /// Never the same twice.
    pub name: &'static str,
    /// Its title in the help.
    pub title: Title,
    /// The shared places whose keys work here too, looked up in this order after its own.
    pub shares: &'static [&'static KeyContext],
    /// Its own keys.
    pub bindings: &'static [Binding],
}

impl PartialEq for KeyContext {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for KeyContext {}

impl KeyContext {
    /// The places whose keys work here, the own one first.
    pub fn chain(&'static self) -> impl Iterator<Item = &'static Self> {
        std::iter::once(self).chain(self.shares.iter().copied())
    }
}

/// One line of a table of keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Binding {
    /// The keys, the one to show first.
    pub keys: &'static [Key],
    /// What it does.
    pub action: Action,
    /// Its rank in the footer, zero for not there: where room is short high numbers give way, and those up to nine
    /// always fit at 80 columns.
    pub footer: u8,
    /// How that is said.
    pub text: KeyText,
}

impl Binding {
    /// Its keys as a user reads them, e.g. `/  F4`.
    pub fn key_names(&self, lang: Lang, arrows: Option<Arrows>) -> String {
        self.key_names_but(lang, arrows, |_| false).join("  ")
    }

    /// The names of its keys, without those that are taken by another place.
    pub fn key_names_but(
        &self,
        lang: Lang,
        arrows: Option<Arrows>,
        taken: impl Fn(&Key) -> bool,
    ) -> Vec<String> {
        self.keys.iter().filter(|key| !taken(key)).map(|key| key_name(lang, arrows, *key)).collect()
    }

    /// The one of its keys to show first, which is no character but a blank: an input method keeps those to itself.
    pub fn shown_key(&self) -> Option<Key> {
        self.shown_key_but(|_| false)
    }

    /// As [`Binding::shown_key`], where some keys are taken by another place; none where all are.
    pub fn shown_key_but(&self, taken: impl Fn(&Key) -> bool) -> Option<Key> {
        let mut free = self.keys.iter().filter(|key| !taken(key)).peekable();
        let first = free.peek().copied();
        free.find(|key| !matches!(key, Key::Char(c) if *c != ' ')).or(first).copied()
    }

    /// The name of that key.
    pub fn first_key(&self, lang: Lang, arrows: Option<Arrows>) -> String {
        self.shown_key().map_or_else(String::new, |key| key_name(lang, arrows, key))
    }
}

/// How the arrows left, right, up and down are drawn.
pub type Arrows = [&'static str; 4];

/// A key as a user reads it on the keyboard: the arrows have no letters, so they are drawn, or put in words where there
/// is no glyph for them.
pub fn key_name(lang: Lang, arrows: Option<Arrows>, key: Key) -> String {
    let (drawn, word) = match key {
        Key::Left => (0, keys::ARROW_LEFT),
        Key::Right => (1, keys::ARROW_RIGHT),
        Key::Up => (2, keys::ARROW_UP),
        Key::Down => (3, keys::ARROW_DOWN),
        Key::ShiftUp => return ["Shift+", &key_name(lang, arrows, Key::Up)].concat(),
        Key::ShiftDown => return ["Shift+", &key_name(lang, arrows, Key::Down)].concat(),
        Key::Char(_)
        | Key::Ctrl(_)
        | Key::F(_)
        | Key::Enter
        | Key::Esc
        | Key::Tab
        | Key::BackTab
        | Key::Home
        | Key::End
        | Key::PageUp
        | Key::PageDown
        | Key::Insert
        | Key::Delete
        | Key::Backspace => return key.to_string(),
    };
    let arrow = arrows.and_then(|arrows| arrows.get(drawn).copied());
    arrow.unwrap_or(word.text(lang)).to_owned()
}

/// A line of a table of keys.
pub const fn key(keys: &'static [Key], action: Action, footer: u8, text: KeyText) -> Binding {
    Binding { keys, action, footer, text }
}

/// On every screen.
#[rustfmt::skip]
pub static EVERYWHERE: KeyContext = KeyContext {
    name: "everywhere",
    title: title("任何时候", "Everywhere"),
    shares: &[],
    bindings: &[
        key(&[Key::F(10)], Action::Global(GlobalAction::Menu), 9, says("全部", "打开菜单，列出全部操作", "All", "Opens the menu of everything")),
        key(&[Key::F(1)], Action::Global(GlobalAction::Help), 8, says("帮助", "打开帮助", "Help", "Opens the help")),
        key(&[Key::Ctrl('r')], Action::Global(GlobalAction::UndoLast), 0, says("撤销", "撤销最后一次操作，不论是什么（要写理由）", "Undo", "Undoes the last act, whatever it was, with a reason")),
        key(&[Key::Ctrl('p')], Action::Global(GlobalAction::Phones), 40, says("电话", "显示应访的人的完整电话（要写理由）；再按隐去", "Phones", "Phones of those due, with a reason; again, masked")),
        key(&[Key::Ctrl('l')], Action::Global(GlobalAction::Redraw), 0, says("重画", "重画屏幕", "Redraw", "Draws the screen afresh")),
        key(&[Key::Ctrl('z')], Action::Global(GlobalAction::Suspend), 0, says("挂起", "挂起程序，用 fg 恢复", "Suspend", "Puts the program aside; fg brings it back")),
        key(&[Key::Ctrl('q'), Key::Ctrl('c')], Action::Global(GlobalAction::Quit), 0, says("退出", "退出；有未存内容时先询问", "Quit", "Leaves; asks first if something would be lost")),
    ],
};

/// On every main screen. The keys that go to the main screens belong here too: each stands with its screen.
pub static MAIN: KeyContext = KeyContext {
    name: "main",
    title: title("各主要画面", "Every main screen"),
    shares: &[&EVERYWHERE],
    bindings: &[key(&[Key::Esc], Action::Do(ScreenAction::BACK), 30, keys::BACK)],
};

/// In every list.
#[rustfmt::skip]
pub static ROWS: KeyContext = KeyContext {
    name: "rows",
    title: title("列表", "Lists"),
    shares: &[&EVERYWHERE],
    bindings: &[
        key(&[Key::Up], Action::Move(Move::Up), 0, says("上", "上一行", "Up", "One row up")),
        key(&[Key::Down], Action::Move(Move::Down), 0, says("下", "下一行", "Down", "One row down")),
        key(&[Key::PageUp], Action::Move(Move::PageUp), 0, says("上翻", "上翻一页", "Page up", "A screenful up")),
        key(&[Key::PageDown], Action::Move(Move::PageDown), 0, says("下翻", "下翻一页", "Page down", "A screenful down")),
    ],
};

/// In every list whose rows can be marked.
#[rustfmt::skip]
pub static MARKS: KeyContext = KeyContext {
    name: "marks",
    title: title("标记", "Marks"),
    shares: &[&EVERYWHERE],
    bindings: &[
        key(&[Key::Char(' '), Key::Insert], Action::Do(ScreenAction::MARK), 11, says("标记", "标记或取消标记，到下一行；查找时用 Ins", "Mark", "Marks or unmarks the row; Ins while text is typed")),
        key(&[Key::ShiftDown], Action::Do(ScreenAction::MARK_DOWN), 0, says("连标", "向下连续标记", "Mark down", "Marks this row and the next one down")),
        key(&[Key::ShiftUp], Action::Do(ScreenAction::MARK_UP), 0, says("向上连标", "向上连续标记", "Mark up", "Marks this row and the next one up")),
        key(&[Key::Ctrl('g')], Action::Do(ScreenAction::GROUPS), 0, says("改类别", "一起改慰问类别：标记的，没有标记则名单上的全部", "Groups", "Adds, ends or moves a group of those marked, else of all on the list")),
        key(&[Key::Ctrl('a')], Action::Do(ScreenAction::MARK_ALL), 0, says("全标", "标记名单上的全部，包括其他页；再按取消", "Mark all", "Marks all of the list, other pages too; again, none")),
    ],
};

/// In every list without a text field, which needs Home and End itself.
#[rustfmt::skip]
pub static ENDS: KeyContext = KeyContext {
    name: "ends",
    title: title("列表首尾", "Ends of lists"),
    shares: &[&EVERYWHERE],
    bindings: &[
        key(&[Key::Home], Action::Move(Move::First), 0, says("首行", "到第一行", "First", "To the first row")),
        key(&[Key::End], Action::Move(Move::Last), 0, says("末行", "到最后一行", "Last", "To the last row")),
    ],
};

/// In a list with the person under its bar beside it, and in that person: its keys go before those of the screen.
#[rustfmt::skip]
pub static BESIDE: KeyContext = KeyContext {
    name: "beside",
    title: title("列表与右侧个人并排（110 列起）", "List beside a person (from 110 columns)"),
    shares: &[&EVERYWHERE],
    bindings: &[
        key(&[Key::Tab], Action::Global(GlobalAction::Across), 7, says("换栏", "在列表和右侧个人之间来回", "Across", "From the list to the person beside it, and back")),
    ],
};

/// In every form with fields that propose what is known.
#[rustfmt::skip]
pub static FIELDS: KeyContext = KeyContext {
    name: "fields",
    title: title("有提示的输入栏", "Fields that propose"),
    shares: &[&EVERYWHERE],
    bindings: &[
        key(&[Key::Right], Action::Field, 0, keys::TAKE_PROPOSAL),
        key(&[Key::PageDown], Action::Field, 0, says("提示", "列出用过的词，再按换下一个", "Propose", "Proposes what was written before, and the next one")),
        key(&[Key::PageUp], Action::Field, 0, says("上一提示", "换回上一个提示的词", "Back", "Proposes the one before")),
    ],
};

/// The shared places, in the order of the help.
pub(super) static SHARED: [&KeyContext; 6] = [&EVERYWHERE, &MAIN, &ROWS, &ENDS, &MARKS, &BESIDE];
