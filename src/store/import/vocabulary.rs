//! Places and labels of rosters, by any of their spellings.

use std::borrow::Cow;
use std::collections::HashMap;

use rusqlite::Transaction;

use crate::domain::place::TownshipCode;
use crate::domain::recipient::Kind;
use crate::domain::roster::{Column, Fault};
use crate::domain::text::{CleanText, half_width};
use crate::store::file::error::Result;

/// The register's words, by the spellings that rosters use.
pub(crate) struct LabelResolver {
    townships: HashMap<String, TownshipCode>,
    categories: HashMap<String, CleanText>,
    /// Groups for people, and those for units.
    groups: [HashMap<String, CleanText>; 2],
    /// The name of the banner; empty where it is not known.
    banner: String,
    /// The township cell that came last: rosters come township by township.
    last: Option<(CleanText, TownshipCode)>,
}

/// A row's place and labels in the register's words.
pub(crate) struct ResolvedPlace {
    pub(crate) township: TownshipCode,
    pub(crate) categories: Vec<CleanText>,
    pub(crate) groups: Vec<CleanText>,
}

impl LabelResolver {
    /// Reads the words of the register.
    pub(crate) fn load(tx: &Transaction<'_>) -> Result<Self> {
        let townships =
            labels(tx, "SELECT name, code FROM township UNION SELECT alias, township FROM township_alias")?;
        Ok(Self {
            townships: townships.into_iter().map(|(name, code)| (name, TownshipCode(code))).collect(),
            categories: texts(labels(
                tx,
                "SELECT name, name FROM category
                 UNION SELECT a.alias, c.name FROM category_alias AS a JOIN category AS c ON c.local_id = a.category",
            )?),
            groups: [
                texts(labels(tx, "SELECT name, name FROM visit_group WHERE units = 0")?),
                texts(labels(tx, "SELECT name, name FROM visit_group WHERE units = 1")?),
            ],
            banner: banner_name(tx)?,
            last: None,
        })
    }

    /// Puts place and labels of a row of a person or a unit into the register's words.
    pub(crate) fn place(
        &mut self,
        kind: Kind,
        written: &CleanText,
        categories: &[CleanText],
        groups: &[CleanText],
    ) -> std::result::Result<ResolvedPlace, Vec<(Column, Fault)>> {
        let mut faults = Vec::new();
        let township = self.township(written);
        if township.is_none() {
            faults.push((
                Column::Township,
                if written.is_empty() { Fault::NoTownship } else { Fault::UnknownTownship(written.clone()) },
            ));
        }
        let mut known = |labels: &[CleanText],
                         table: &HashMap<String, CleanText>,
                         column,
                         fault: fn(CleanText) -> Fault| {
            let mut found: Vec<CleanText> = Vec::new();
            for label in labels {
                match table.get(plain(label).as_ref()) {
                    Some(name) if found.contains(name) => {}
                    Some(name) => found.push(name.clone()),
                    None => faults.push((column, fault(label.clone()))),
                }
            }
            found
        };
        let categories = known(categories, &self.categories, Column::Categories, Fault::UnknownCategory);
        let [of_people, of_units] = &self.groups;
        let (own, others) = if kind == Kind::Unit { (of_units, of_people) } else { (of_people, of_units) };
        let is_others = |label: &CleanText| others.contains_key(plain(label).as_ref());
        let (strange, groups): (Vec<_>, Vec<_>) = groups.iter().cloned().partition(is_others);
        let groups = known(&groups, own, Column::Groups, Fault::UnknownGroup);
        faults.extend(strange.into_iter().map(|label| (Column::Groups, Fault::OtherKindsGroup(label))));
        match township {
            Some(township) if faults.is_empty() => Ok(ResolvedPlace { township, categories, groups }),
            Some(_) | None => Err(faults),
        }
    }

    /// A township by any of its spellings, with or without the banner before it. One of another banner, county or city
    /// may bear the same name.
    fn township(&mut self, written: &CleanText) -> Option<TownshipCode> {
        if let Some((_, code)) = self.last.as_ref().filter(|(last, _)| last == written) {
            return Some(code.clone());
        }
        let name = plain(written);
        let below = |short: &&str| {
            let above = name.strip_suffix(short).unwrap_or_default();
            let own = self.banner.strip_prefix('正').filter(|own| !own.is_empty()).unwrap_or(&self.banner);
            above.is_empty() || above.ends_with(own)
        };
        let short = name.rsplit(['旗', '县', '市']).next().filter(below);
        let exact = self.townships.get(name.as_ref());
        let code = exact.or_else(|| self.townships.get(short?)).cloned()?;
        self.last = Some((written.clone(), code.clone()));
        Some(code)
    }
}

fn banner_name(tx: &Transaction<'_>) -> Result<String> {
    let sql = "SELECT coalesce((SELECT value FROM meta WHERE key = 'banner'), '')";
    Ok(plain(&tx.query_row(sql, [], |row| row.get::<_, String>(0))?).into_owned())
}

/// A label without blanks and brackets' width, as tables are keyed.
fn plain(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| half_width(c) == c && !c.is_whitespace()) {
        return Cow::Borrowed(text);
    }
    text.chars().map(half_width).filter(|c| !c.is_whitespace()).collect()
}

fn labels(tx: &Transaction<'_>, sql: &str) -> Result<Vec<(String, String)>> {
    let mut statement = tx.prepare(sql)?;
    let rows =
        statement.query_map([], |row| Ok((plain(&row.get::<_, String>(0)?).into_owned(), row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn texts(labels: Vec<(String, String)>) -> HashMap<String, CleanText> {
    labels.into_iter().map(|(key, name)| (key, CleanText::unmasked(&name))).collect()
}
