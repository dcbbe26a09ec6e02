//! What a roster leaves open, how it was understood, and what to answer.

use super::{Lang, cells, fill, texts};
use crate::domain::roster::Column;
use crate::domain::roster_deaths::{DeathFate, DeathRow};
use crate::domain::roster_question::{KeptAnswer, Origin, Question, QuestionKind, Understood, Unfit};
use crate::domain::text::{CleanText, mask};

texts! {
    /// Questions and what was understood.
    fn of(lang) -> RosterTexts {
        /// How many rows.
        no_township: "哪个苏木镇？表中没有写（{} 行）" / "Which township? The roster does not say ({} row{|s})";
        /// The word, how many rows.
        township: "「{}」是哪个苏木镇？（{} 行）" / "Which township is {}? ({} row{|s})";
        label: "「{}」是哪个类别？（{} 行）" / "Which category or group is {}? ({} row{|s})";
        /// The header.
        column: "「{}」这一列是什么？" / "What does the column {} hold?";
        /// The sheet, how many rows.
        sheet: "工作表「{}」要不要导入？（{} 行）" / "Is the sheet {} to be imported? ({} row{|s})";
        complete: "名单对哪个范围是完整的？范围内没列的人，类别到今天为止" / "For whom is the roster complete? Who is not in it, holds the label until today";
        /// The first rows.
        rows: "如第 {} 行" / "such as row {}";
        /// An answer that takes none of the choices.
        none_township: "都不是：这些行不导入" / "none of these: its rows stay refused";
        none_label: "都不是：不记这个类别" / "none of these: it is not imported";
        none_column: "不导入这一列" / "leave the column out";
        none_sheet: "不导入这张表" / "leave the sheet out";
        /// What to answer with; the option.
        answer_with: "用 {} 回答" / "answer with {}";
        or: "、" / ", ";
        /// The place, the origin, how many rows.
        place: "苏木镇 {}：{}（{} 行）" / "township {}: {} ({} row{|s})";
        /// The word, the label, the origin, how many rows.
        word: "「{}」记为 {}：{}（{} 行）" / "{} is {}: {} ({} row{|s})";
        /// The same of a word that is not imported.
        word_out: "「{}」不导入：{}（{} 行）" / "{} is not imported: {} ({} row{|s})";
        /// A label that no cell names.
        lent: "类别 {}：{}（{} 行）" / "{}: {} ({} row{|s})";
        /// The column that is filled, the one that fills it.
        fills: "「{}」空着时用「{}」" / "where {} is empty, {} is taken";
        others: "别人的列，没有导入：{}" / "columns of other people, not imported: {}";
        /// The header, what it holds, how that is known.
        column_is: "「{}」读作{}：{}" / "the column {} is {}: {}";
        column_out: "「{}」不导入：{}" / "the column {} is left out: {}";
        dead_list:
            "这是死亡、注销或停发人员名单（{} 行）：登记册上的人登记去世，没有日期的先停着；不新增人" /
            "A list of the dead or gone ({} row{|s}): whoever is registered dies, or is held back where no day is told; it adds nobody";
        /// The day.
        death_sets: "登记去世：{}" / "death recorded: {}";
        death_behind: "没有去世日期，按火化等日期 {} 登记去世" / "no day of death, so that of the cremation is recorded: {}";
        death_holds: "没有能用的去世日期：先停着，等人核对" / "no day of death that can be: held back until somebody decides";
        death_known: "已登记去世" / "recorded already";
        /// The day in the register, the day in the list.
        death_other_day: "登记册上去世日期是 {}，名单是 {}：没有改，请核对" / "the register has {}, the list {}: not changed, check it";
        death_stranger: "登记册上没有这个人" / "not registered";
        death_perhaps: "可能是登记册上同名的人，号码不全相同或没有：没有登记，请核对后登记" / "perhaps somebody registered of this name, by no number: not recorded, check it and record it by hand";
        death_other_name: "身份证号在登记册上是另一个姓名：没有登记，请核对" / "the register has the number under another name: not recorded, check it";
        death_no_day: "没有能用的去世日期：没有登记，请核对" / "no day of death that can be: not recorded, check it";
        death_again: "前面的行已说过这个人" / "a row before is about the same person";
        /// The category, how many.
        no_group:
            "「{}」新增的 {} 人没有慰问类别，也没有规则给出，所以不列入应访；定规则：按 Ctrl+T 再按 F2，或 muster group rule" /
            "{}: {} newcomer{|s} hold{s|} no group, and no rule gives one, so nobody is to visit; Ctrl+T F2 makes a rule, or muster group rule";
        /// The row, what it says.
        head: "第 {} 行没有当作人（看不懂的段头或表尾）：{}" / "row {} was taken for nobody (a head or foot that is not known): {}";
        kept_sheet_read: "工作表「{}」照以前的回答读了" / "the sheet {} was read, as it was answered before";
        kept_sheet_out:
            "工作表「{}」照以前的回答没有读；要读用 --sheet" /
            "the sheet {} was left out, as it was answered before; --sheet reads it";
        sheet_name:
            "工作表名「{}」没有当作苏木镇或类别；是类别就用 --label 说明" /
            "the name of the sheet {} was taken for neither a township nor a label; --label tells if it is one";
        /// An answer that names nothing, and what might have been.
        wrong_answer: "没有「{}」。可选：{}" / "There is no {}. Choices: {}";
        /// A column that the file does not have, and its headers.
        wrong_column:
            "这个文件没有「{}」这一列；有：{}。--map 里写表头或列号（A、B）" /
            "The file has no column {}; it has {}. --map takes a header or a letter (A, B)";
        wrong_column_again:
            "「{}」这一列已由前一个 --map 说明；留一个" /
            "The column {} is told of by a --map before; keep one";
        wrong_field:
            "--map 没有字段「{}」；可选：{}；等号后空着则不导入" /
            "--map knows no field {}; choices: {}; nothing behind = leaves the column out";
        /// A sheet that the file does not have, and its sheets.
        wrong_sheet: "这个文件没有工作表「{}」；有：{}" / "The file has no sheet {}; it has {}";
        no_sheets:
            "这是文本文件，没有工作表，不用 --sheet「{}」" /
            "A text file has no sheets: leave out --sheet {}";
        /// The township.
        unfit_township:
            "每一行都写明了别的苏木镇，--township {} 一行也用不上；去掉它再导入" /
            "Every row tells another township, so --township {} fits none; leave it out";
        /// The word.
        unfit_word:
            "名册里没有把苏木镇写作「{}」的，--township 的这个回答用不上；照名册的写法写，或去掉它" /
            "Nothing in the roster names a township {}, so that --township fits none; write it as the roster does, or leave it out";
        unfit_label:
            "名册里没有类别写作「{}」，--label 的这个回答用不上；照名册的写法写，或去掉它" /
            "Nothing in the roster names a label {}, so that --label fits none; write it as the roster does, or leave it out";
        /// What the roster asks about.
        unfit_asked: "。名册里要回答的：{}" / ". It asks about {}";
        names_nobody:
            "名单里没有一个人属于「{}」，不能说它对此完整；没有写入" /
            "The roster names nobody of {}, so it is not complete for that; nothing was written";
        /// The limit.
        too_many_missing:
            "没列的人超过 {} 个，不像是完整的名单；没有写入" /
            "More than {} {person is|people are} missing, so the roster is hardly complete; nothing was written";
        kind_label: "类别" / "label";
        kind_township: "苏木镇" / "township";
        kind_column: "列" / "column";
        kind_sheet: "工作表" / "sheet";
        kind_complete: "完整范围" / "complete for";
        /// What is asked where a roster tells no township.
        kept_no_township: "（表中没写苏木镇）" / "(tells no township)";
        kept_not: "不导入" / "not imported";
        kept_refused: "不导入这些行" / "its rows stay refused";
        kept_all: "全部名册" / "all rosters";
        /// The shape, as a short number.
        kept_shape: "同一表样 {}" / "rosters like {}";
        by_head: "看段头" / "by the head above";
        by_sheet: "看工作表名" / "by the name of the sheet";
        by_title: "看标题" / "by the title";
        by_header: "看表头" / "by a header";
        by_file: "看文件名" / "by the name of the file";
        by_address: "看住址" / "by the address";
        by_answer: "这次回答的" / "as answered now";
        by_kept: "照以前的回答" / "as answered before";
        by_table: "按常见写法" / "as lists usually write";
    }
}

