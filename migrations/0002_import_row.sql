-- A roster that would be written for longer than a payment may wait is kept here whole before it is decided on, and
-- then goes into the register in parts, with the lock free between them. Nothing else reads this table. While the
-- row `import` of `meta` stands, the import is decided and whoever opens the register brings in what is left here;
-- without it, what lies here was left by an import that never came to be, and the next one drops it.

-- `entry` is the row of the roster with its number and the name of the recipient whom it would add, as JSON.
CREATE TABLE import_row (
  local_id INTEGER PRIMARY KEY,
  entry    TEXT NOT NULL,
  seal INTEGER NOT NULL AS (seal(local_id, entry)) STORED
) STRICT;
