//! The texts of the words of rosters.

use crate::lang::texts;

texts! {
    /// The texts of the words of rosters.
    pub(super) fn of(lang) -> RosterWordsTexts {
        title: "名册用语" / "Words of rosters";
        /// How many.
        count: "共 {} 条" / "{} kept";
        none:
            "还没有：导入名册时回答过的问题（苏木镇、类别、列、工作表）会记在这里，下次导入不再问。" /
            "None yet: what is answered when a roster is imported (township, label, column, sheet) is kept here for the next one.";

        // Heads of columns.
        kind: "种类" / "Kind";
        word: "名册的写法" / "In rosters";
        answer: "记为" / "Means";
        holds_for: "用于" / "For";

        /// Below the list.
        note:
            "忘掉的用语下次导入再问；已导入的人不变。忘错了可以撤销。" /
            "The next import asks again about a word that is forgotten. Who is registered stays as they are; it can be undone.";
        /// Below the list: the command.
        command: "命令：muster words list|forget" / "Command: muster words list|forget";

        /// The question before one is forgotten: the word, what it means.
        forget_question: "忘掉「{}」记为「{}」？" / "Forget that {} means {}?";
        /// The question before all are; how many.
        forget_all_question: "忘掉全部 {} 条用语？" / "Forget all {} words?";
        /// How many.
        forgotten: "已忘掉 {} 条，下次导入再问" / "{} forgotten; the next import asks again";
        /// Where the cursor cannot go further.
        no_more: "没有更多的用语" / "There are no more words";
    }
}
