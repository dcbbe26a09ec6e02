//! The answer of `import` in words.

use super::{shown, texts};
use crate::cli::out::Out;
use crate::domain::fact_history::FactChange;
use crate::domain::roster::{CellFault, ImportReport};
use crate::domain::roster_missing::{MISSING_COUNTED, MissingPerson};
use crate::domain::text::CleanText;
use crate::lang::{self, Lang, fill};

/// Prints what became of a roster.
pub(super) fn print((dry_run, blocked): (bool, bool), lang: Lang, report: &ImportReport, out: &mut Out) {
    let texts = texts(lang);
    out.line(&fill(
        texts.counts,
        &[
            &report.rows,
            &report.new,
            &report.changed,
            &report.unchanged,
            &report.refused_rows,
            &report.warned.len(),
        ],
    ));
    for (template, names) in [
        (texts.hidden_sheets, &report.hidden_sheets),
        (texts.other_sheets, &report.other_sheets),
        (texts.unknown_columns, &report.unknown_columns),
    ] {
        if !names.is_empty() {
            let names: Vec<&str> = names.iter().map(CleanText::as_str).collect();
            out.line(&fill(template, &[&names.join(texts.comma)]));
        }
    }
    if !report.understood.is_empty() {
        out.line(texts.understood);
    }
    for one in &report.understood {
        out.line(&lang::roster::understood(lang, one));
    }
    print_questions(lang, report, out);
    for (head, faults) in
        [(texts.warned, &report.warned), (texts.refused, &report.refused), (texts.left_out, &report.left_out)]
    {
        if faults.iter().any(|fault| !is_asked(report, fault)) {
            out.line(head);
        }
        for fault in faults.iter().filter(|fault| !is_asked(report, fault)) {
            let why = lang::cells::fault(lang, &fault.fault);
            let (column, whom) = (lang::cells::header(lang, fault), lang::facts::person(&fault.whom));
            out.line(&if whom.is_empty() {
                fill(texts.fault, &[&fault.row, &column, &why])
            } else {
                fill(texts.fault_of, &[&fault.row, &whom, &column, &why])
            });
        }
    }
    print_deaths(lang, report, out);
    print_changes(lang, report, out);
    print_missing(lang, report, out);
    if dry_run {
        print_newcomers(lang, report, out);
        out.line(if blocked { texts.dry_run_blocked } else { texts.dry_run });
        out.line(&fill(texts.content, &[&report.content]));
    } else if report.written {
        out.line(
            match (report.rows, report.new + report.changed + report.ends.len() as u64, report.unchanged) {
                (0, _, _) => texts.nobody,
                (_, 0, 0) => texts.none_good,
                (_, 0, _) if report.refused_rows > 0 => texts.rest_known,
                (_, 0, _) => texts.nothing_new,
                (..) => texts.written,
            },
        );
    }
    if let Some(path) = &report.refused_file {
        out.line(&fill(texts.refused_file, &[&report.refused_rows, &shown(path)]));
    }
}

/// Whether a question says already what is wrong with a cell, and what to do.
fn is_asked(report: &ImportReport, fault: &CellFault) -> bool {
    let about = fault.fault.question();
    about.is_some_and(|(kind, value)| {
        report.questions.iter().any(|one| one.kind == kind && one.value == value)
    })
}

/// What only a person can tell, each with the option that answers it.
fn print_questions(lang: Lang, report: &ImportReport, out: &mut Out) {
    let texts = texts(lang);
    if !report.questions.is_empty() {
        out.line(texts.questions);
    }
    for one in &report.questions {
        let (asked, answer) = (lang::roster::question(lang, one), lang::roster::answer_with(lang, one));
        out.line(&fill(texts.question, &[&asked, &answer]));
        let choices: Vec<String> =
            one.choices.iter().map(|choice| lang::roster::choice(lang, one.kind, choice)).collect();
        out.line(&fill(texts.choices, &[&choices.join(texts.comma)]));
    }
}

