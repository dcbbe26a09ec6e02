-- The register as it was first shipped: who may receive, what they were given, and what is due.
-- Facts stand in STRICT tables; numbers of people (IDs, phones, cards) are TEXT, money is INTEGER fen.
-- Money is append-only here, in the file, so that no program and no slip can change what was written.
-- `seal` is a hash over the other columns of a row of facts, so that a bit that flips on the disk shows.

CREATE TABLE meta (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL,
  seal INTEGER NOT NULL AS (seal(key, value)) STORED
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
  township TEXT NOT NULL REFERENCES township (code),
  seal INTEGER NOT NULL AS (seal(alias, township)) STORED
) STRICT, WITHOUT ROWID;

-- A village without a name stands for "not known"; so places sort and page without NULLs.
CREATE TABLE village (
  no       INTEGER PRIMARY KEY,
  township TEXT NOT NULL REFERENCES township (code),
  name     TEXT NOT NULL CHECK (length(name) <= 50),
  seal INTEGER NOT NULL AS (seal(no, township, name)) STORED,
  UNIQUE (township, name)
) STRICT;
CREATE INDEX village_name ON village (name);

CREATE TABLE station (
  no       INTEGER PRIMARY KEY,
  name     TEXT NOT NULL UNIQUE,
  township TEXT REFERENCES township (code),
  village  INTEGER REFERENCES village (no),
  seal INTEGER NOT NULL AS (seal(no, name, township, village)) STORED
) STRICT;

-- Entitlement categories and visit groups ------------------------------------------------------

CREATE TABLE category (
  no   INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  seal INTEGER NOT NULL AS (seal(no, name)) STORED
) STRICT;

CREATE TABLE category_alias (
  alias    TEXT PRIMARY KEY,
  category INTEGER NOT NULL REFERENCES category (no),
  seal INTEGER NOT NULL AS (seal(alias, category)) STORED
) STRICT, WITHOUT ROWID;

-- The order of `no` breaks ties between equal standards. `first_*` is the standard of a first round.
CREATE TABLE visit_group (
  no             INTEGER PRIMARY KEY,
  name           TEXT NOT NULL UNIQUE,
  units          INTEGER NOT NULL CHECK (units IN (0, 1)),
  first_cash_fen INTEGER NOT NULL CHECK (first_cash_fen BETWEEN 0 AND 100000000),
  first_goods    TEXT NOT NULL,
  first_goods_fen INTEGER NOT NULL CHECK (first_goods_fen BETWEEN 0 AND 100000000),
  seal INTEGER NOT NULL AS (seal(no, name, units, first_cash_fen, first_goods, first_goods_fen)) STORED
) STRICT;

-- Recipients -----------------------------------------------------------------------------------

-- `no` is local to this file and never leaves it; `id` is the name everywhere else.
-- `id_key` is the 18-character form of the ID number, by which people are matched.
CREATE TABLE recipient (
  no           INTEGER PRIMARY KEY,
  id           TEXT NOT NULL UNIQUE,
  kind         TEXT NOT NULL CHECK (kind IN ('person', 'unit')),
  name         TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 50),
  pinyin       TEXT NOT NULL,
  sex          TEXT CHECK (sex IN ('male', 'female')),
  birth        TEXT CHECK (birth IS date(birth, '+0 days')),
  id_number    TEXT CHECK (length(id_number) IN (15, 18)),
  id_key       TEXT CHECK (length(id_key) = 18),
  phone        TEXT CHECK (length(phone) <= 30),
  card         TEXT CHECK (length(card) <= 30),
  township     TEXT NOT NULL REFERENCES township (code),
  village      INTEGER NOT NULL REFERENCES village (no),
  address      TEXT CHECK (length(address) <= 200),
  note         TEXT CHECK (length(note) <= 500),
  died_on      TEXT CHECK (died_on IS date(died_on, '+0 days')),
  left_on      TEXT CHECK (left_on IS date(left_on, '+0 days')),
  suspended_on TEXT CHECK (suspended_on IS date(suspended_on, '+0 days')),
  rev          INTEGER NOT NULL DEFAULT 1,
  seal INTEGER NOT NULL AS (seal(no, id, kind, name, pinyin, sex, birth, id_number, id_key, phone, card, township, village, address, note, died_on, left_on, suspended_on, rev)) STORED
) STRICT;
CREATE UNIQUE INDEX recipient_id_key ON recipient (id_key);
CREATE INDEX recipient_place ON recipient (kind, township, village, pinyin, no);
CREATE INDEX recipient_pinyin ON recipient (kind, pinyin, no);
CREATE INDEX recipient_township_pinyin ON recipient (kind, township, pinyin, no);
CREATE INDEX recipient_name ON recipient (name, township);
-- Whom a roster's row with an ID number may mean by name: those without one, however common the name.
CREATE INDEX recipient_unnumbered ON recipient (name, township) WHERE id_key IS NULL;

