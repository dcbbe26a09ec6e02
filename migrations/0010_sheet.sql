-- A sheet to sign that bears a number: whom it printed, in which order, on which page and with what. A signed paper is
-- keyed and a filled workbook read back by it, whatever has changed since. Its number is that of its line in the audit,
-- `write_sheet`; what it records bears ids made of device, number and line.

-- `place` says in words of which place it is. `lines` is a JSON list: of each line the recipient, the name, cash in fen,
-- goods, their value in fen, and the page.
CREATE TABLE sheet (
  local_id   INTEGER PRIMARY KEY,
  device     TEXT NOT NULL,
  device_seq INTEGER NOT NULL,
  round      TEXT NOT NULL REFERENCES round (code),
  place      TEXT NOT NULL,
  lines      TEXT NOT NULL,
  printed_on TEXT NOT NULL,
  seal INTEGER NOT NULL AS (seal(local_id, device, device_seq, round, place, lines, printed_on)) STORED
) STRICT;

CREATE TRIGGER sheet_no_delete BEFORE DELETE ON sheet
BEGIN SELECT RAISE(ABORT, 'history: nothing is deleted'); END;
