-- The index of people whose note says that they are gone takes in the other words for it: 过世, 逝世, 离世, 辞世, 身故. As
-- before one pattern of two characters takes in all of their words and little else; what a note says, the program reads.

DROP INDEX recipient_noted_gone;

CREATE INDEX recipient_noted_gone ON recipient (township, village, pinyin)
  WHERE died_on IS NULL AND left_on IS NULL AND note GLOB '*[已病亡身去过逝离辞死迁注][故世亡出销]*';
