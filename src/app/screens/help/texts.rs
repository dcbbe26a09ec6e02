//! The words of the help that belong to no key.

use crate::lang::texts;

texts! {
    /// The texts of the help.
    pub(super) fn of(lang) -> HelpTexts {
        mouse: "鼠标" / "Mouse";
        click: "点一下" / "Click";
        click_says: "到这一行、这一栏；行上再点一次即打开" / "Goes to a row, tab or field; again opens the row";
        click_key: "点键名" / "Click on a key";
        click_key_says: "同按这个键；写入必须按键" / "As the key; what writes needs the key itself";
        wheel: "滚轮" / "Wheel";
        wheel_says: "滚动指针所在的列表或文字" / "Scrolls the list or text under it";
        select: "Shift+拖动" / "Shift+drag";
        select_says: "选取、复制文字" / "Selects text to copy it";
        ask_for: "muster --mouse" / "muster --mouse";
        ask_for_says: "可用鼠标点选和滚动（也可设 MUSTER_MOUSE=1）" / "Clicks and scrolls (or set MUSTER_MOUSE=1)";
    }
}
