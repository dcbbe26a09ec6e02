//! The form that records many, and the last look before they are written.

use crate::domain::batch::LeftOut;
use crate::lang::{Lang, batch, texts};

texts! {
    /// The texts of the form that records many.
    pub(super) fn of(lang) -> BatchTexts {
        /// How many are marked.
        title: "一起登记（{} 个对象）" / "Record {} marked";
        look_title: "核对后写入台账" / "Last look before it is written";
        look_write: "Enter 一次全部写入，每个对象一笔；写入后不能修改，只能冲正。" / "Enter writes all; later they can only be reversed.";

        /// Names that several of them bear.
        namesakes: "其中有同名的：{}，请核对是否同一人" / "Some bear one name: {}; may they be one human?";

        // Labels.
        round: "活动" / "Round";
        count: "登记" / "Records";
        cash: "慰问金" / "Cash";
        goods: "慰问品" / "Goods";
        day: "日期" / "Day";
        handlers: "经办人" / "Handlers";
        left_out: "不登记" / "Left out";

        /// How many receive the usual gift in person.
        to_record: "{} 个对象，照标准发给本人" / "{}, the full standard to each in person";
        /// The same where some were given a part before: how many.
        some_parts: "{} 个对象，发给本人；其中 {} 个只补欠发的部分" / "{}, each in person; {} of them only what is still owed";
        /// The same where nobody would be recorded.
        nobody: "没有：所标的都不能登记，原因见下" / "none: nobody marked can be recorded, see below";
        /// A sum in yuan and in words.
        sum: "{} 元  大写 {}" / "{} yuan  in words {}";
        /// Goods: how many receive some, their value.
        goods_sum: "{} 个对象，折合 {}" / "{}, worth {}";
        /// How many are left out.
        left: "{} 个：" / "{}: ";
        /// A reason and how many it concerns.
        reason: "{} {}" / "{} {}";
        none_left: "没有" / "nobody";
        same_as_last: "与上一户相同" / "as last time";
        /// Under a day that is not today.
        same_day: "不是今天：与上一户相同" / "not today: the day of the one before";

        // The list.
        head_left: "不登记" / "Left out";
        head_recorded: "将登记" / "To be recorded";
        /// One of the two, how many.
        head: "{} {} 个" / "{}: {}";
        /// The people shown, of all.
        rows: "第 {}-{} 个，共 {} 个  PgDn 下翻" / "{}-{} of {}  PgDn for more";
        /// The same at the end.
        last_rows: "第 {}-{} 个，共 {} 个  PgUp 上翻" / "{}-{} of {}  PgUp goes back";

        // What keeps them from being written.
        no_day: "看不懂这个日期，请写 2.2 或 2024-02-02" / "Not a day; write 2.2 or 2024-02-02";
        bad_handler: "经办人中有不能使用的字符，或太长" / "A handler has characters that are not allowed, or is too long";
        two_handlers: "现金须两名不同的经办人" / "Cash needs two different handlers";
        one_handler: "请写经办人" / "A handler is needed";
        nothing: "所标的都不能登记，原因见名单" / "Nobody marked can be recorded; the list says why";
        changed: "情况有变，请重新核对" / "Something changed: look again";
        hint:
            "日期：2.2、- 昨天；名单在下面，PgDn、PgUp 翻页" /
            "Day: 2.2, - yesterday; PgDn and PgUp turn the list";
        /// In a handler.
        handler_hint: "经办人：改写后 F2 核对" / "Handlers: F2 checks";
        esc_again: "改过的还没有登记，再按一次 Esc 放弃" / "Not recorded yet; Esc again drops what you typed";

        /// After it was written: how many, their sum.
        recorded: "已写入 {} 个对象 {}" / "Recorded {}: {}";
        undo_hint: "Ctrl+R 整批冲正" / "Ctrl+R reverses all";
    }
}

/// Why somebody is left out, in a word that is the same for all days.
pub(super) fn kind(lang: Lang, why: LeftOut) -> String {
    match why {
        LeftOut::PutOff(_) => lang.pick("改期", "put off").to_owned(),
        LeftOut::Visited
        | LeftOut::Closed(_)
        | LeftOut::Draft
        | LeftOut::NotInRound
        | LeftOut::NotOpen
        | LeftOut::Refused(_) => batch::left_out(lang, why),
    }
}