CREATE TABLE category_held (
  no        INTEGER PRIMARY KEY,
  recipient INTEGER NOT NULL REFERENCES recipient (no),
  category  INTEGER NOT NULL REFERENCES category (no),
  held_from TEXT CHECK (held_from IS date(held_from, '+0 days')),
  held_to   TEXT CHECK (held_to IS date(held_to, '+0 days')),
  seal INTEGER NOT NULL AS (seal(no, recipient, category, held_from, held_to)) STORED
) STRICT;
CREATE INDEX category_held_recipient ON category_held (recipient, category, held_from, held_to);

CREATE TABLE group_held (
  no        INTEGER PRIMARY KEY,
  recipient INTEGER NOT NULL REFERENCES recipient (no),
  visit_group INTEGER NOT NULL REFERENCES visit_group (no),
  held_from TEXT CHECK (held_from IS date(held_from, '+0 days')),
  held_to   TEXT CHECK (held_to IS date(held_to, '+0 days')),
  seal INTEGER NOT NULL AS (seal(no, recipient, visit_group, held_from, held_to)) STORED
) STRICT;
CREATE INDEX group_held_recipient ON group_held (recipient, visit_group, held_from, held_to);
CREATE INDEX group_held_group ON group_held (visit_group, recipient);

-- What happened to a person, with the undoing of it: the history is kept.
CREATE TABLE status_line (
  no        INTEGER PRIMARY KEY,
  recipient INTEGER NOT NULL REFERENCES recipient (no),
  kind      TEXT NOT NULL CHECK (kind IN ('died', 'left', 'suspended')),
  happened_on TEXT NOT NULL CHECK (happened_on IS date(happened_on, '+0 days')),
  reason    TEXT NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
  undone    TEXT CHECK (length(undone) BETWEEN 1 AND 500),
  seal INTEGER NOT NULL AS (seal(no, recipient, kind, happened_on, reason, undone)) STORED
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

CREATE TABLE round (
  code        TEXT PRIMARY KEY CHECK (code GLOB '[0-9][0-9][0-9][0-9]-spring' OR code GLOB '[0-9][0-9][0-9][0-9]-army'),
  day         TEXT NOT NULL CHECK (day IS date(day, '+0 days')),
  opens       TEXT NOT NULL CHECK (opens IS date(opens, '+0 days')),
  due_until   TEXT NOT NULL CHECK (due_until IS date(due_until, '+0 days')),
  grace_until TEXT NOT NULL CHECK (grace_until IS date(grace_until, '+0 days')),
  seal INTEGER NOT NULL AS (seal(code, day, opens, due_until, grace_until)) STORED,
  CHECK (opens <= due_until AND due_until <= grace_until)
) STRICT, WITHOUT ROWID;

CREATE TABLE standard (
  round       TEXT NOT NULL REFERENCES round (code),
  visit_group INTEGER NOT NULL REFERENCES visit_group (no),
  cash_fen    INTEGER NOT NULL CHECK (cash_fen BETWEEN 0 AND 100000000),
  goods       TEXT NOT NULL CHECK (length(goods) <= 200),
  goods_fen   INTEGER NOT NULL CHECK (goods_fen BETWEEN 0 AND 100000000),
  seal INTEGER NOT NULL AS (seal(round, visit_group, cash_fen, goods, goods_fen)) STORED,
  PRIMARY KEY (round, visit_group)
) STRICT, WITHOUT ROWID;

-- The ledger -----------------------------------------------------------------------------------

-- Order is (device, device_seq), never the clock or the id. `hash` covers every column and the hash
-- before it on the same device, so that a changed byte shows.
CREATE TABLE entry (
  no          INTEGER PRIMARY KEY,
  id          TEXT NOT NULL UNIQUE,
  kind        TEXT NOT NULL CHECK (kind IN ('gift', 'reversal')),
  recipient   TEXT NOT NULL REFERENCES recipient (id),
  recipient_kind TEXT NOT NULL CHECK (recipient_kind IN ('person', 'unit')),
  round       TEXT NOT NULL REFERENCES round (code),
  purpose     TEXT NOT NULL CHECK (purpose IN ('visit')),
  cash_fen    INTEGER NOT NULL CHECK (cash_fen BETWEEN -100000000 AND 100000000),
  goods       TEXT CHECK (length(goods) BETWEEN 1 AND 200),
  goods_fen   INTEGER NOT NULL CHECK (goods_fen BETWEEN -100000000 AND 100000000),
  paid_on     TEXT NOT NULL CHECK (paid_on IS date(paid_on, '+0 days')),
  handler_1   TEXT CHECK (length(handler_1) BETWEEN 1 AND 50),
  handler_2   TEXT CHECK (length(handler_2) BETWEEN 1 AND 50),
  proxy       TEXT CHECK (length(proxy) BETWEEN 1 AND 50),
  relation    TEXT CHECK (length(relation) BETWEEN 1 AND 50),
  name        TEXT NOT NULL,
  township    TEXT NOT NULL,
  township_name TEXT NOT NULL,
  village     TEXT NOT NULL,
  visit_group TEXT NOT NULL,
  standard_fen INTEGER NOT NULL,
  reverses    TEXT REFERENCES entry (id),
  reason      TEXT CHECK (length(reason) BETWEEN 1 AND 500),
  device      TEXT NOT NULL,
  device_seq  INTEGER NOT NULL CHECK (device_seq >= 1),
  recorded_at INTEGER NOT NULL,
  prev_hash   TEXT NOT NULL,
  hash        TEXT NOT NULL,
  UNIQUE (device, device_seq),
  CHECK (CASE kind
    WHEN 'gift' THEN reverses IS NULL AND cash_fen >= 0 AND goods_fen >= 0 AND cash_fen + goods_fen > 0
    ELSE reverses IS NOT NULL AND reason IS NOT NULL AND cash_fen <= 0 AND goods_fen <= 0 END),
  CHECK ((goods IS NULL) = (goods_fen = 0)),
  CHECK ((proxy IS NULL) = (relation IS NULL))
) STRICT;
-- Every index is a page that a gift writes before it is acknowledged: there are no more than lists need.
CREATE INDEX entry_recipient ON entry (recipient, paid_on, no, round);
CREATE INDEX entry_round ON entry (round, no);
CREATE INDEX entry_year ON entry (substr(paid_on, 1, 4), no);
CREATE INDEX entry_reverses ON entry (reverses) WHERE reverses IS NOT NULL;

CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'ledger: entries are never changed'); END;

CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'ledger: entries are never deleted'); END;

-- INSERT OR REPLACE deletes without firing the delete trigger: so an entry that exists is met here.
CREATE TRIGGER entry_no_replace BEFORE INSERT ON entry
WHEN EXISTS (SELECT 1 FROM entry WHERE id = NEW.id) OR EXISTS (SELECT 1 FROM entry WHERE no = NEW.no)
  OR EXISTS (SELECT 1 FROM entry WHERE device = NEW.device AND device_seq = NEW.device_seq)
BEGIN SELECT RAISE(ABORT, 'ledger: entry exists'); END;

CREATE TRIGGER entry_chain BEFORE INSERT ON entry
WHEN NEW.device_seq IS NOT (SELECT coalesce(max(device_seq), 0) + 1 FROM entry WHERE device = NEW.device)
  OR NEW.prev_hash IS NOT coalesce((SELECT hash FROM entry WHERE device = NEW.device
                                    ORDER BY device_seq DESC LIMIT 1), '')
BEGIN SELECT RAISE(ABORT, 'ledger: entry does not follow the one before it'); END;

-- One gift a round, on this device's own entries; a merge must be able to store a true double.
CREATE TRIGGER entry_one_gift BEFORE INSERT ON entry
WHEN NEW.kind = 'gift' AND NEW.reason IS NULL
  AND NEW.device = (SELECT value FROM meta WHERE key = 'device')
  AND EXISTS (SELECT 1 FROM entry AS g
              WHERE g.recipient = NEW.recipient AND +g.round = NEW.round AND g.purpose = NEW.purpose
                AND g.kind = 'gift'
                AND ((NEW.cash_fen > 0 AND g.cash_fen > 0) OR (NEW.goods_fen > 0 AND g.goods_fen > 0))
                AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = g.id))
