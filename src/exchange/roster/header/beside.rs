//! Whose columns are that only the others beside them tell: 军人身份证号 beside 身份证号, 楼栋长电话 beside 楼栋长.

use super::humans::{self, DEAD};
use super::rules;
use super::spellings::{Meaning, plain};
use crate::domain::roster::Column;
use crate::domain::roster_question::Origin;

/// Settles whose each column is. `answered` are left as they are; of a list of the dead these are whom it is about.
pub(super) fn settle(
    texts: &[String],
    meanings: &mut [Option<Meaning>],
    answered: &[(usize, Option<Column>, Origin)],
    of_dead: bool,
    is_label: impl Fn(&str) -> bool,
) {
    let titles: Vec<String> = texts.iter().map(|title| plain(title, false)).collect();
    let title = |at: usize| titles.get(at).map(String::as_str).unwrap_or_default();
    let is_free = |at: usize| answered.iter().all(|(answered, ..)| *answered != at);
    let is_dead = |at: usize| DEAD.iter().any(|word| title(at).starts_with(word));
    let is_perhaps = |at: usize| humans::perhaps(title(at)).is_some() && !is_label(title(at));
    let known = |meanings: &[Option<Meaning>], is: &dyn Fn(usize, Column) -> bool| {
        (0..).zip(meanings).any(|(at, one)| matches!(one, Some(Meaning::Known(column)) if is(at, *column)))
    };
    let dies = of_dead || meanings.iter().any(|one| matches!(one, Some(Meaning::Died(_))));
    let has_dead = known(meanings, &|at, column| column == Column::Name && is_dead(at));
    let has_plain = known(meanings, &|at, column| column == Column::Name && !is_dead(at) && !is_perhaps(at));
    let has_perhaps = known(meanings, &|at, column| column == Column::Name && is_perhaps(at));
    // Beside a name of its own the dead are others: those whom a family has lost.
    let dead_are_others = has_plain || has_perhaps && !dies;
    let family_is_other = has_plain || has_dead && dies;
    let plain_of: Vec<Column> = Column::ALL
        .into_iter()
        .filter(|wanted| known(meanings, &|at, column| column == *wanted && !is_dead(at) && !is_perhaps(at)))
        .collect();
    let names: Vec<&str> = (0..meanings.len())
        .filter(|&at| matches!(meanings.get(at), Some(Some(Meaning::Known(Column::Name)))) && is_perhaps(at))
        .filter_map(|at| humans::perhaps(title(at)))
        .collect();
    let nouns: Vec<String> = (0..titles.len())
        .filter(|&at| {
            let is_other = matches!(meanings.get(at), Some(None | Some(Meaning::OfOther(Column::Name))));
            !title(at).is_empty() && is_other
        })
        .map(|at| title(at).trim_end_matches("姓名").to_owned())
        .filter(|noun| noun.chars().count() > 1)
        .collect();
    for (at, one) in meanings.iter_mut().enumerate().filter(|(at, _)| is_free(*at)) {
        match *one {
            Some(Meaning::Known(column)) if rules::is_personal(column) => {
                let shares =
                    family_is_other && humans::perhaps(title(at)).is_some_and(|word| names.contains(&word));
                // Where the person has such a column, or is told by the number, it is somebody else's.
                let by_number = matches!(column, Column::Birth | Column::Sex | Column::Address);
                let doubled =
                    column != Column::Name && has_plain && (by_number || plain_of.contains(&column));
                let perhaps = column == Column::Name && family_is_other || shares || doubled;
                let noun =
                    rules::prefix(title(at), column).filter(|who| nouns.iter().any(|noun| noun == who));
                // 持卡人卡号 beside 持卡人 is theirs, although 卡 says that an account is one's own.
                let is_of_noun = noun.is_some_and(|noun| {
                    column == Column::Card && noun.ends_with('人') || !rules::is_own(title(at), column)
                });
                if is_dead(at) && dead_are_others || is_perhaps(at) && perhaps || is_of_noun {
                    *one = Some(Meaning::OfOther(column));
                }
            }
            None if humans::is_noun(title(at)) && !is_label(title(at)) && (has_plain || !is_perhaps(at)) => {
                *one = Some(Meaning::OfOther(Column::Name));
            }
            Some(_) | None => {}
        }
    }
}