/// What changes of whom, before and after.
fn print_changes(lang: Lang, report: &ImportReport, out: &mut Out) {
    let texts = texts(lang);
    if !report.changes.is_empty() {
        out.line(texts.changed);
    }
    for row in &report.changes {
        let whom = lang::facts::person(&row.whom);
        let place = on_sheet(&row.sheet, row.row);
        out.line(&fill(texts.change, &[&place, &whom, &facts(lang, &row.facts, texts.comma)]));
    }
    let told = report.changes.len() as u64;
    if told > 0 && told < report.changed {
        out.line(&fill(texts.changed_first, &[&told, &report.changed]));
    }
}

/// Whom the rows add: where they live and what they hold.
fn print_newcomers(lang: Lang, report: &ImportReport, out: &mut Out) {
    let texts = texts(lang);
    if !report.newcomers.is_empty() {
        out.line(texts.newcomers);
    }
    for one in &report.newcomers {
        let whom = lang::facts::person(&one.whom);
        out.line(&fill(
            texts.change,
            &[&on_sheet(&one.sheet, one.row), &whom, &lang::facts::newcomer(lang, one)],
        ));
    }
    let told = report.newcomers.len() as u64;
    if told > 0 && told < report.new {
        out.line(&fill(texts.newcomers_first, &[&told, &report.new]));
    }
}

/// The number of a row, behind its sheet where there are several.
fn on_sheet(sheet: &CleanText, row: u64) -> String {
    if sheet.is_empty() { row.to_string() } else { format!("{sheet}!{row}") }
}

fn facts(lang: Lang, changes: &[FactChange], comma: &str) -> String {
    changes.iter().map(|one| lang::facts::change(lang, one)).collect::<Vec<_>>().join(comma)
}

/// What the rows of a list of the dead come to.
fn print_deaths(lang: Lang, report: &ImportReport, out: &mut Out) {
    if report.dead_rows > 0 {
        out.line(&lang::roster::dead_list(lang, report.dead_rows));
    }
    for one in &report.deaths {
        let whom = lang::facts::person(&one.whom);
        let place = on_sheet(&one.sheet, one.row);
        out.line(&fill(texts(lang).change, &[&place, &whom, &lang::roster::death(lang, one)]));
    }
}

/// Whom earlier rosters named and this one does not, and what ends of them where it is complete.
fn print_missing(lang: Lang, report: &ImportReport, out: &mut Out) {
    let texts = texts(lang);
    if let Some(complete) = &report.complete {
        let about = complete.about();
        out.line(&if report.ends.is_empty() {
            fill(texts.ends_nobody, &[&about])
        } else {
            fill(texts.ends, &[&about, &report.ends.len(), &complete.on])
        });
        for person in &report.ends {
            out.line(&missing_one(lang, person));
        }
        return;
    }
    let missing = &report.missing;
    if missing.people.is_empty() {
        return;
    }
    let head = if missing.count < MISSING_COUNTED { texts.missing } else { texts.missing_more };
    out.line(&fill(head, &[&missing.count]));
    for person in &missing.people {
        out.line(&missing_one(lang, person));
    }
    if (missing.people.len() as u64) < missing.count {
        out.line(&fill(texts.missing_first, &[&missing.people.len()]));
    }
}

fn missing_one(lang: Lang, person: &MissingPerson) -> String {
    let texts = texts(lang);
    let home = [&*person.township, &*person.village].join(" ");
    let labels: Vec<&str> = person.labels.iter().map(CleanText::as_str).collect();
    let by = person.roster.as_ref().map(|(name, day)| fill(texts.missing_by, &[name, day]));
    let whom = lang::facts::person(&person.whom);
    let labels = labels.join(texts.comma);
    fill(texts.missing_one, &[&whom, &home.trim_end(), &labels, &by.unwrap_or_default()])
}
