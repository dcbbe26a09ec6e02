//! The keys of a recipient, and of the forms that change facts and status.

use crate::app::action::{Action, ScreenAction};
use crate::app::keymap::{ENDS, EVERYWHERE, FIELDS, KeyContext, MAIN, ROWS, key};
use crate::lang::keys::{
    CANCEL, EDIT, GIVE, NEXT_FIELD, PREVIOUS_FIELD, REVERSE, ROW_ABOVE, ROW_BELOW, STATUS, says, title,
};
use crate::ui::key::Key;

use Action::Do;

/// Tells what was changed of the facts.
pub(super) const HISTORY: ScreenAction = ScreenAction::new("history");
/// Merges another registration into this one.
pub(super) const MERGE: ScreenAction = ScreenAction::new("merge");
/// Opens the payments of programmes.
pub(super) const PAYMENTS: ScreenAction = ScreenAction::new("payments");
/// Shows the numbers behind the masks.
pub(super) const UNMASK: ScreenAction = ScreenAction::new("unmask");

/// One recipient.
#[rustfmt::skip]
pub(super) static PERSON: KeyContext = KeyContext {
    name: "person",
    title: title("个人", "Person"),
    shares: &[&ROWS, &ENDS, &MAIN, &EVERYWHERE],
    bindings: &[
        key(&[Key::Enter], Do(ScreenAction::ACCEPT), 14, says("登记这次", "登记选中的那次活动", "Record it", "Records a visit in the chosen round")),
        key(&[Key::F(2)], Do(ScreenAction::RECORD), 1, GIVE),
        key(&[Key::F(3)], Do(ScreenAction::EDIT), 2, EDIT),
        key(&[Key::Tab], Do(ScreenAction::NEXT), 11, says("下一段", "到下一段", "Part", "To the next part")),
        key(&[Key::BackTab], Do(ScreenAction::PREVIOUS), 0, says("上一段", "到上一段", "Part before", "To the part before")),
        key(&[Key::Insert], Do(PAYMENTS), 10, says("发放", "这个人的项目发放：本年、历年、以后", "Payments", "What this person is paid of programmes: this year, all years, next")),
        key(&[Key::Delete], Do(ScreenAction::REVERSE), 5, REVERSE),
        key(&[Key::Ctrl('d')], Do(ScreenAction::STATUS), 6, STATUS),
        key(&[Key::Ctrl('b')], Do(MERGE), 0, says("合并", "与另一登记合并为一人（在另一登记的行上 Del 拆开）", "Merge", "Merges another registration into this one (Del on its line takes it back)")),
        key(&[Key::Ctrl('e')], Do(HISTORY), 0, says("变动", "资料的变动：何时、何人、改前改后；再按收起", "History", "What was changed of the facts: when, by whom, before and after; again, hidden")),
        key(&[Key::Ctrl('u')], Do(UNMASK), 12, says("显示号码", "显示完整号码（要写理由，会记录）", "Unmask", "Shows the full numbers, with a reason that is recorded")),
    ],
};

/// The forms that change a recipient's facts or status.
#[rustfmt::skip]
pub(super) static FORMS: KeyContext = KeyContext {
    name: "facts",
    title: title("修改资料、登记状态", "Changing facts and status"),
    shares: &[&FIELDS, &EVERYWHERE],
    bindings: &[
        key(&[Key::Tab], Do(ScreenAction::NEXT), 1, NEXT_FIELD),
        key(&[Key::BackTab], Do(ScreenAction::PREVIOUS), 0, PREVIOUS_FIELD),
        key(&[Key::Down], Do(ScreenAction::DOWN), 0, ROW_BELOW),
        key(&[Key::Up], Do(ScreenAction::UP), 0, ROW_ABOVE),
        key(&[Key::Enter], Do(ScreenAction::ACCEPT), 2, says("保存", "保存改动", "Save", "Saves what was changed")),
        key(&[Key::Esc], Do(ScreenAction::BACK), 3, CANCEL),
    ],
};
