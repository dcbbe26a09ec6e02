-- The register as it was first shipped: who may receive, what they were given, and what is due.
--
-- Facts stand in STRICT tables; numbers of people (IDs, phones, cards) are TEXT, money is INTEGER fen, days are
-- TEXT as 2024-02-02 in Asia/Shanghai, instants are INTEGER milliseconds since 1970 in UTC.
-- `local_id` numbers the rows of one file and never leaves it. What travels between registers is named by a UUID
-- (`id`), by its nature (a code, a name) or by (device, device_seq), the number of the act on its device.
-- `are_days(…)` and `have_length(least, most, …)` are functions of the program, like `seal(…)`: each column named is
-- NULL, or a day of the calendar, or so many characters long. One check for many columns, since every program that
-- opens the register parses the schema (7,500 instructions a check, 1,400 a column more in one that is there).
-- `seal` is a hash over the other columns of a row of facts, so that a bit that flips on the disk shows. Entries
-- and the audit have a chain instead. Money is append-only here, in the file, so that no program and no slip can
-- change what was written.
-- Uniqueness that two honest laptops would break when they are merged is no index here: it is a rule of the
-- operation and a finding of `muster check`. Every index is a page that a gift writes: no more than lists need.

CREATE TABLE meta (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL,
  seal INTEGER NOT NULL AS (seal(key, value)) STORED
) STRICT, WITHOUT ROWID;

-- Settings hold from a day, so that an old entry is judged by the setting of its day. One that has no line has
-- the default of the program.
CREATE TABLE setting (
  key      TEXT NOT NULL,
  from_day TEXT NOT NULL CHECK (from_day IS date(from_day, '+0 days')),
  value    TEXT NOT NULL,
  seal INTEGER NOT NULL AS (seal(key, from_day, value)) STORED,
  PRIMARY KEY (key, from_day)
) STRICT, WITHOUT ROWID;

-- Places ---------------------------------------------------------------------------------------

CREATE TABLE township (
  code TEXT PRIMARY KEY CHECK (length(code) BETWEEN 1 AND 12),
  name TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  seal INTEGER NOT NULL AS (seal(code, name, kind)) STORED
) STRICT, WITHOUT ROWID;

CREATE TABLE township_alias (
  alias    TEXT PRIMARY KEY,
  township TEXT NOT NULL REFERENCES township,
  seal INTEGER NOT NULL AS (seal(alias, township)) STORED
) STRICT, WITHOUT ROWID;

-- A village without a name stands for "not known"; so places sort and page without NULLs.
CREATE TABLE village (
  local_id INTEGER PRIMARY KEY,
  township TEXT NOT NULL REFERENCES township,
  name     TEXT NOT NULL CHECK (length(name) <= 50),
  seal INTEGER NOT NULL AS (seal(local_id, township, name)) STORED,
  UNIQUE (township, name)
) STRICT;
CREATE INDEX village_name ON village (name);

CREATE TABLE station (
  local_id INTEGER PRIMARY KEY,
  name     TEXT NOT NULL UNIQUE,
  township TEXT REFERENCES township,
  village  INTEGER REFERENCES village,
  seal INTEGER NOT NULL AS (seal(local_id, name, township, village)) STORED
) STRICT;

-- Entitlement categories and visit groups ------------------------------------------------------

CREATE TABLE category (
  local_id INTEGER PRIMARY KEY,
  name     TEXT NOT NULL UNIQUE,
  seal INTEGER NOT NULL AS (seal(local_id, name)) STORED
) STRICT;

CREATE TABLE category_alias (
  alias    TEXT PRIMARY KEY,
  category INTEGER NOT NULL REFERENCES category,
  seal INTEGER NOT NULL AS (seal(alias, category)) STORED
) STRICT, WITHOUT ROWID;

