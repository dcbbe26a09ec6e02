//! The keys in words: what each does, short for the footer and long for the help. Here stand the texts
//! that several screens share; what one screen's keys do stands in that screen's `keys.rs`.

use super::Lang;

/// What a key does, in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyText {
    zh: [&'static str; 2],
    en: [&'static str; 2],
}

impl KeyText {
    /// In one or two words, for the footer.
    pub const fn short(&self, lang: Lang) -> &'static str {
        self.both(lang)[0]
    }

    /// In a sentence, for the help.
    pub const fn long(&self, lang: Lang) -> &'static str {
        self.both(lang)[1]
    }

    const fn both(&self, lang: Lang) -> &[&'static str; 2] {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

/// What a key does: short and long in Chinese, short and long in English.
pub const fn says(
    short_zh: &'static str,
    long_zh: &'static str,
    short_en: &'static str,
    long_en: &'static str,
) -> KeyText {
    KeyText { zh: [short_zh, long_zh], en: [short_en, long_en] }
}

/// A title in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Title {
    zh: &'static str,
    en: &'static str,
}

impl Title {
    /// In a language.
    pub const fn text(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }
}

/// A title: in Chinese, in English.
pub const fn title(zh: &'static str, en: &'static str) -> Title {
    Title { zh, en }
}

/// The arrow up, which has no letters.
pub const ARROW_UP: Title = title("上箭头", "Up");
/// The arrow down.
pub const ARROW_DOWN: Title = title("下箭头", "Down");
/// The arrow left.
pub const ARROW_LEFT: Title = title("左箭头", "Left");
/// The arrow right.
pub const ARROW_RIGHT: Title = title("右箭头", "Right");
/// Both of the arrows left and right, where they cannot be drawn.
pub const LEFT_RIGHT: Title = title("左右键", "<- ->");
/// Head of the column of keys.
pub const COLUMN_KEY: Title = title("键", "Key");
/// Head of the column of what they do.
pub const COLUMN_DOES: Title = title("作用", "What it does");
/// A key that works elsewhere: the key, what it does there, where.
pub const NOT_HERE: Title = title("{} 这里不能用，在「{}」里是：{}", "{} does nothing here. {}: {}");
/// A key that does nothing anywhere: the key.
pub const NOWHERE: Title =
    title("{} 没有作用，F10 看全部操作", "{} does nothing; F10 shows everything that can be done");

/// Goes back.
pub const BACK: KeyText = says("返回", "返回", "Back", "Goes back");
/// Opens what is chosen.
pub const OPEN: KeyText = says("查看", "查看选中的", "Open", "Opens what is chosen");
/// Records a visit.
pub const GIVE: KeyText = says("登记", "登记走访慰问", "Record", "Records a visit");
/// Reverses the chosen entry.
pub const REVERSE: KeyText =
    says("冲正", "冲正选中的分录（要写理由）", "Reverse", "Reverses the chosen entry, with a reason");
/// Reverses all that was recorded together with the chosen entry.
pub const REVERSE_BATCH: KeyText = says(
    "整批冲正",
    "冲正与选中的分录一起登记的整批（要写理由）",
    "Batch",
    "Reverses all that was recorded together with the chosen entry, with a reason",
);
/// Changes what is chosen.
pub const EDIT: KeyText = says("修改", "修改", "Edit", "Changes it");
/// Writes the list to a file.
pub const EXPORT: KeyText =
    says("导出", "把这份名单导出到文件，可打印", "Write out", "Writes this list to a file, for paper too");
/// Records what became of somebody.
pub const STATUS: KeyText = says(
    "状态",
    "登记或撤销去世、迁出、停发",
    "Status",
    "Records or undoes a death, departure or suspension",
);
/// Changes the facts of the chosen one.
pub const EDIT_CHOSEN: KeyText =
    says("修改", "修改选中的人的资料", "Edit", "Changes the facts of the chosen one");
/// Adds somebody.
pub const NEWCOMER: KeyText = says("新增", "新增一人", "Add", "Adds a person");
/// Accepts.
pub const ACCEPT: KeyText = says("确定", "确定", "OK", "Accepts");
/// Cancels.
pub const CANCEL: KeyText = says("取消", "取消", "Cancel", "Cancels");
/// Shows the last look before it is written.
pub const CHECK: KeyText = says("核对", "核对后登记", "Check", "Shows the last look before it is written");
/// Takes what a field proposes.
pub const TAKE_PROPOSAL: KeyText =
    says("填入", "光标在末尾时填入提示的词", "Take", "At the end of the text: takes what is proposed");
/// To the next field.
pub const NEXT_FIELD: KeyText = says("下一项", "下一项", "Next", "To the next field");
/// To the previous field.
pub const PREVIOUS_FIELD: KeyText = says("上一项", "上一项", "Previous", "To the previous field");
/// To the row below, past the second field of this one.
pub const ROW_BELOW: KeyText = says("下一行", "下一行", "Row down", "To the row below");
/// To the row above.
pub const ROW_ABOVE: KeyText = says("上一行", "上一行", "Row up", "To the row above");
/// The next value.
pub const VALUE_AFTER: KeyText = says("换选项", "后一个选项", "Choice", "The next choice");
/// The next choice, where the line of keys has little room.
pub const TURN: KeyText = says("换", "换选项", "Turn", "The next choice");
/// The value before.
pub const VALUE_BEFORE: KeyText = says("上个选项", "前一个选项", "Choice before", "The choice before");
/// Goes to the other tab.
pub const TAB: KeyText = says("换页", "换到另一页", "Other tab", "Goes to the other tab");
