-- The other money: payments of programmes beside the gifts of visits, through the same ledger.
--
-- How many programmes there were: those that come here are counted to what the program keeps of the numbers of rows.
INSERT INTO meta (key, value) SELECT 'programmes_before', count(*) FROM programme;

-- `terms` is a JSON object: what must not repeat, which periods are paid, who may receive, from which funds, other names.
-- rebuild programme
CREATE TABLE programme (
  code  TEXT PRIMARY KEY,
  name  TEXT NOT NULL UNIQUE,
  terms TEXT NOT NULL DEFAULT '{}',
  seal INTEGER NOT NULL AS (seal(code, name, terms)) STORED
) STRICT, WITHOUT ROWID;

INSERT INTO programme (code, name, terms) VALUES
  ('living_allowance', '生活补助', '{"period":"months","beside":"category","funds":["中央","自治区","盟","旗"],"notice_days":15,"aliases":["定期抚恤补助","优抚对象生活补助","抚恤补助","优抚金"]}'),
  ('army_spouse', '随军家属生活补助', '{"period":"months","funds":["旗"],"notice_days":15,"aliases":["随军家属","未就业随军家属生活补助"]}'),
  ('fire_recruit_family', '森林消防家庭优待金', '{"period":"months","funds":["旗"],"notice_days":30,"payee":true,"aliases":["森林消防家庭","消防员家庭优待金"]}'),
  ('conscript_family', '义务兵家庭优待金', '{"period":"half_year","funds":["中央","自治区","盟","旗"],"notice_days":30,"payee":true,"aliases":["优待金","义务兵优待金"]}'),
  ('discharge_grant', '一次性经济补助', '{"period":"season","funds":["中央","自治区","盟","旗"],"notice_days":60,"aliases":["自主就业一次性经济补助","自主就业退役士兵一次性经济补助"]}'),
  ('medical_insurance', '医保缴费', '{"period":"year","funds":["旗"],"notice_days":60,"aliases":["医保","医疗保险","医疗保险缴费"]}'),
  ('medical_reimbursement', '医疗报销', '{"period":"settlement","funds":["中央","自治区","盟","旗"],"notice_days":0,"aliases":["医疗补助","门诊报销","住院报销"]}'),
  ('social_insurance', '社保接续', '{"period":"months","beside":"kind","funds":["中央","旗"],"notice_days":30,"aliases":["社会保险接续","社保"]}'),
  ('hardship_relief', '困难救助', '{"period":"case","funds":["自治区","盟","旗"],"notice_days":0,"aliases":["困难退役军人救助","一次性困难救助"]}'),
  ('merit_citation', '立功喜报', '{"period":"citation","funds":["旗"],"notice_days":30,"payee":true,"aliases":["立功奖励","立功奖励金","喜报"]}'),
  ('station_fund', '服务站经费', '{"period":"spending","funds":["旗","自有经费"],"notice_days":0,"aliases":["工作经费"]}'),
  ('memorial', '烈士纪念设施', '{"period":"spending","funds":["中央","自治区","盟","旗"],"notice_days":0,"aliases":["纪念设施","纪念设施修缮"]}')
ON CONFLICT (code) DO UPDATE SET terms = excluded.terms ON CONFLICT (name) DO NOTHING;

-- The last of those numbers is that of programmes; behind it come those of payrolls, cases and standards. What did not
-- agree before does not agree then either.
UPDATE meta SET value = rtrim(value, '0123456789')
  || (substr(value, length(rtrim(value, '0123456789')) + 1) + (SELECT count(*) FROM programme)
      - (SELECT value FROM meta WHERE key = 'programmes_before'))
  || ' 0 0 0'
WHERE key = 'counts';
DELETE FROM meta WHERE key = 'programmes_before';

-- `subject` is what of a key stands beside the recipient and the months: the category, the half-year, the season, the
-- year of an insurance, the number of a settlement, the case, the letter. `detail` is a JSON object of what a programme
-- keeps beyond sum and day. `payroll` names the list that an entry was paid by.
ALTER TABLE entry ADD COLUMN subject TEXT;
ALTER TABLE entry ADD COLUMN detail TEXT;
ALTER TABLE entry ADD COLUMN payroll TEXT;

