-- What the first screen of a day tells: who is promised a visit, and whose note says that they are gone.
--
-- Both are small: a call that put a visit off puts one line into the first, and leaves it with the next call. Without
-- them a count would read every failed call of a round, and every note of the register.

-- Visits put off to a day, by that day, over all rounds; the key of the table follows it.
CREATE INDEX standing_promised ON standing (detail_on) WHERE detail = 'deferred';

-- People who are registered as alive and here, and whose note has a word for the opposite.
CREATE INDEX recipient_noted_gone ON recipient (township, village, pinyin)
  WHERE died_on IS NULL AND left_on IS NULL AND kind = 'person'
    AND (note GLOB '*[已病亡]故*' OR note GLOB '*去世*' OR note GLOB '*死亡*' OR note GLOB '*迁出*' OR note GLOB '*注销*');
