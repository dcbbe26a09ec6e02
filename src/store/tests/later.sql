-- A migration of this test alone: tables under seals gain columns, and one of them refuses changes.

-- rebuild recipient
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
  later TEXT,
  seal INTEGER NOT NULL AS (seal(local_id, id, kind, name, pinyin, sex, birth, id_number, id_key, phone, card, township, village, address, household, note, died_on, left_on, suspended_on, held_on, merged_into, entered_on, source, rev, later)) STORED,
  CHECK (are_days(birth, died_on, left_on, suspended_on, held_on)),
  CHECK (have_length(0, 30, phone, card))
) STRICT;

-- rebuild round
CREATE TABLE round (
  code        TEXT PRIMARY KEY CHECK (code GLOB '[0-9][0-9][0-9][0-9]-spring' OR code GLOB '[0-9][0-9][0-9][0-9]-army'),
  day         TEXT NOT NULL,
  opens       TEXT NOT NULL,
  due_until   TEXT NOT NULL,
  grace_until TEXT NOT NULL,
  settled_on  TEXT,
  closed_on   TEXT,
  closed_for  TEXT CHECK (length(closed_for) BETWEEN 1 AND 500),
  approved_on TEXT,
  approved_by TEXT,
  document    TEXT,
  later TEXT NOT NULL DEFAULT 'plan',
  seal INTEGER NOT NULL AS (seal(code, day, opens, due_until, grace_until, settled_on, closed_on, closed_for, approved_on, approved_by, document, later)) STORED,
  CHECK (are_days(day, opens, due_until, grace_until, settled_on, closed_on, approved_on)),
  CHECK ((approved_on IS NOT NULL OR settled_on > grace_until) AND closed_on >= settled_on),
  CHECK (opens <= due_until AND due_until <= grace_until),
  CHECK (closed_on IS NULL OR settled_on IS NOT NULL),
  CHECK ((closed_on IS NULL) = (closed_for IS NULL))
) STRICT, WITHOUT ROWID;

-- rebuild visit
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
  later TEXT,
  seal INTEGER NOT NULL AS (seal(id, recipient, round, device, device_seq, way, outcome, visited_on, deferred_to, handler_1, handler_2, needs, note, recorded_on, recorded_at, later)) STORED,
  CHECK (are_days(visited_on, deferred_to)),
  CHECK (have_length(1, 50, handler_1, handler_2)),
  CHECK (have_length(1, 500, needs, note))
) STRICT, WITHOUT ROWID;
UPDATE visit SET later = way;

-- rebuild entry
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
  subject        TEXT,
  detail         TEXT,
  payroll        TEXT,
  device         TEXT NOT NULL,
  device_seq     INTEGER NOT NULL CHECK (device_seq >= 1),
  recorded_on    TEXT NOT NULL,
  recorded_at    INTEGER NOT NULL,
  prev_hash      TEXT NOT NULL,
  hash           TEXT NOT NULL,
  later          TEXT,
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

ALTER TABLE audit ADD COLUMN later TEXT;