-- The order of `local_id` breaks ties between equal standards. `first_*` is the standard of a first round.
CREATE TABLE visit_group (
  local_id        INTEGER PRIMARY KEY,
  name            TEXT NOT NULL UNIQUE,
  units           INTEGER NOT NULL CHECK (units IN (0, 1)),
  first_cash_fen  INTEGER NOT NULL CHECK (first_cash_fen BETWEEN 0 AND 100000000),
  first_goods     TEXT NOT NULL,
  first_goods_fen INTEGER NOT NULL CHECK (first_goods_fen BETWEEN 0 AND 100000000),
  seal INTEGER NOT NULL AS (seal(local_id, name, units, first_cash_fen, first_goods, first_goods_fen)) STORED
) STRICT;

-- Recipients -----------------------------------------------------------------------------------

-- A list that facts came from: the file, and the hash of its bytes where that is known.
CREATE TABLE source (
  local_id INTEGER PRIMARY KEY,
  id       TEXT NOT NULL UNIQUE,
  name     TEXT NOT NULL,
  sha256   TEXT,
  scope    TEXT,
  read_on  TEXT NOT NULL,
  read_at  INTEGER NOT NULL,
  seal INTEGER NOT NULL AS (seal(local_id, id, name, sha256, scope, read_on, read_at)) STORED
) STRICT;

-- `id_key` is the 18-character form of the ID number, by which people are matched. The days of death, departure,
-- suspension and holding back repeat the status lines that hold. `merged_into` is who this one turned out to be.
CREATE TABLE recipient (
  local_id     INTEGER PRIMARY KEY,
  id           TEXT NOT NULL UNIQUE,
  kind         TEXT NOT NULL CHECK (kind IN ('person', 'unit')),
  name         TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 50),
  pinyin       TEXT NOT NULL,
  sex          TEXT CHECK (sex IN ('male', 'female')),
  birth        TEXT,
  id_number    TEXT CHECK (length(id_number) IN (15, 18)),
  id_key       TEXT CHECK (length(id_key) = 18),
  phone        TEXT,
  card         TEXT,
  township     TEXT NOT NULL REFERENCES township,
  village      INTEGER NOT NULL REFERENCES village,
  address      TEXT CHECK (length(address) <= 200),
  household    TEXT CHECK (household IN ('urban', 'rural')),
  note         TEXT CHECK (length(note) <= 500),
  died_on      TEXT,
  left_on      TEXT,
  suspended_on TEXT,
  held_on      TEXT,
  merged_into  INTEGER REFERENCES recipient CHECK (merged_into <> local_id),
  entered_on   TEXT NOT NULL,
  source       INTEGER REFERENCES source,
  rev          INTEGER NOT NULL DEFAULT 1,
  seal INTEGER NOT NULL AS (seal(local_id, id, kind, name, pinyin, sex, birth, id_number, id_key, phone, card, township, village, address, household, note, died_on, left_on, suspended_on, held_on, merged_into, entered_on, source, rev)) STORED,
  CHECK (are_days(birth, died_on, left_on, suspended_on, held_on)),
  CHECK (have_length(0, 30, phone, card))
) STRICT;
CREATE INDEX recipient_id_key ON recipient (id_key);
CREATE INDEX recipient_place ON recipient (kind, township, village, pinyin, local_id);
CREATE INDEX recipient_pinyin ON recipient (kind, pinyin, local_id);
CREATE INDEX recipient_township_pinyin ON recipient (kind, township, pinyin, local_id);
CREATE INDEX recipient_name ON recipient (name, township);
-- Whom a roster's row with an ID number may mean by name: those without one, however common the name.
CREATE INDEX recipient_unnumbered ON recipient (name, township) WHERE id_key IS NULL;

-- Where somebody lived before; where they live now stands with them. `until_day` is the day of the move.
CREATE TABLE former_place (
  local_id   INTEGER PRIMARY KEY,
  id         TEXT NOT NULL,
  recipient  INTEGER NOT NULL REFERENCES recipient,
  township   TEXT NOT NULL REFERENCES township,
  village    INTEGER NOT NULL REFERENCES village,
  until_day  TEXT NOT NULL,
  entered_on TEXT NOT NULL,
  source     INTEGER REFERENCES source,
  seal INTEGER NOT NULL AS (seal(local_id, id, recipient, township, village, until_day, entered_on, source)) STORED
) STRICT;
CREATE INDEX former_place_recipient ON former_place (recipient);

