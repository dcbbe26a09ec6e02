-- No change of the schema. Of several deaths told of somebody the first one holds; the recipient bore the last one's day, so
-- that a call which told once more of a death let a gift of between pass. And a closed round stays as it was closed: whoever
-- died, left or was suspended since is "not given" there; the program weighs that anew behind this file.

UPDATE recipient SET died_on = (SELECT min(happened_on) FROM status_line
                                WHERE recipient = recipient.local_id AND kind = 'died' AND undone IS NULL AND ended_on IS NULL)
WHERE died_on IS NOT NULL;
