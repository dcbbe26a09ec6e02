-- Whoever was given the cash of a standard is due until its goods were given too, and the other way round: until now cash
-- alone made done. Rounds whose lists are fixed stay as they were counted: `settled_by_cash` names them. Where people stand
-- in the others the program weighs anew behind this, by its own rule (`src/store/standing/renewed.rs`).

INSERT INTO meta (key, value)
SELECT 'settled_by_cash', json_group_array(code) FROM round WHERE settled_on IS NOT NULL HAVING count(*) > 0;

-- Of whom goods or cash are owed beside a promise, the detail says that too, behind the same word.
DROP INDEX standing_promised;

CREATE INDEX standing_promised ON standing (detail_on) WHERE detail >= 'deferred' AND detail < 'deferree';