-- What somebody is entitled by, from a day to a day; `level` and `nature` are those of a disability or an award.
-- A membership without a first day counts from the rounds that were not over on the day it was entered.
CREATE TABLE category_held (
  local_id   INTEGER PRIMARY KEY,
  id         TEXT NOT NULL,
  recipient  INTEGER NOT NULL REFERENCES recipient,
  category   INTEGER NOT NULL REFERENCES category,
  level      TEXT,
  nature     TEXT,
  held_from  TEXT,
  held_to    TEXT,
  entered_on TEXT NOT NULL,
  source     INTEGER REFERENCES source,
  seal INTEGER NOT NULL AS (seal(local_id, id, recipient, category, level, nature, held_from, held_to, entered_on, source)) STORED,
  CHECK (are_days(held_from, held_to))
) STRICT;
CREATE INDEX category_held_recipient ON category_held (recipient, category, held_from, held_to);

CREATE TABLE group_held (
  local_id    INTEGER PRIMARY KEY,
  id          TEXT NOT NULL,
  recipient   INTEGER NOT NULL REFERENCES recipient,
  visit_group INTEGER NOT NULL REFERENCES visit_group,
  held_from   TEXT,
  held_to     TEXT,
  entered_on  TEXT NOT NULL,
  source      INTEGER REFERENCES source,
  seal INTEGER NOT NULL AS (seal(local_id, id, recipient, visit_group, held_from, held_to, entered_on, source)) STORED,
  CHECK (are_days(held_from, held_to))
) STRICT;
CREATE INDEX group_held_recipient ON group_held (recipient, visit_group, held_from, held_to);
CREATE INDEX group_held_group ON group_held (visit_group, recipient);

-- What happened to a person, until when, and the undoing of it: the history is kept. `visit` is the call at which
-- it was heard of, so that cancelling the call undoes the line.
CREATE TABLE status_line (
  local_id    INTEGER PRIMARY KEY,
  id          TEXT NOT NULL,
  recipient   INTEGER NOT NULL REFERENCES recipient,
  kind        TEXT NOT NULL CHECK (kind IN ('died', 'left', 'suspended', 'held')),
  happened_on TEXT NOT NULL,
  ended_on    TEXT,
  reason      TEXT NOT NULL,
  visit       TEXT REFERENCES visit,
  entered_on  TEXT NOT NULL,
  source      INTEGER REFERENCES source,
  undone      TEXT,
  undone_on   TEXT,
  seal INTEGER NOT NULL AS (seal(local_id, id, recipient, kind, happened_on, ended_on, reason, visit, entered_on, source, undone, undone_on)) STORED,
  CHECK (are_days(happened_on, ended_on)),
  CHECK (have_length(1, 500, reason, undone)),
  CHECK (ended_on >= happened_on)
) STRICT;
CREATE INDEX status_line_recipient ON status_line (recipient);

-- Keys by which search finds a recipient: name, readings in letters, and behind a sign the rest ('~' the
-- name from a later character on, '#' ID number from its end, '%' phone from its end, '+' phone from its
-- front). `rank` puts the likelier reading of the same letters first. Derived, so nothing refers to it.
CREATE TABLE search_key (
  key       TEXT NOT NULL,
  rank      INTEGER NOT NULL,
  recipient INTEGER NOT NULL,
  PRIMARY KEY (key, rank, recipient)
) STRICT, WITHOUT ROWID;

-- The initials of every name, packed into one number, small enough to be read for everybody.
CREATE TABLE initials (
  recipient INTEGER PRIMARY KEY,
  packed    INTEGER NOT NULL
) STRICT;

-- Rounds ---------------------------------------------------------------------------------------

