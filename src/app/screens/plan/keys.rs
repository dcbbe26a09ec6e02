//! The keys of the plan, of its tabs, and of the form for what is done to it.

use crate::app::action::{Action, MainScreen, ScreenAction};
use crate::app::keymap::{Binding, ENDS, EVERYWHERE, FIELDS, KeyContext, MAIN, ROWS, key};
use crate::lang::keys::{
    CANCEL, EXPORT, NEXT_FIELD, OPEN, PREVIOUS_FIELD, ROW_ABOVE, ROW_BELOW, TAB, VALUE_BEFORE, says, title,
};
use crate::ui::key::Key;

use Action::{Do, Field};

/// Approves the plan, or takes the approval back.
pub(super) const APPROVE: ScreenAction = ScreenAction::new("approve");
/// Gives lines to a team.
pub(super) const ASSIGN: ScreenAction = ScreenAction::new("assign");
/// Shows only lines without a team, or all again.
pub(super) const UNASSIGNED: ScreenAction = ScreenAction::new("unassigned");
/// Gives a fund a budget.
pub(super) const BUDGET: ScreenAction = ScreenAction::new("budget");
/// Closes the round.
pub(super) const CLOSE: ScreenAction = ScreenAction::new("close_plan");
/// Hands out.
pub(super) const OUT: ScreenAction = ScreenAction::new("hand_out");
/// Takes back.
pub(super) const TAKE_BACK: ScreenAction = ScreenAction::new("take_back");
/// Tells a loss.
pub(super) const LOST: ScreenAction = ScreenAction::new("lost");
/// Notes goods without people.
pub(super) const MASS: ScreenAction = ScreenAction::new("mass");

/// The key that goes there.
#[rustfmt::skip]
pub(super) const GO: Binding = key(&[Key::F(11)], Action::Open(MainScreen::named(PLAN.name)), 0, says("计划", "打开慰问计划：名单、预算、定稿、对比、下拨", "Plan", "Opens the plan: list, budget, approval, comparison, allocations"));

/// Its list.
#[rustfmt::skip]
pub(super) static PLAN: KeyContext = KeyContext {
    name: "plan",
    title: title("慰问计划", "Plan"),
    shares: &[&ROWS, &ENDS, &MAIN, &EVERYWHERE],
    bindings: &[
        key(&[Key::Enter], Do(ScreenAction::ACCEPT), 1, says("依据", "说明选中的人为何在计划上、按哪个标准", "Why", "Says why the chosen one is on the plan, and by which standard")),
        key(&[Key::F(2)], Do(APPROVE), 2, says("定稿", "草稿：定稿；已定稿：撤回成草稿", "Approve", "Approves a draft; takes an approval back")),
        key(&[Key::F(3)], Do(ASSIGN), 5, says("分组", "把标记的、选中的人，或其嘎查村、苏木镇场，分给走访组", "Assign", "Gives those marked, the chosen one, the village or the township to a team")),
        key(&[Key::Tab, Key::Right], Do(ScreenAction::NEXT), 4, TAB),
        key(&[Key::BackTab, Key::Left], Do(ScreenAction::PREVIOUS), 0, TAB),
        key(&[Key::Char(' '), Key::Insert], Do(ScreenAction::MARK), 12, says("标记", "标记或取消标记，到下一行", "Mark", "Marks, or takes the mark away, and goes on")),
        key(&[Key::Ctrl('f')], Do(UNASSIGNED), 13, says("未分组", "只看未分组的，再按看全部", "No team", "Only lines without a team; again for all")),
        key(&[Key::Ctrl('b')], Do(BUDGET), 14, says("预算", "资金来源、预算和所付的慰问类别", "Budget", "Funds, their budgets and the groups that they pay")),
        key(&[Key::Ctrl('n')], Do(ScreenAction::ADD), 15, says("增补", "定稿以后增补一人（要写理由）", "Add", "Puts somebody on the approved plan, with a reason")),
        key(&[Key::Ctrl('s')], Do(ScreenAction::EXPORT), 0, EXPORT),
        key(&[Key::Delete], Do(CLOSE), 16, says("结束", "结束已经过去的活动（要写理由）", "Close", "Closes a round that is over, with a reason")),
    ],
};