/// What is asked.
pub fn question(lang: Lang, one: &Question) -> String {
    let texts = of(lang);
    let value = mask::misplaced(&one.value);
    let asked = match one.kind {
        QuestionKind::Township if one.value.is_empty() => fill(texts.no_township, &[&one.rows]),
        QuestionKind::Township => fill(texts.township, &[&value, &one.rows]),
        QuestionKind::Label => fill(texts.label, &[&value, &one.rows]),
        QuestionKind::Column => fill(texts.column, &[&value]),
        QuestionKind::Sheet => fill(texts.sheet, &[&value, &one.rows]),
        QuestionKind::Complete => texts.complete.to_owned(),
    };
    if one.examples.is_empty() {
        return asked;
    }
    let rows: Vec<String> = one.examples.iter().map(ToString::to_string).collect();
    let rows = fill(texts.rows, &[&rows.join(texts.or)]);
    [asked, rows].join(lang.pick("，", ", "))
}

/// A choice in words.
pub fn choice(lang: Lang, kind: QuestionKind, choice: &CleanText) -> String {
    let texts = of(lang);
    if !choice.is_empty() {
        return choice.to_string();
    }
    match kind {
        QuestionKind::Township => texts.none_township,
        QuestionKind::Label => texts.none_label,
        QuestionKind::Column => texts.none_column,
        QuestionKind::Sheet | QuestionKind::Complete => texts.none_sheet,
    }
    .to_owned()
}