-- `settled_on` is the day from which the lines of its list stand in `settled_line`; a closed round is over for good.
CREATE TABLE round (
  code        TEXT PRIMARY KEY CHECK (code GLOB '[0-9][0-9][0-9][0-9]-spring' OR code GLOB '[0-9][0-9][0-9][0-9]-army'),
  day         TEXT NOT NULL,
  opens       TEXT NOT NULL,
  due_until   TEXT NOT NULL,
  grace_until TEXT NOT NULL,
  settled_on  TEXT,
  closed_on   TEXT,
  closed_for  TEXT CHECK (length(closed_for) BETWEEN 1 AND 500),
  seal INTEGER NOT NULL AS (seal(code, day, opens, due_until, grace_until, settled_on, closed_on, closed_for)) STORED,
  CHECK (are_days(day, opens, due_until, grace_until, settled_on, closed_on)),
  CHECK (settled_on > grace_until AND closed_on >= settled_on),
  CHECK (opens <= due_until AND due_until <= grace_until),
  CHECK (closed_on IS NULL OR settled_on IS NOT NULL),
  CHECK ((closed_on IS NULL) = (closed_for IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TABLE standard (
  round       TEXT NOT NULL REFERENCES round,
  visit_group INTEGER NOT NULL REFERENCES visit_group,
  cash_fen    INTEGER NOT NULL CHECK (cash_fen BETWEEN 0 AND 100000000),
  goods       TEXT NOT NULL CHECK (length(goods) <= 200),
  goods_fen   INTEGER NOT NULL CHECK (goods_fen BETWEEN 0 AND 100000000),
  seal INTEGER NOT NULL AS (seal(round, visit_group, cash_fen, goods, goods_fen)) STORED,
  PRIMARY KEY (round, visit_group)
) STRICT, WITHOUT ROWID;

-- Who was on the list of a round that is over: place, group, standard and planned sums as they were then.
CREATE TABLE settled_line (
  round       TEXT NOT NULL REFERENCES round,
  recipient   INTEGER NOT NULL REFERENCES recipient,
  name        TEXT NOT NULL,
  township    TEXT NOT NULL REFERENCES township,
  village     INTEGER NOT NULL REFERENCES village,
  visit_group INTEGER NOT NULL REFERENCES visit_group,
  held_groups INTEGER NOT NULL,
  cash_fen    INTEGER NOT NULL CHECK (cash_fen >= 0),
  goods       TEXT NOT NULL,
  goods_fen   INTEGER NOT NULL CHECK (goods_fen >= 0),
  seal INTEGER NOT NULL AS (seal(round, recipient, name, township, village, visit_group, held_groups, cash_fen, goods, goods_fen)) STORED,
  PRIMARY KEY (round, recipient)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER settled_line_no_delete BEFORE DELETE ON settled_line
BEGIN SELECT RAISE(ABORT, 'history: nothing is deleted'); END;

-- The ledger -----------------------------------------------------------------------------------

-- What money is for. Entries of different programmes never conflict.
CREATE TABLE programme (
  code TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  seal INTEGER NOT NULL AS (seal(code, name)) STORED
) STRICT, WITHOUT ROWID;
INSERT INTO programme (code, name) VALUES ('visit', '走访慰问');

-- Order is (device, device_seq), never the clock or the id. `hash` covers the columns that `form` stands for, and
-- with `prev_hash` the entry before it on the same device, so that a changed byte shows. Form 1 covers all but
-- `local_id` and `hash`; a column that comes later gets a form that covers it too.
-- `concerns` is the payment that a recovery takes back from, that failed, or that is paid once more. A reversal
-- bears the day of what it cancels, or a later one where that year is closed.
-- `name` is the recipient's as it was then; spending without one names the station or the memorial there.
-- `recorded_at` is what the clock said, `recorded_on` the day that was taken for today.
CREATE TABLE entry (
  local_id       INTEGER PRIMARY KEY,
  form           INTEGER NOT NULL CHECK (form >= 1),
  id             TEXT NOT NULL UNIQUE,
  kind           TEXT NOT NULL CHECK (kind IN ('gift', 'payment', 'reversal', 'recovery', 'failed', 'spending')),
  programme      TEXT NOT NULL REFERENCES programme,
  recipient      TEXT REFERENCES recipient (id),
  recipient_kind TEXT CHECK (recipient_kind IN ('person', 'unit')),
  round          TEXT REFERENCES round,
  period_from    TEXT,
  period_to      TEXT,
  cash_fen       INTEGER NOT NULL CHECK (cash_fen BETWEEN -10000000000 AND 10000000000),
  goods          TEXT CHECK (length(goods) BETWEEN 1 AND 200),
  goods_fen      INTEGER NOT NULL CHECK (goods_fen BETWEEN -10000000000 AND 10000000000),
  paid_on        TEXT NOT NULL,
  handler_1      TEXT,
  handler_2      TEXT,
  proxy          TEXT,
  relation       TEXT,
  payee          TEXT,
  name           TEXT NOT NULL,
  township       TEXT,
  township_name  TEXT,
  village        TEXT,
  visit_group    TEXT,
  standard_fen   INTEGER,
  standard_goods_fen INTEGER,
  reverses       TEXT REFERENCES entry (id),
  concerns       TEXT REFERENCES entry (id),
  reason         TEXT CHECK (length(reason) BETWEEN 1 AND 500),
  lines_hash     TEXT,
  device         TEXT NOT NULL,
  device_seq     INTEGER NOT NULL CHECK (device_seq >= 1),
  recorded_on    TEXT NOT NULL,
  recorded_at    INTEGER NOT NULL,
  prev_hash      TEXT NOT NULL,
  hash           TEXT NOT NULL,
  UNIQUE (device, device_seq),
  CHECK (are_days(period_from, period_to, paid_on)),
  CHECK (have_length(1, 50, handler_1, handler_2, proxy, relation, payee)),
  CHECK (period_to >= period_from),
  CHECK (CASE kind
    WHEN 'gift' THEN round IS NOT NULL AND township IS NOT NULL AND concerns IS NULL
      AND cash_fen BETWEEN 0 AND 100000000 AND goods_fen BETWEEN 0 AND 100000000 AND cash_fen + goods_fen > 0
    WHEN 'payment' THEN round IS NULL AND cash_fen >= 0 AND goods_fen >= 0 AND cash_fen + goods_fen > 0
    WHEN 'spending' THEN round IS NULL AND recipient IS NULL AND concerns IS NULL
      AND cash_fen >= 0 AND goods_fen >= 0 AND cash_fen + goods_fen > 0
    WHEN 'reversal' THEN concerns IS NULL AND reason IS NOT NULL
    ELSE concerns IS NOT NULL AND reason IS NOT NULL AND cash_fen < 0 AND goods_fen = 0 END),
  CHECK ((kind = 'reversal') = (reverses IS NOT NULL)),
  CHECK (kind IN ('spending', 'reversal') OR recipient IS NOT NULL),
  CHECK ((recipient IS NULL) = (recipient_kind IS NULL)),
  CHECK ((period_from IS NULL) = (period_to IS NULL)),
  CHECK ((goods IS NULL) = (goods_fen = 0)),
  CHECK ((proxy IS NULL) = (relation IS NULL))
) STRICT;
CREATE INDEX entry_recipient ON entry (recipient, paid_on, local_id, round);
CREATE INDEX entry_round ON entry (round, local_id);
CREATE INDEX entry_year ON entry (substr(paid_on, 1, 4), local_id);
CREATE INDEX entry_reverses ON entry (reverses) WHERE reverses IS NOT NULL;
CREATE INDEX entry_concerns ON entry (concerns) WHERE concerns IS NOT NULL;

-- What an entry consists of, where that is told: goods item by item, and the funds that paid it. The hash of all
-- lines stands in the entry, so that none is added, changed or taken away later.
CREATE TABLE entry_line (
  entry    TEXT NOT NULL REFERENCES entry (id),
  line     INTEGER NOT NULL CHECK (line >= 1),
  kind     TEXT NOT NULL CHECK (kind IN ('goods', 'fund')),
  name     TEXT NOT NULL,
  quantity INTEGER,
  unit     TEXT,
  fen      INTEGER NOT NULL,
  PRIMARY KEY (entry, line),
  CHECK ((kind = 'goods') = (quantity IS NOT NULL) AND (quantity IS NULL) = (unit IS NULL))
) STRICT, WITHOUT ROWID;

CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'ledger: entries are never changed'); END;

CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'ledger: entries are never deleted'); END;

-- What every new entry must satisfy, whatever program writes it.
CREATE TRIGGER entry_rules BEFORE INSERT ON entry
BEGIN SELECT CASE
  -- INSERT OR REPLACE deletes without firing the delete trigger: so an entry that exists is met here.
  WHEN EXISTS (SELECT 1 FROM entry WHERE id = NEW.id OR local_id = NEW.local_id)
    THEN RAISE(ABORT, 'ledger: entry exists')
  -- Beside max() stands the hash of the same row.
  WHEN (NEW.device_seq, NEW.prev_hash) IS NOT (SELECT coalesce(max(device_seq), 0) + 1, coalesce(hash, '')
                                               FROM entry WHERE device = NEW.device)
    THEN RAISE(ABORT, 'ledger: entry does not follow the one before it')
  WHEN NEW.kind = 'reversal' THEN CASE
    WHEN NOT EXISTS (SELECT 1 FROM entry AS g
                     WHERE g.id = NEW.reverses AND g.kind <> 'reversal' AND g.recipient IS NEW.recipient
                       AND g.round IS NEW.round AND g.programme = NEW.programme AND g.paid_on <= NEW.paid_on
                       AND g.period_from IS NEW.period_from AND g.period_to IS NEW.period_to
                       AND g.cash_fen = -NEW.cash_fen AND g.goods_fen = -NEW.goods_fen)
      THEN RAISE(ABORT, 'ledger: a reversal negates one entry exactly')
    WHEN EXISTS (SELECT 1 FROM entry WHERE reverses = NEW.reverses)
      AND NEW.device = (SELECT value FROM meta WHERE key = 'device')
      THEN RAISE(ABORT, 'ledger: the entry was reversed before') END
  WHEN NEW.kind <> 'gift' THEN NULL
  WHEN NEW.name IN (NEW.handler_1, NEW.handler_2) OR NEW.proxy IN (NEW.handler_1, NEW.handler_2)
    THEN RAISE(ABORT, 'ledger: a handler never receives')
  WHEN NEW.cash_fen > 0 AND (NEW.handler_1 IS NULL OR NEW.handler_2 IS NULL OR NEW.handler_1 = NEW.handler_2)
    AND coalesce((SELECT value FROM setting WHERE key = 'two_handlers' AND from_day <= NEW.paid_on
                  ORDER BY from_day DESC LIMIT 1), 'on') = 'on'
    THEN RAISE(ABORT, 'ledger: cash needs two different handlers')
  -- The rest holds for this device's own entries; a merge must be able to store a true double.
  WHEN NEW.device <> (SELECT value FROM meta WHERE key = 'device') THEN NULL
  WHEN NEW.proxy IS NULL AND EXISTS (SELECT 1 FROM recipient WHERE id = NEW.recipient AND died_on < NEW.paid_on)
    THEN RAISE(ABORT, 'ledger: nothing is paid to a person after the day of death')
  WHEN NEW.reason IS NULL
    AND EXISTS (SELECT 1 FROM entry AS g
                WHERE g.recipient = NEW.recipient AND +g.round = NEW.round AND g.programme = NEW.programme
                  AND g.kind = 'gift'
                  AND ((NEW.cash_fen > 0 AND g.cash_fen > 0) OR (NEW.goods_fen > 0 AND g.goods_fen > 0))
                  AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = g.id))
    THEN RAISE(ABORT, 'ledger: a gift of this round was recorded before')
END; END;

CREATE TRIGGER entry_line_no_update BEFORE UPDATE ON entry_line
BEGIN SELECT RAISE(ABORT, 'ledger: entries are never changed'); END;

CREATE TRIGGER entry_line_no_delete BEFORE DELETE ON entry_line
BEGIN SELECT RAISE(ABORT, 'ledger: entries are never deleted'); END;

-- Visits: every call at a door, whatever came of it. A gift's visit bears the entry's id. Order is
-- (device, device_seq), the number of the act in the audit.
CREATE TABLE visit (
  id            TEXT PRIMARY KEY,
  recipient     TEXT NOT NULL REFERENCES recipient (id),
  round         TEXT REFERENCES round,
  device        TEXT NOT NULL,
  device_seq    INTEGER NOT NULL CHECK (device_seq >= 1),
  way           TEXT NOT NULL DEFAULT 'door' CHECK (way IN ('door', 'phone', 'video')),
  outcome       TEXT NOT NULL CHECK (outcome IN ('given', 'proxy', 'absent', 'deferred', 'refused', 'died',
                                                 'moved_away', 'not_found', 'visit_only')),
  visited_on    TEXT NOT NULL,
  deferred_to   TEXT,
  handler_1     TEXT,
  handler_2     TEXT,
  needs         TEXT,
  note          TEXT,
  recorded_on   TEXT NOT NULL,
  recorded_at   INTEGER NOT NULL,
  seal INTEGER NOT NULL AS (seal(id, recipient, round, device, device_seq, way, outcome, visited_on, deferred_to, handler_1, handler_2, needs, note, recorded_on, recorded_at)) STORED,
  CHECK (are_days(visited_on, deferred_to)),
  CHECK (have_length(1, 50, handler_1, handler_2)),
  CHECK (have_length(1, 500, needs, note))
) STRICT, WITHOUT ROWID;
CREATE INDEX visit_recipient ON visit (recipient, round, device_seq);

CREATE TRIGGER visit_no_update BEFORE UPDATE ON visit
BEGIN SELECT RAISE(ABORT, 'history: nothing is changed'); END;

CREATE TRIGGER visit_no_delete BEFORE DELETE ON visit
BEGIN SELECT RAISE(ABORT, 'history: nothing is deleted'); END;

CREATE TRIGGER visit_no_replace BEFORE INSERT ON visit
WHEN EXISTS (SELECT 1 FROM visit WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'history: the visit exists'); END;

-- A call that was recorded wrongly, cancelled with a reason by a later act.
CREATE TABLE visit_cancelled (
  visit       TEXT NOT NULL REFERENCES visit,
  device      TEXT NOT NULL,
  device_seq  INTEGER NOT NULL CHECK (device_seq >= 1),
  reason      TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
  recorded_on TEXT NOT NULL,
  recorded_at INTEGER NOT NULL,
  seal INTEGER NOT NULL AS (seal(visit, device, device_seq, reason, recorded_on, recorded_at)) STORED,
  PRIMARY KEY (visit, device, device_seq)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER visit_cancelled_no_delete BEFORE DELETE ON visit_cancelled
BEGIN SELECT RAISE(ABORT, 'history: nothing is deleted'); END;

-- Half-filled forms, so that a dropped line loses nothing.
CREATE TABLE draft (
  id        TEXT PRIMARY KEY,
  recipient TEXT NOT NULL REFERENCES recipient (id),
  body      TEXT NOT NULL CHECK (length(body) <= 10000),
  saved_at  INTEGER NOT NULL,
  seal INTEGER NOT NULL AS (seal(id, recipient, body, saved_at)) STORED
) STRICT, WITHOUT ROWID;

-- Who did what, when, with what was there before and after. `hash` covers the other columns but `local_id`, and the
-- hash of the line before it on the same device.
CREATE TABLE audit (
  local_id   INTEGER PRIMARY KEY,
  form       INTEGER NOT NULL CHECK (form >= 1),
  device     TEXT NOT NULL,
  device_seq INTEGER NOT NULL CHECK (device_seq >= 1),
  on_day     TEXT NOT NULL,
  at         INTEGER NOT NULL,
  actor      TEXT NOT NULL,
  action     TEXT NOT NULL,
  subject    TEXT NOT NULL,
  before     TEXT,
  after      TEXT,
  hash       TEXT NOT NULL
) STRICT;

CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'history: nothing is changed'); END;

CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'history: nothing is deleted'); END;

CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit
WHEN EXISTS (SELECT 1 FROM audit WHERE local_id = NEW.local_id)
BEGIN SELECT RAISE(ABORT, 'history: the line exists'); END;

-- Derived, for speed ---------------------------------------------------------------------------

-- Where each recipient of a round stands: written only by the function that decides due, in the
-- transaction that changes the facts, and compared with it by `muster check`. Nothing here depends on
-- the day. A page of due people costs a page because of the indexes below.
CREATE TABLE standing (
  round     TEXT NOT NULL REFERENCES round,
  kind      TEXT NOT NULL,
  township  TEXT NOT NULL,
  village   INTEGER NOT NULL,
  pinyin    TEXT NOT NULL,
  recipient INTEGER NOT NULL REFERENCES recipient,
  rank      INTEGER NOT NULL CHECK (rank IN (0, 1, 2, 3)),
  detail    TEXT,
  detail_on TEXT,
  visit_group INTEGER,
  held_groups INTEGER NOT NULL,
  cash_fen  INTEGER NOT NULL,
  goods     TEXT NOT NULL,
  goods_fen INTEGER NOT NULL,
  -- A round lies as a team drives, so that a page of its list is read from one place of the file.
  PRIMARY KEY (round, kind, township, village, pinyin, recipient)
) STRICT, WITHOUT ROWID;
-- rank: 0 open after a failed call, 1 open, 2 done, 3 closed.
CREATE UNIQUE INDEX standing_recipient ON standing (round, recipient);
CREATE INDEX standing_name ON standing (round, kind, pinyin, recipient);
-- What is open, done or closed, each in the order in which a team drives.
CREATE INDEX standing_rank ON standing (round, kind, rank, township, village, pinyin, recipient);
CREATE INDEX standing_township_name ON standing (round, kind, township, pinyin, recipient);

