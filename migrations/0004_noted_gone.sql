-- The condition of the index of people whose note says that they are gone, made short: SQLite parses it at every
-- opening, and its five patterns cost as much there as three more indexes. One pattern of two characters takes in all
-- of their words and little else; the list asks for the words themselves.

DROP INDEX recipient_noted_gone;

CREATE INDEX recipient_noted_gone ON recipient (township, village, pinyin)
  WHERE died_on IS NULL AND left_on IS NULL AND note GLOB '*[已病亡去死迁注][故世亡出销]*';
