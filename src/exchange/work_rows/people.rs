//! Whom the rows of a table of work are about: a name that only one bears, or a whole ID number. Numbers are counted as those of a
//! roster are, since the answer tells whether somebody bears them.

use chrono::NaiveDate;

use crate::domain::error::RegisterError;
use crate::domain::idcard::{self, IdNumber};
use crate::domain::ids::RecipientId;
use crate::domain::search::{ComparedRows, is_by_number};
use crate::domain::text::{CleanText, mask, same_name};
use crate::lang::{Lang, errors, fill, texts};
use crate::store::Store;

texts! {
    /// The texts of whom a row is about.
    fn texts(lang) -> WorkPeopleTexts {
        bad_number: "要写完整的身份证号，或姓名" / "a whole ID number is needed, or a name";
        /// The number, masked.
        nobody: "没有这个身份证号的人：{}" / "nobody bears the ID number {}";
        /// The name that the register has.
        other_name: "身份证号是 {} 的" / "the ID number is that of {}";
    }
}

/// Looks people up, and counts what is asked by numbers.
pub(super) struct People<'s> {
    store: &'s Store,
    lang: Lang,
    today: NaiveDate,
    pub(super) compared: ComparedRows,
}

impl<'s> People<'s> {
    pub(super) fn new(store: &'s Store, lang: Lang, today: NaiveDate) -> Self {
        Self { store, lang, today, compared: ComparedRows::default() }
    }

    /// Who is meant by a name, an ID number, or both, which must agree; none where neither is written.
    ///
    /// # Errors
    /// Nobody, several, or another: in words.
    pub(super) fn find(
        &mut self,
        name: &str,
        number: &str,
    ) -> Result<Option<(RecipientId, CleanText)>, String> {
        // In the place of a name a number means the person, too.
        let (name, number) = if number.is_empty() && is_number(name) { ("", name) } else { (name, number) };
        if !number.is_empty() {
            return self.numbered(name, number).map(Some);
        }
        if name.is_empty() {
            return Ok(None);
        }
        let told = |error: RegisterError| errors::text(self.lang, &error);
        let id = self.store.resolve(name).map_err(told)?;
        let card = self.store.recipient(id).map_err(told)?;
        Ok(Some((id, card.name)))
    }

    fn numbered(&mut self, name: &str, said: &str) -> Result<(RecipientId, CleanText), String> {
        let texts = texts(self.lang);
        let (number, _) = IdNumber::parse(said, self.today).map_err(|_| texts.bad_number.to_owned())?;
        let found = self.store.payee(&number.key()).map_err(|error| errors::text(self.lang, &error))?;
        let is_same = found.as_ref().is_some_and(|one| !name.is_empty() && same_name(name, &one.name));
        self.compared.add_number(&number, found.is_some(), is_same);
        let found = found.ok_or_else(|| fill(texts.nobody, &[&mask::typed(said)]))?;
        if !name.is_empty() && !is_same {
            return Err(fill(texts.other_name, &[&found.name]));
        }
        Ok((found.id, found.name))
    }
}

/// Whether a text stands for a number of a person and not for a name.
pub(super) fn is_number(said: &str) -> bool {
    is_by_number(said) || idcard::key_prefix(said).is_some()
}