/// The option of the command that answers with the likeliest choice.
pub fn option(one: &Question) -> String {
    let first = one.choices.iter().find(|choice| !choice.is_empty()).cloned().unwrap_or_default();
    let quoted = |text: String| format!("'{}'", text.replace('\'', "'\\''"));
    match one.kind {
        QuestionKind::Township if one.value.is_empty() => format!("--township {first}"),
        QuestionKind::Township => format!("--township {}", quoted(format!("{}={first}", one.value))),
        QuestionKind::Label => format!("--label {}", quoted(format!("{}={first}", one.value))),
        QuestionKind::Column => format!("--map {}", quoted(format!("{}={first}", one.value))),
        QuestionKind::Sheet => format!("--sheet {}", quoted(first.to_string())),
        QuestionKind::Complete => format!("--complete-for {}", quoted(first.to_string())),
    }
}

/// How to answer, by the command.
pub fn answer_with(lang: Lang, one: &Question) -> String {
    fill(of(lang).answer_with, &[&option(one)])
}

/// An answer that names nothing, and what might have been answered; nothing where a file has no sheets, or where another
/// answer told of the column before.
pub fn wrong_answer(lang: Lang, (kind, answer): (QuestionKind, &CleanText), choices: &[CleanText]) -> String {
    let texts = of(lang);
    let template = match kind {
        QuestionKind::Sheet if choices.is_empty() => {
            return fill(texts.no_sheets, &[&mask::misplaced(answer)]);
        }
        QuestionKind::Sheet => texts.wrong_sheet,
        QuestionKind::Column if choices.is_empty() => {
            return fill(texts.wrong_column_again, &[&mask::misplaced(answer)]);
        }
        QuestionKind::Column => texts.wrong_column,
        QuestionKind::Township | QuestionKind::Label | QuestionKind::Complete => texts.wrong_answer,
    };
    fill(template, &[&mask::misplaced(answer), &listed(lang, choices)])
}

/// A field that there is not, and those that there are.
pub fn wrong_field(lang: Lang, field: &CleanText) -> String {
    let fields = Column::ALL.map(|column| match lang {
        Lang::Zh => cells::column(lang, column),
        Lang::En => column.code(),
    });
    fill(of(lang).wrong_field, &[field, &fields.join(of(lang).or)])
}

/// An answer that nothing in the roster asks for, and what it does ask about.
pub fn unfit(lang: Lang, one: &Unfit) -> String {
    let texts = of(lang);
    let (template, word, asked) = match one {
        Unfit::Township(township) => return fill(texts.unfit_township, &[township]),
        Unfit::TownshipWord(word, asked) => (texts.unfit_word, word, asked),
        Unfit::Label(word, asked) => (texts.unfit_label, word, asked),
    };
    let told = fill(template, &[&mask::misplaced(word)]);
    if asked.is_empty() { told } else { told + &fill(texts.unfit_asked, &[&listed(lang, asked)]) }
}

/// Words in a row, numbers of people masked.
fn listed(lang: Lang, words: &[CleanText]) -> String {
    let words: Vec<_> = words.iter().map(|word| mask::misplaced(word)).collect();
    words.join(of(lang).or)
}

/// A roster is said to be complete for this, and names nobody of it.
pub fn names_nobody(lang: Lang, what: &CleanText) -> String {
    fill(of(lang).names_nobody, &[what])
}

/// A roster is said to be complete, and more people than this are missing.
pub fn too_many_missing(lang: Lang, most: usize) -> String {
    fill(of(lang).too_many_missing, &[&most])
}

