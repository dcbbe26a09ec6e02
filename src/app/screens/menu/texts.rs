//! The texts of the menu.

use crate::lang::texts;

texts! {
    /// The texts of the menu.
    pub(super) fn of(lang) -> MenuTexts {
        /// Title; the place it was called from.
        title: "全部操作  {}" / "Everything  {}";
        /// That letters narrow it; behind the title.
        narrows: "（可打字查找）" / "(type to find)";
        /// What is typed; behind the title.
        narrowed: "查找：{}" / "find: {}";
        /// Where nothing is left.
        none: "没有这样的操作；按退格键改一改" / "No such action; Backspace changes what is typed";

        // Groups.
        here: "本画面" / "This screen";
        go_to: "前往" / "Go to";
        register: "登记册" / "Register";
        program: "程序" / "Program";
        motions: "移动" / "Moving";

        /// Why an action does nothing here; where it works.
        only_in: "在「{}」里" / "in {}";
        /// Why nobody can go elsewhere from a form or a question.
        close_first: "先按 Esc 关闭这里" / "Esc closes this first";
    }
}
