-- Work that is not money: activities, matters, roles, facilities, plaques and cards, needs, calls outside of rounds, and
-- the yearly confirmation, a row each. What a kind of work tells beside its days stands in `details`, an object in JSON whose
-- fields the program knows (`src/domain/work`): so one table holds them all, and the schema stays short.
--
-- `kind` and `subkind` say what it is; `from_day` to `to_day` when: the day, month, half-year or year of an activity; the day on
-- which a matter was opened and settled, a role or a facility began and ended, a need was told and answered. `withdrawn` is why
-- it was taken back: nothing is deleted.

CREATE TABLE work (
  local_id   INTEGER PRIMARY KEY,
  id         TEXT NOT NULL,
  kind       TEXT NOT NULL,
  subkind    TEXT NOT NULL,
  title      TEXT NOT NULL,
  from_day   TEXT NOT NULL,
  to_day     TEXT,
  recipient  TEXT REFERENCES recipient (id),
  details    TEXT NOT NULL,
  entered_on TEXT NOT NULL,
  withdrawn  TEXT,
  seal INTEGER NOT NULL AS (seal(local_id, id, kind, subkind, title, from_day, to_day, recipient, details, entered_on, withdrawn)) STORED,
  CHECK (are_days(from_day, to_day))
) STRICT;

-- What a year's report and the lists read.
CREATE INDEX work_kind ON work (kind, from_day);
-- What somebody's own screen and the confirmation of a year read.
CREATE INDEX work_recipient ON work (recipient, kind, from_day) WHERE recipient IS NOT NULL;

-- What the program keeps of the numbers of rows takes in what is handed out, the sheets, and this.
UPDATE meta SET value = value || ' ' || (SELECT count(*) FROM allocation)
  || ' ' || (SELECT coalesce(max(local_id), 0) FROM sheet) || ' 0'
WHERE key = 'counts';
