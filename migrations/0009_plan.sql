-- A round is planned before it begins: approving its plan fixes the lines of its list before its grace is over, and funds,
-- additions, assignments and what is handed out to stations and teams are kept.
--
-- round: `approved_*` and `document` say who approved the plan, by what, with which day; `settled_on` is the day from which
-- the list is fixed, by the approval or behind the grace.
-- settled_line: `fund` is that of the standard as it was approved; `added_for` says why somebody was put on the list after
-- the approval.

DROP TRIGGER settled_line_no_delete;

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
  seal INTEGER NOT NULL AS (seal(code, day, opens, due_until, grace_until, settled_on, closed_on, closed_for, approved_on, approved_by, document)) STORED,
  CHECK (are_days(day, opens, due_until, grace_until, settled_on, closed_on, approved_on)),
  CHECK ((approved_on IS NOT NULL OR settled_on > grace_until) AND closed_on >= settled_on),
  CHECK (opens <= due_until AND due_until <= grace_until),
  CHECK (closed_on IS NULL OR settled_on IS NOT NULL),
  CHECK ((closed_on IS NULL) = (closed_for IS NULL))
) STRICT, WITHOUT ROWID;

-- rebuild settled_line
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
  fund        TEXT NOT NULL DEFAULT '',
  added_for   TEXT,
  seal INTEGER NOT NULL AS (seal(round, recipient, name, township, village, visit_group, held_groups, cash_fen, goods, goods_fen, fund, added_for)) STORED,
  PRIMARY KEY (round, recipient)
) STRICT, WITHOUT ROWID;

-- Only an approval that is taken back takes its lines along, and only while nothing was recorded under it.
CREATE TRIGGER settled_line_no_delete BEFORE DELETE ON settled_line
WHEN NOT EXISTS (SELECT 1 FROM round WHERE code = OLD.round AND approved_on IS NOT NULL AND closed_on IS NULL)
  OR EXISTS (SELECT 1 FROM visit WHERE round = OLD.round AND recorded_on >= (SELECT settled_on FROM round WHERE code = OLD.round))
BEGIN SELECT RAISE(ABORT, 'history: nothing is deleted'); END;

-- Which team visits, and who leads: of a township (`place` is its code), of a village (its code, a slash, the name), or of
-- one recipient (`recipient`); the narrowest row that names a team, or a leader, counts.
CREATE TABLE plan_part (
  round     TEXT NOT NULL REFERENCES round,
  place     TEXT NOT NULL,
  recipient TEXT NOT NULL,
  team      TEXT NOT NULL,
  leader    TEXT NOT NULL,
  seal INTEGER NOT NULL AS (seal(round, place, recipient, team, leader)) STORED,
  PRIMARY KEY (round, place, recipient)
) STRICT, WITHOUT ROWID;

-- What was handed out to a station or team for a round (`out`, without people `mass`), came back (`back`), is missing
-- (`lost`), or was recorded by a slip (`undone`, of the row that `undoes` names). `goods` is a JSON list of
-- [item, unit, quantity, fen]. Order is (device, device_seq), the number of the act in the audit.
CREATE TABLE allocation (
  id          TEXT PRIMARY KEY,
  round       TEXT NOT NULL REFERENCES round,
  kind        TEXT NOT NULL,
  holder_kind TEXT NOT NULL,
  holder      TEXT NOT NULL,
  cash_fen    INTEGER NOT NULL CHECK (cash_fen >= 0),
  goods       TEXT NOT NULL,
  by_whom     TEXT NOT NULL,
  on_day      TEXT NOT NULL,
  document    TEXT NOT NULL,
  reason      TEXT NOT NULL,
  undoes      TEXT REFERENCES allocation,
  device      TEXT NOT NULL,
  device_seq  INTEGER NOT NULL,
  recorded_at INTEGER NOT NULL,
  seal INTEGER NOT NULL AS (seal(id, round, kind, holder_kind, holder, cash_fen, goods, by_whom, on_day, document, reason, undoes, device, device_seq, recorded_at)) STORED
) STRICT, WITHOUT ROWID;

CREATE TRIGGER allocation_no_update BEFORE UPDATE ON allocation
BEGIN SELECT RAISE(ABORT, 'history: nothing is changed'); END;

CREATE TRIGGER allocation_no_delete BEFORE DELETE ON allocation
BEGIN SELECT RAISE(ABORT, 'history: nothing is deleted'); END;