/// The comparison with the last round.
#[rustfmt::skip]
pub(super) static COMPARE: KeyContext = KeyContext {
    name: "plan compare",
    title: title("慰问计划：与上次对比", "Plan: compared"),
    shares: &[&ROWS, &ENDS, &MAIN, &EVERYWHERE],
    bindings: &[
        key(&[Key::Enter], Do(ScreenAction::ACCEPT), 1, says("名单", "打开这个数字的名单", "List", "Opens the list of the number")),
        key(&[Key::Tab, Key::Right], Do(ScreenAction::NEXT), 4, TAB),
        key(&[Key::BackTab, Key::Left], Do(ScreenAction::PREVIOUS), 0, TAB),
    ],
};

/// The list of a number of it.
#[rustfmt::skip]
pub(super) static COMPARED: KeyContext = KeyContext {
    name: "plan compared",
    title: title("慰问计划：对比的名单", "Plan: a list of the comparison"),
    shares: &[&ROWS, &ENDS, &MAIN, &EVERYWHERE],
    bindings: &[
        key(&[Key::Enter], Do(ScreenAction::ACCEPT), 1, OPEN),
        key(&[Key::Tab, Key::Right], Do(ScreenAction::NEXT), 4, TAB),
        key(&[Key::BackTab, Key::Left], Do(ScreenAction::PREVIOUS), 0, TAB),
    ],
};

/// The allocations.
#[rustfmt::skip]
pub(super) static ALLOCATION: KeyContext = KeyContext {
    name: "allocation",
    title: title("慰问计划：下拨", "Plan: allocations"),
    shares: &[&ROWS, &ENDS, &MAIN, &EVERYWHERE],
    bindings: &[
        key(&[Key::Enter, Key::F(2)], Do(OUT), 1, says("下拨", "把慰问金和慰问品下拨给服务站或走访组", "Hand out", "Hands cash and goods to a station or team")),
        key(&[Key::F(3)], Do(TAKE_BACK), 2, says("退回", "没有发出的退回来", "Take back", "Takes back what was not given")),
        key(&[Key::Delete], Do(LOST), 13, says("损失", "记下损失（要写理由）", "Loss", "Tells a loss, with a reason")),
        key(&[Key::Ctrl('n')], Do(MASS), 12, says("物资", "慰问信、年画、春联等：只记数量，不记人", "Mass goods", "Letters, pictures, couplets: a number, no people")),
        key(&[Key::Tab, Key::Right], Do(ScreenAction::NEXT), 4, TAB),
        key(&[Key::BackTab, Key::Left], Do(ScreenAction::PREVIOUS), 0, TAB),
    ],
};

/// Why somebody is on the plan.
#[rustfmt::skip]
pub(super) static WHY: KeyContext = KeyContext {
    name: "plan why",
    title: title("计划的依据", "Why on the plan"),
    shares: &[&EVERYWHERE],
    bindings: &[
        key(&[Key::Enter], Do(ScreenAction::ACCEPT), 1, says("查看", "查看这个人", "Open", "Opens the person")),
        key(&[Key::Esc], Do(ScreenAction::BACK), 2, says("返回", "返回", "Back", "Goes back")),
    ],
};

/// The form.
#[rustfmt::skip]
pub(super) static FORM: KeyContext = KeyContext {
    name: "plan form",
    title: title("计划和下拨的表单", "Forms of plan and allocation"),
    shares: &[&FIELDS, &EVERYWHERE],
    bindings: &[
        key(&[Key::Enter, Key::F(2)], Do(ScreenAction::ACCEPT), 1, says("核对", "核对后写入", "Check", "Shows the last look before it is written")),
        key(&[Key::Tab], Do(ScreenAction::NEXT), 2, NEXT_FIELD),
        key(&[Key::BackTab], Do(ScreenAction::PREVIOUS), 0, PREVIOUS_FIELD),
        key(&[Key::Down], Do(ScreenAction::DOWN), 0, ROW_BELOW),
        key(&[Key::Up], Do(ScreenAction::UP), 0, ROW_ABOVE),
        key(&[Key::Left], Field, 0, VALUE_BEFORE),
        key(&[Key::Esc], Do(ScreenAction::BACK), 4, CANCEL),
    ],
};

/// The last look.
#[rustfmt::skip]
pub(super) static LOOK: KeyContext = KeyContext {
    name: "plan look",
    title: title("计划和下拨的核对", "Last look at a plan or an allocation"),
    shares: &[&EVERYWHERE],
    bindings: &[
        key(&[Key::Enter], Do(ScreenAction::ACCEPT), 1, says("写入", "写入登记册", "Write", "Writes it")),
        key(&[Key::Esc], Do(ScreenAction::BACK), 2, says("再改", "回到表单再改", "Change", "Back to the form")),
    ],
};