BEGIN SELECT RAISE(ABORT, 'ledger: a gift of this round was recorded before'); END;

CREATE TRIGGER entry_after_death BEFORE INSERT ON entry
WHEN NEW.kind = 'gift' AND NEW.proxy IS NULL
  AND NEW.device = (SELECT value FROM meta WHERE key = 'device')
  AND EXISTS (SELECT 1 FROM recipient WHERE id = NEW.recipient AND died_on < NEW.paid_on)
BEGIN SELECT RAISE(ABORT, 'ledger: nothing is paid to a person after the day of death'); END;

CREATE TRIGGER entry_two_handlers BEFORE INSERT ON entry
WHEN NEW.kind = 'gift' AND NEW.cash_fen > 0
  AND (SELECT value FROM meta WHERE key = 'two_handlers') = '1'
  AND (NEW.handler_1 IS NULL OR NEW.handler_2 IS NULL OR NEW.handler_1 = NEW.handler_2)
BEGIN SELECT RAISE(ABORT, 'ledger: cash needs two different handlers'); END;

CREATE TRIGGER entry_self_paid BEFORE INSERT ON entry
WHEN NEW.kind = 'gift' AND (NEW.name IN (NEW.handler_1, NEW.handler_2) OR NEW.proxy IN (NEW.handler_1, NEW.handler_2))
BEGIN SELECT RAISE(ABORT, 'ledger: a handler never receives'); END;

CREATE TRIGGER entry_mirror BEFORE INSERT ON entry
WHEN NEW.kind = 'reversal'
  AND NOT EXISTS (SELECT 1 FROM entry AS g
                  WHERE g.id = NEW.reverses AND g.kind = 'gift' AND g.recipient = NEW.recipient
                    AND g.round = NEW.round AND g.purpose = NEW.purpose AND g.paid_on = NEW.paid_on
                    AND g.cash_fen = -NEW.cash_fen AND g.goods_fen = -NEW.goods_fen)
BEGIN SELECT RAISE(ABORT, 'ledger: a reversal negates one gift exactly'); END;

CREATE TRIGGER entry_one_reversal BEFORE INSERT ON entry
WHEN NEW.kind = 'reversal'
  AND NEW.device = (SELECT value FROM meta WHERE key = 'device')
  AND EXISTS (SELECT 1 FROM entry WHERE reverses = NEW.reverses)
BEGIN SELECT RAISE(ABORT, 'ledger: the gift was reversed before'); END;

