//! The keys of the roster, of its filter and of its search box.

use crate::app::action::{Action, MainScreen, ScreenAction};
use crate::app::keymap::{Binding, ENDS, EVERYWHERE, KeyContext, MAIN, MARKS, ROWS, key};
use crate::lang::keys::{
    CANCEL, EXPORT, GIVE, KeyText, NEWCOMER, NEXT_FIELD, OPEN, PREVIOUS_FIELD, STATUS, VALUE_AFTER,
    VALUE_BEFORE, says, title,
};
use crate::ui::key::Key;

use Action::Do;

/// Lists the village of the chosen person alone, or all again.
pub(super) const VILLAGE: ScreenAction = ScreenAction::new("village");
/// Opens the filter.
pub(super) const FILTER: ScreenAction = ScreenAction::new("filter");

/// The key that goes to the search box from every main screen.
#[rustfmt::skip]
pub(super) const GO: Binding = key(&[Key::Char('/'), Key::F(4)], Action::Open(MainScreen::SEARCH), 3, says("查找", "查找：汉字、拼音、首字母、证件或电话尾号、嘎查村", "Find", "Finds by name, pinyin, initials, ID or phone tail, village"));

/// What that does in the list.
const ONE_VILLAGE: KeyText = says(
    "本村",
    "只看选中的人的嘎查村，再按看全部",
    "Village",
    "Lists the village of the chosen one; again, all",
);

/// The list.
#[rustfmt::skip]
pub(super) static LIST: KeyContext = KeyContext {
    name: MainScreen::HOME.name,
    title: title("花名册", "Roster"),
    shares: &[&ROWS, &ENDS, &MARKS, &MAIN, &EVERYWHERE],
    bindings: &[
        key(&[Key::Enter], Do(ScreenAction::ACCEPT), 1, OPEN),
        key(&[Key::F(2)], Do(ScreenAction::RECORD), 2, GIVE),
        key(&[Key::Right, Key::Tab], Do(ScreenAction::NEXT), 4, says("换苏木镇", "到下一个苏木镇场", "Township", "To the next township")),
        key(&[Key::Left, Key::BackTab], Do(ScreenAction::PREVIOUS), 0, says("上个苏木镇", "到前一个苏木镇场", "Township before", "To the township before")),
        key(&[Key::F(3)], Do(FILTER), 5, says("筛选", "按状态、类别、嘎查村筛选和排序", "Filter", "Filters by state, group, village, and sorts")),
        key(&[Key::Ctrl('f')], Do(VILLAGE), 0, ONE_VILLAGE),
        key(&[Key::Ctrl('n')], Do(ScreenAction::ADD), 0, NEWCOMER),
        key(&[Key::Ctrl('d')], Do(ScreenAction::STATUS), 0, STATUS),
        key(&[Key::Ctrl('s')], Do(ScreenAction::EXPORT), 0, EXPORT),
    ],
};

/// The filter.
#[rustfmt::skip]
pub(super) static FILTER_KEYS: KeyContext = KeyContext {
    name: "filter",
    title: title("筛选", "Filter"),
    shares: &[&ROWS, &EVERYWHERE],
    bindings: &[
        key(&[Key::Enter], Do(ScreenAction::ACCEPT), 1, says("确定", "按所选筛选", "Apply", "Applies the filter")),
        key(&[Key::Tab], Do(ScreenAction::NEXT), 0, NEXT_FIELD),
        key(&[Key::BackTab], Do(ScreenAction::PREVIOUS), 0, PREVIOUS_FIELD),
        key(&[Key::Left], Do(ScreenAction::LEFT), 0, VALUE_BEFORE),
        key(&[Key::Right], Do(ScreenAction::RIGHT), 2, VALUE_AFTER),
        key(&[Key::Delete, Key::Backspace, Key::Ctrl('u')], Do(ScreenAction::DISCARD), 3, says("清除", "清除这一项，再按清除全部", "Clear", "Clears this line, again all")),
        key(&[Key::Esc], Do(ScreenAction::BACK), 4, CANCEL),
    ],
};

/// The search box.
#[rustfmt::skip]
pub(super) static SEARCH_KEYS: KeyContext = KeyContext {
    name: "search",
    title: title("查找", "Search"),
    shares: &[&ROWS, &MARKS, &MAIN, &EVERYWHERE],
    bindings: &[
        key(&[Key::Enter], Do(ScreenAction::ACCEPT), 1, OPEN),
        key(&[Key::F(2)], Do(ScreenAction::RECORD), 2, GIVE),
        key(&[Key::F(3)], Do(FILTER), 5, says("筛选", "放下查找，筛选列表", "Filter", "Leaves the search and filters the list")),
        key(&[Key::Ctrl('f')], Do(VILLAGE), 0, says("本村", "放下查找，只看选中的人的嘎查村", "Village", "Leaves the search and lists that village alone")),
        key(&[Key::Ctrl('n')], Do(ScreenAction::ADD), 6, NEWCOMER),
        key(&[Key::Ctrl('d')], Do(ScreenAction::STATUS), 0, STATUS),
    ],
};