/// What a row of a list of the dead comes to.
pub fn death(lang: Lang, one: &DeathRow) -> String {
    let texts = of(lang);
    let day = one.day.map(|day| day.to_string()).unwrap_or_default();
    match one.fate {
        DeathFate::Sets => fill(texts.death_sets, &[&day]),
        DeathFate::SetsBehind => fill(texts.death_behind, &[&day]),
        DeathFate::Holds => texts.death_holds.to_owned(),
        DeathFate::Known => texts.death_known.to_owned(),
        DeathFate::OtherDay(known) => fill(texts.death_other_day, &[&known, &day]),
        DeathFate::Stranger => texts.death_stranger.to_owned(),
        DeathFate::Perhaps => texts.death_perhaps.to_owned(),
        DeathFate::OtherName => texts.death_other_name.to_owned(),
        DeathFate::NoDay => texts.death_no_day.to_owned(),
        DeathFate::Again => texts.death_again.to_owned(),
    }
}

/// That a roster is a list of the dead, and how many rows it has.
pub fn dead_list(lang: Lang, rows: u64) -> String {
    fill(of(lang).dead_list, &[&rows])
}

/// How something was understood.
pub fn understood(lang: Lang, one: &Understood) -> String {
    let texts = of(lang);
    match one {
        Understood::Township { place, origin, rows } => fill(texts.place, &[place, &by(lang, *origin), rows]),
        Understood::Label { word, label, origin, rows } => {
            let (word, by) = (mask::misplaced(word), by(lang, *origin));
            if word.is_empty() {
                fill(texts.lent, &[label, &by, rows])
            } else if label.is_empty() {
                fill(texts.word_out, &[&word, &by, rows])
            } else {
                fill(texts.word, &[&word, label, &by, rows])
            }
        }
        Understood::Fills { first, second } => fill(texts.fills, &[first, second]),
        Understood::OfOthers(columns) => {
            let columns: Vec<&str> = columns.iter().map(CleanText::as_str).collect();
            fill(texts.others, &[&columns.join(texts.or)])
        }
        Understood::Column { header, column: Some(column), origin } => {
            fill(texts.column_is, &[header, &cells::column(lang, *column), &by(lang, *origin)])
        }
        Understood::Column { header, column: None, origin } => {
            fill(texts.column_out, &[header, &by(lang, *origin)])
        }
        Understood::NoGroup { category, rows } => fill(texts.no_group, &[category, rows]),
        Understood::KeptSheet(sheet, read) => {
            let told = if *read { texts.kept_sheet_read } else { texts.kept_sheet_out };
            fill(told, &[&mask::misplaced(sheet)])
        }
        Understood::SheetName(sheet) => fill(texts.sheet_name, &[&mask::misplaced(sheet)]),
        Understood::Head { row, text } => fill(texts.head, &[row, &mask::misplaced(text)]),
    }
}

/// What a question is about.
pub fn kind(lang: Lang, kind: QuestionKind) -> &'static str {
    let texts = of(lang);
    match kind {
        QuestionKind::Township => texts.kind_township,
        QuestionKind::Label => texts.kind_label,
        QuestionKind::Column => texts.kind_column,
        QuestionKind::Sheet => texts.kind_sheet,
        QuestionKind::Complete => texts.kind_complete,
    }
}

/// The word of an answer that is kept.
pub fn kept_word(lang: Lang, one: &KeptAnswer) -> String {
    if one.word.is_empty() {
        of(lang).kept_no_township.to_owned()
    } else {
        mask::misplaced(&one.word).into_owned()
    }
}

/// What was answered.
pub fn kept_answer(lang: Lang, one: &KeptAnswer) -> String {
    let column = Column::ALL.into_iter().find(|column| column.code() == &*one.answer);
    match (one.kind, column) {
        (QuestionKind::Township, _) if one.answer.is_empty() => of(lang).kept_refused.to_owned(),
        _ if one.answer.is_empty() => of(lang).kept_not.to_owned(),
        (QuestionKind::Column, Some(column)) => cells::column(lang, column).to_owned(),
        (..) => mask::misplaced(&one.answer).into_owned(),
    }
}

/// For which rosters it was answered.
pub fn kept_for(lang: Lang, one: &KeptAnswer) -> String {
    if one.shape.is_empty() {
        return of(lang).kept_all.to_owned();
    }
    fill(of(lang).kept_shape, &[&short(one)])
}

/// The beginning of a shape: enough to tell one from another.
pub fn short(one: &KeptAnswer) -> String {
    one.shape.chars().take(6).collect()
}

fn by(lang: Lang, origin: Origin) -> &'static str {
    let texts = of(lang);
    match origin {
        Origin::Head => texts.by_head,
        Origin::Sheet => texts.by_sheet,
        Origin::Title => texts.by_title,
        Origin::Header => texts.by_header,
        Origin::File => texts.by_file,
        Origin::Address => texts.by_address,
        Origin::Answer => texts.by_answer,
        Origin::Kept => texts.by_kept,
        Origin::Table => texts.by_table,
    }
}