-- Visits: every call at a door, whatever came of it. A gift's visit bears the entry's id; `no` counts the
-- calls on one recipient in one round.
CREATE TABLE visit (
  id          TEXT PRIMARY KEY,
  recipient   TEXT NOT NULL REFERENCES recipient (id),
  round       TEXT NOT NULL REFERENCES round (code),
  no          INTEGER NOT NULL CHECK (no >= 1),
  outcome     TEXT NOT NULL CHECK (outcome IN ('given', 'proxy', 'absent', 'deferred', 'refused', 'died',
                                               'moved_away', 'not_found', 'visit_only')),
  visited_on  TEXT NOT NULL CHECK (visited_on IS date(visited_on, '+0 days')),
  deferred_to TEXT CHECK (deferred_to IS date(deferred_to, '+0 days')),
  handler_1   TEXT CHECK (length(handler_1) BETWEEN 1 AND 50),
  handler_2   TEXT CHECK (length(handler_2) BETWEEN 1 AND 50),
  needs       TEXT CHECK (length(needs) BETWEEN 1 AND 500),
  note        TEXT CHECK (length(note) BETWEEN 1 AND 500),
  recorded_at INTEGER NOT NULL,
  seal INTEGER NOT NULL AS (seal(id, recipient, round, no, outcome, visited_on, deferred_to, handler_1, handler_2, needs, note, recorded_at)) STORED
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX visit_recipient ON visit (recipient, round, no);

CREATE TRIGGER visit_no_update BEFORE UPDATE ON visit
BEGIN SELECT RAISE(ABORT, 'visits are never changed'); END;

CREATE TRIGGER visit_no_delete BEFORE DELETE ON visit
BEGIN SELECT RAISE(ABORT, 'visits are never deleted'); END;

CREATE TRIGGER visit_no_replace BEFORE INSERT ON visit
WHEN EXISTS (SELECT 1 FROM visit WHERE id = NEW.id)
  OR EXISTS (SELECT 1 FROM visit WHERE recipient = NEW.recipient AND round = NEW.round AND no = NEW.no)
BEGIN SELECT RAISE(ABORT, 'visit exists'); END;

-- Half-filled forms, so that a dropped line loses nothing.
CREATE TABLE draft (
  id        TEXT PRIMARY KEY,
  recipient TEXT NOT NULL REFERENCES recipient (id),
  body      TEXT NOT NULL CHECK (length(body) <= 4000),
  saved_at  INTEGER NOT NULL,
  seal INTEGER NOT NULL AS (seal(id, recipient, body, saved_at)) STORED
) STRICT, WITHOUT ROWID;

-- Who did what, when, with what was there before and after.
CREATE TABLE audit (
  no      INTEGER PRIMARY KEY,
  at      INTEGER NOT NULL,
  actor   TEXT NOT NULL,
  deed    TEXT NOT NULL,
  subject TEXT NOT NULL,
  before  TEXT,
  after   TEXT,
  seal INTEGER NOT NULL AS (seal(no, at, actor, deed, subject, before, after)) STORED
) STRICT;

CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit is never changed'); END;

CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit is never changed'); END;

CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit
WHEN EXISTS (SELECT 1 FROM audit WHERE no = NEW.no)
BEGIN SELECT RAISE(ABORT, 'the audit is never changed'); END;

-- Derived, for speed ---------------------------------------------------------------------------

-- Where each recipient of a round stands: written only by the function that decides due, in the
-- transaction that changes the facts, and compared with it by `muster check`. Nothing here depends on
-- the day. A page of due people costs a page because of the indexes below.
CREATE TABLE standing (
  round     TEXT NOT NULL REFERENCES round (code),
  kind      TEXT NOT NULL,
  township  TEXT NOT NULL,
  village   INTEGER NOT NULL,
  pinyin    TEXT NOT NULL,
  recipient INTEGER NOT NULL REFERENCES recipient (no),
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

CREATE TRIGGER entry_given AFTER INSERT ON entry
BEGIN
  INSERT INTO tally (round, village, kind, township, given_fen)
  VALUES (NEW.round, 0, NEW.recipient_kind, NEW.township, NEW.cash_fen)
  ON CONFLICT DO UPDATE SET given_fen = given_fen + excluded.given_fen;
END;