-- Counts that lists show, so that reading them costs the same at any size: shifted by whatever writes a
-- recipient or a standing, in its transaction.
-- village 0 is the whole township; round '' counts the register itself. Closed items are not planned; what was
-- given is counted for whole townships only, as they stood in the entries.
-- The key keeps the townships of a round side by side, however many villages there are.
CREATE TABLE tally (
  round    TEXT NOT NULL,
  village  INTEGER NOT NULL,
  kind     TEXT NOT NULL,
  township TEXT NOT NULL,
  people   INTEGER NOT NULL DEFAULT 0,
  missed   INTEGER NOT NULL DEFAULT 0,
  open     INTEGER NOT NULL DEFAULT 0,
  done     INTEGER NOT NULL DEFAULT 0,
  closed   INTEGER NOT NULL DEFAULT 0,
  planned_fen INTEGER NOT NULL DEFAULT 0,
  given_fen INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (round, village, kind, township)
) STRICT, WITHOUT ROWID;

-- Recipients are never deleted: the ledger names them.
CREATE TRIGGER recipient_kept BEFORE DELETE ON recipient
BEGIN SELECT RAISE(ABORT, 'recipients are never deleted'); END;

CREATE TRIGGER entry_given AFTER INSERT ON entry WHEN NEW.round IS NOT NULL
BEGIN
  INSERT INTO tally (round, village, kind, township, given_fen)
  VALUES (NEW.round, 0, NEW.recipient_kind, NEW.township, NEW.cash_fen)
  ON CONFLICT DO UPDATE SET given_fen = given_fen + excluded.given_fen;
END;
