//! `muster words`: what was answered of rosters and kept for the next one like it, listed and forgotten.

use serde::Serialize;

use super::command::{Command, CommandDef, Family, Help, help};
use super::definition::of;
use super::error::{CliError, CommandResult, Status, shown};
use super::kept::Daily;
use super::out::Out;
use super::parse;
use super::session::Session;
use super::table::{Side, Table};
use crate::domain::op::Op;
use crate::domain::roster_question::{KeptAnswer, QuestionKind};
use crate::domain::text::NOTE_MAX;
use crate::lang::{Lang, fill, roster, texts};
use crate::store::Store;

texts! {
    /// The texts of `words`.
    fn texts(lang) -> WordsTexts {
        kind: "种类" / "Kind";
        word: "名册的写法" / "In rosters";
        answer: "记为" / "Means";
        holds_for: "用于" / "For";
        none: "还没有记下名册用语：导入时回答过的问题会记在这里" / "no words of rosters are kept yet: what is answered at an import is kept here";
        /// How many.
        forgotten: "已忘掉 {} 条，下次导入再问" / "{} forgotten; the next import asks again";
        /// The word.
        unknown: "没有记下「{}」；muster words list 列出全部" / "{} is not kept; muster words list tells what is";
        /// Nothing is named.
        nothing: "要写明忘掉哪个词，或用 --all 全部忘掉" / "name the word to forget, or --all";
        /// The word, and the known ones.
        bad_kind: "没有「{}」这种；可写 {}" / "{} is no kind; one of {}";
    }
}

/// The family.
pub(super) struct WordsFamily;

impl Family for WordsFamily {
    const NAME: &'static str = "words";
    const HELP: Help = help! {
        "名册用语：导入时回答过并记下的" / "Words of rosters: what was answered at imports and kept";
        [db today json]
        "muster words list" => "列出记下的回答" / "What is kept";
        "muster words forget --all" => "全部忘掉，下次导入再问" / "Forgets all; the next import asks again";
    };
    const ACTIONS: &'static [CommandDef] = &[of::<ListArgs>(), of::<ForgetArgs>()];
}

/// `words list` takes no arguments of its own.
#[derive(Debug, clap::Args)]
struct ListArgs;

/// The arguments of `words forget`.
#[derive(Debug, clap::Args)]
struct ForgetArgs {
    #[arg(value_name = "WORD")]
    word: Option<String>,
    #[arg(long, value_name = "KIND")]
    kind: Option<String>,
    #[arg(long, value_name = "SHAPE")]
    shape: Option<String>,
    #[arg(long, conflicts_with_all = ["word", "kind", "shape"])]
    all: bool,
}

#[derive(Serialize)]
struct WordJson {
    kind: &'static str,
    word: String,
    answer: String,
    shape: String,
}

#[derive(Serialize)]
struct ForgottenJson {
    result: &'static str,
    forgotten: Vec<WordJson>,
}

fn word_json(lang: Lang, one: &KeptAnswer) -> WordJson {
    let word = if one.word.is_empty() { String::new() } else { roster::kept_word(lang, one) };
    let answer = if one.answer.is_empty() { String::new() } else { one.answer.to_string() };
    WordJson { kind: one.kind.code(), word, answer, shape: one.shape.to_string() }
}

impl Command for ListArgs {
    const NAME: &'static str = "list";
    const HELP: Help = help! {
        "列出记下的名册用语" / "The words of rosters that are kept";
        [db today json]
        "muster words list --json" => "输出 JSON" / "As JSON";
    };

