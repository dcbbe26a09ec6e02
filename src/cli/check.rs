//! `muster check`: every rule over the whole register. Silent when all hold.

use serde::Serialize;

use super::json;
use super::out::Out;
use super::settings::Settings;
use super::trouble::{Ended, Status};
use crate::lang::{fill, rules};

#[derive(Serialize)]
struct Found<'a> {
    rule: &'static str,
    message: &'static str,
    subject: &'a str,
    name: Option<&'a str>,
    detail: &'a str,
}

/// Lists what does not hold; anything listed fails the check.
pub(super) fn run(settings: &Settings, out: &mut Out) -> Ended {
    let findings = settings.open()?.check()?;
    if settings.json {
        let list: Vec<Found<'_>> = findings
            .iter()
            .map(|one| Found {
                rule: one.rule,
                message: rules::checked(settings.lang, one.rule),
                subject: &one.subject,
                name: json::filled(&one.name),
                detail: &one.detail,
            })
            .collect();
        out.json(&list);
    } else {
        for one in &findings {
            let parts = [
                rules::checked(settings.lang, one.rule),
                one.name.as_str(),
                one.subject.as_str(),
                one.detail.as_str(),
            ];
            let told: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            out.line(&told.join("  "));
        }
        if !findings.is_empty() {
            out.line(&fill(settings.texts().findings, &[&findings.len()]));
        }
    }
    Ok(if findings.is_empty() { Status::Fine } else { Status::Nothing })
}
