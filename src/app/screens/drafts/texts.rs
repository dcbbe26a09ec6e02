//! The forms that wait half filled.

use crate::lang::texts;

texts! {
    /// The texts of the drafts.
    pub(super) fn of(lang) -> DraftsTexts {
        /// How many.
        title: "草稿 {} 张" / "Drafts: {}";
        name: "姓名" / "Name";
        place: "苏木镇场 嘎查村" / "Place";
        round: "慰问活动" / "Round";
        saved: "保存时间" / "Kept";
        /// Day and time.
        at: "{} {}" / "{} {}";
        none:
            "没有未完成的草稿。\n登记没填完就按 Esc 离开，会留作草稿，列在这里。" /
            "No draft waits.\nA form that is left with Esc before it is finished stands here.";
        choose_first: "请先选一张草稿" / "Choose a draft first";
        no_round: "没有慰问活动，按 F6 建立" / "There is no round; F6 creates one";
        /// Whose, when it was kept.
        discard_question: "放弃 {} 的草稿（{}）？填写的内容不再保留。" / "Discard the draft of {} ({})? What was filled in is lost.";
        /// The number of a half-keyed sheet.
        sheet: "签领表 {}" / "Sheet {}";
        /// How many.
        sheet_lines: "共 {} 行" / "{} line{|s}";
        /// The number, the place.
        discard_sheet: "放弃签领表 {}（{}）填了一半的登记？填写的内容不再保留。" / "Discard what is keyed of sheet {} ({})? It is lost.";
        discarded: "草稿已放弃" / "The draft is discarded";
    }
}
