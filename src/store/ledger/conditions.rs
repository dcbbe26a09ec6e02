//! Conditions by which lists of entries are asked for.

use crate::domain::entry::Unusual;

/// Gifts that nothing reversed; within the year of the gift, where one is asked for.
pub(super) const LIVE: &str =
    "e.kind = 'gift' AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = e.id)";
pub(super) const LIVE_IN_YEAR: &str = "e.kind = 'gift' AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = e.id AND +substr(r.paid_on, 1, 4) = substr(e.paid_on, 1, 4))";

/// The entries of a recipient, and of those who are merged into it.
pub(super) const OF_RECIPIENT: &str = "e.recipient IN (SELECT ? UNION ALL
       SELECT json_extract(m.value, '$.id') FROM meta AS k, json_each(k.value, '$.with') AS m
       WHERE k.key = 'merged ' || ?)";

/// Whether the recipient of an entry, or whoever it is by now, stands in the round without being on its list. Who was merged
/// stands there themselves where the list was fixed before.
macro_rules! outside {
    () => {
        "coalesce(
           (SELECT s.visit_group IS NULL FROM recipient AS o JOIN standing AS s ON s.recipient = o.local_id
            WHERE o.id = e.recipient AND s.round = e.round),
           (WITH RECURSIVE up (no, over) AS (
              SELECT local_id, merged_into FROM recipient WHERE id = e.recipient AND merged_into IS NOT NULL
              UNION SELECT o.local_id, o.merged_into FROM up JOIN recipient AS o ON o.local_id = up.over)
            SELECT count(*) > 0 AND count(s.visit_group) = 0
            FROM up JOIN standing AS s ON s.recipient = up.no WHERE s.round = e.round),
           0)"
    };
}
pub(super) const OUTSIDE: &str = outside!();

/// What tells such a gift: the standard that it keeps, or the death of the recipient or of whoever that one was merged into.
/// Outside the list was given what keeps no group, or whose recipient is not on the list, whatever groups they hold.
pub(super) fn unusual_gift(unusual: Unusual) -> &'static str {
    match unusual {
        Unusual::OffStandard => {
            "e.visit_group <> '' AND e.subject IS NULL AND ((e.cash_fen > 0 AND e.cash_fen <> e.standard_fen)
                OR (e.goods_fen > 0 AND e.goods_fen <> e.standard_goods_fen))"
        }
        Unusual::NotListed => concat!("(e.visit_group = '' OR ", outside!(), ")"),
        // Of these what is owed says who is listed: `owed.rs`.
        Unusual::Raised => "e.subject IS NULL AND e.cash_fen > 0 AND e.standard_fen > 0",
        Unusual::AfterDeath => {
            "e.proxy IS NULL AND +e.recipient IN
                 (SELECT id FROM recipient WHERE kind = 'person' AND (died_on IS NOT NULL OR merged_into IS NOT NULL))
               AND EXISTS (
                 WITH RECURSIVE up (died_on, over) AS (
                   SELECT died_on, merged_into FROM recipient WHERE id = e.recipient
                   UNION SELECT r.died_on, r.merged_into FROM up JOIN recipient AS r ON r.local_id = up.over)
                 SELECT 1 FROM up WHERE died_on < e.paid_on)"
        }
    }
}