    /// Lists them. An empty list is an answer, not a failure.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let (lang, texts) = (session.lang, texts(session.lang));
        let all = session.open()?.reading(Store::kept_answers)?;
        if session.json {
            out.json(&all.iter().map(|one| word_json(lang, one)).collect::<Vec<_>>());
            return Ok(Status::Fine);
        }
        if all.is_empty() {
            out.line(texts.none);
            return Ok(Status::Fine);
        }
        let heads = [texts.kind, texts.word, texts.answer, texts.holds_for];
        let mut table = Table::new(&heads.map(|head| (head, Side::Left)));
        for one in &all {
            table.row(vec![
                roster::kind(lang, one.kind).to_owned(),
                roster::kept_word(lang, one),
                roster::kept_answer(lang, one),
                roster::kept_for(lang, one),
            ]);
        }
        out.lines(&table.lines());
        Ok(Status::Fine)
    }
}

impl ForgetArgs {
    /// The kind that is named; any where none is.
    fn kind(&self, session: &Session) -> Result<Option<QuestionKind>, CliError> {
        let Some(written) = self.kind.as_deref() else { return Ok(None) };
        let is_it = |kind: &QuestionKind| {
            kind.code() == written
                || roster::kind(Lang::Zh, *kind) == written
                || roster::kind(Lang::En, *kind) == written
        };
        let codes = || QuestionKind::KEPT.map(QuestionKind::code).join(session.texts().comma);
        QuestionKind::KEPT
            .into_iter()
            .find(is_it)
            .map(Some)
            .ok_or_else(|| CliError::usage(fill(texts(session.lang).bad_kind, &[&shown(written), &codes()])))
    }
}

impl Command for ForgetArgs {
    const NAME: &'static str = "forget";
    const HELP: Help = help! {
        "忘掉一个词，或全部；下次导入再问，可用 undo 撤销" / "Forgets a word or all of them: the next import asks again; `undo` takes it back";
        word: "名册的写法，如 list 所示" / "The word, as `list` tells it";
        kind: "只忘掉这一种：label、township、column、sheet" / "Only those of a kind: label, township, column, sheet";
        shape: "只忘掉这种表样的，如 list 所示" / "Only those for rosters of this shape, as `list` tells it";
        all: "全部忘掉" / "All of them";
        [db today json]
        "muster words forget --all" => "全部忘掉" / "Forgets all";
    };

    /// Forgets them; says so only after the commit.
    fn run(&self, session: &Session, out: &mut Out) -> CommandResult {
        let (lang, texts) = (session.lang, texts(session.lang));
        if !self.all && self.word.is_none() && self.kind.is_none() && self.shape.is_none() {
            return Err(CliError::usage(texts.nothing));
        }
        let word = self.word.as_deref().map(|word| parse::text(session, word, NOTE_MAX)).transpose()?;
        let kind = self.kind(session)?;
        let shape = self.shape.as_deref().unwrap_or_default();
        let mut store = session.open()?;
        let is_it = |one: &KeptAnswer| {
            let told =
                word.as_ref().is_none_or(|word| one.word == *word || roster::kept_word(lang, one) == **word);
            told && kind.is_none_or(|kind| one.kind == kind) && one.shape.starts_with(shape)
        };
        let mut found = store.kept_answers()?;
        found.retain(is_it);
        if found.is_empty() && !self.all {
            let named = self.word.as_deref().or(self.shape.as_deref()).or(self.kind.as_deref());
            let told = fill(texts.unknown, &[&shown(named.unwrap_or_default())]);
            return Err(CliError::Message(Status::Nothing, vec![told]));
        }
        let daily = Daily::ask(session, &store);
        if !found.is_empty() {
            store.commit(&Op::ForgetAnswers(found.clone()), &session.ctx())?;
            out.note_written();
        }
        if session.json {
            let result = if found.is_empty() { "exists" } else { "done" };
            let forgotten = found.iter().map(|one| word_json(lang, one)).collect();
            out.json(&ForgottenJson { result, forgotten });
        } else if found.is_empty() {
            out.line(texts.none);
        } else {
            out.line(&fill(texts.forgotten, &[&found.len()]));
        }
        if !found.is_empty() {
            daily.keep(session, &store, out);
        }
        Ok(Status::Fine)
    }
}