-- A list as it was paid. `sha256` is that of its file, and `id` is made of file and programme: the same file twice is one.
CREATE TABLE payroll (
  id          TEXT PRIMARY KEY,
  number      TEXT NOT NULL,
  programme   TEXT NOT NULL,
  name        TEXT NOT NULL,
  sha256      TEXT NOT NULL,
  paid_on     TEXT NOT NULL,
  entries     INTEGER NOT NULL,
  total_fen   INTEGER NOT NULL,
  reason      TEXT,
  recorded_on TEXT NOT NULL,
  seal INTEGER NOT NULL AS (seal(id, number, programme, name, sha256, paid_on, entries, total_fen, reason, recorded_on)) STORED
) STRICT, WITHOUT ROWID;

-- The steps of a case of hardship, and of a citation: what was done on which day, by whom; `body` is a JSON object.
CREATE TABLE case_step (
  local_id    INTEGER PRIMARY KEY,
  case_id     TEXT NOT NULL,
  recipient   TEXT NOT NULL REFERENCES recipient (id),
  step        TEXT NOT NULL,
  on_day      TEXT NOT NULL,
  body        TEXT NOT NULL,
  device      TEXT NOT NULL,
  device_seq  INTEGER NOT NULL,
  recorded_on TEXT NOT NULL,
  seal INTEGER NOT NULL AS (seal(local_id, case_id, recipient, step, on_day, body, device, device_seq, recorded_on)) STORED
) STRICT;

-- What is paid from a day on to whom: `key` is category, level, nature and 城乡 between bars; parts, rate and document
-- stand in `body`.
CREATE TABLE pay_standard (
  programme TEXT NOT NULL,
  key       TEXT NOT NULL,
  from_day  TEXT NOT NULL,
  fen       INTEGER NOT NULL,
  body      TEXT NOT NULL,
  seal INTEGER NOT NULL AS (seal(programme, key, from_day, fen, body)) STORED,
  PRIMARY KEY (programme, key, from_day)
) STRICT, WITHOUT ROWID;

-- What a payment must satisfy, whatever program writes it: no months after a death, no key twice, and nothing taken back,
-- failed or paid once more beyond what is there.
CREATE TRIGGER entry_payment BEFORE INSERT ON entry WHEN NEW.concerns IS NOT NULL OR NEW.kind = 'payment'
BEGIN SELECT CASE
  WHEN NEW.device <> (SELECT value FROM meta WHERE key = 'device') THEN NULL
  WHEN NEW.concerns IS NOT NULL THEN CASE
    WHEN NOT EXISTS (SELECT 1 FROM entry AS p WHERE p.id = NEW.concerns AND p.concerns IS NULL AND p.recipient IS NEW.recipient
                     AND p.programme = NEW.programme AND p.kind IN ('gift', 'payment')
                     AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = p.id))
      OR coalesce((SELECT sum(x.cash_fen) FROM entry AS x WHERE x.concerns = NEW.concerns
           AND (NEW.kind <> 'payment' OR x.kind <> 'recovery')
           AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = x.id)), 0) + NEW.cash_fen
         NOT BETWEEN -(SELECT cash_fen FROM entry WHERE id = NEW.concerns) AND 0
      THEN RAISE(ABORT, 'ledger: more than is left of the payment') END
  WHEN EXISTS (SELECT 1 FROM recipient WHERE id = NEW.recipient
               AND (died_on < date(NEW.period_to, 'start of month') OR died_on < NEW.paid_on AND NEW.payee IS NULL))
    THEN RAISE(ABORT, 'ledger: nothing is paid for the time after a death')
  WHEN EXISTS (SELECT 1 FROM entry AS p WHERE p.recipient = NEW.recipient AND p.programme = NEW.programme
               AND p.kind = 'payment' AND p.concerns IS NULL AND p.subject IS NEW.subject
               AND (NEW.period_from IS NULL OR p.period_from <= NEW.period_to AND p.period_to >= NEW.period_from)
               AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = p.id)
               AND p.cash_fen > coalesce((SELECT -sum(x.cash_fen) FROM entry AS x WHERE x.concerns = p.id AND x.kind = 'recovery'
                   AND NOT EXISTS (SELECT 1 FROM entry AS r WHERE r.reverses = x.id)), 0))
    THEN RAISE(ABORT, 'ledger: paid before') END; END;
