-- Cash given in a round is counted where whom it was for stands in that round, beside the "done" of the same people: it was
-- counted where the snapshot of the entry names the place, also of those who moved or turned out to be somebody else
-- since. From now on the program moves it along; what registers have counted until now is counted anew here, once.

UPDATE tally SET given_fen = 0 WHERE round <> '' AND given_fen <> 0;

INSERT INTO tally (round, village, kind, township, given_fen)
SELECT e.round, 0, e.recipient_kind,
  coalesce(
    (SELECT township FROM standing WHERE round = e.round AND recipient = r.local_id),
    (SELECT s.township FROM meta AS m, json_each(m.value, '$.lent') AS l
     CROSS JOIN standing AS s ON s.round = e.round AND s.recipient = json_extract(l.value, '$.to')
     WHERE m.key = 'merged ' || r.id AND json_extract(l.value, '$.round') = e.round),
    (WITH RECURSIVE chain (no, up) AS (
       SELECT r.local_id, r.merged_into
       UNION SELECT o.local_id, o.merged_into FROM chain JOIN recipient AS o ON o.local_id = chain.up)
     SELECT s.township FROM chain CROSS JOIN standing AS s ON s.round = e.round AND s.recipient = chain.no
     WHERE chain.up IS NULL AND r.merged_into IS NOT NULL),
    e.township),
  sum(e.cash_fen)
FROM entry AS e JOIN recipient AS r ON r.id = e.recipient WHERE e.round IS NOT NULL GROUP BY 1, 3, 4
ON CONFLICT DO UPDATE SET given_fen = excluded.given_fen;
