//! The card to which somebody is paid, beside that of the register.

use crate::domain::error::RegisterError;
use crate::domain::ids::RecipientId;
use crate::domain::payroll_fault::PayFaultKind;
use crate::domain::text::fold_width;
use crate::store::Store;

/// What stands against a card to which somebody is paid, where it is their own account.
///
/// # Errors
/// Storage troubles.
pub fn card_fault(
    store: &Store,
    (id, own): (RecipientId, Option<&str>),
    said: &str,
) -> Result<Option<PayFaultKind>, RegisterError> {
    let digits = |card: &str| fold_width(card).chars().filter(char::is_ascii_digit).collect::<String>();
    let paid_to = digits(said);
    // Only a card that is not the own one is looked for among those of others.
    if paid_to.is_empty() || own.map(digits).as_ref() == Some(&paid_to) {
        return Ok(None);
    }
    let other = store.card_of_another(&paid_to, id)?.map(PayFaultKind::ForeignCard);
    Ok(other.or_else(|| own.map(|_| PayFaultKind::OtherCard)))
}
