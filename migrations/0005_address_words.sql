-- Keys by which search finds a word of an address, as it is written and as it is read: behind the sign '@', which no
-- other key begins with. `address_keys` is the program's own rule (`src/domain/search/address.rs`), as JSON; where that
-- rule changes, a migration deletes these keys and makes them anew. In the order of the keys they are added at the ends
-- of pages instead of everywhere.

INSERT OR IGNORE INTO search_key (key, rank, recipient)
SELECT k.value, 0, r.local_id FROM recipient AS r JOIN village AS v ON v.local_id = r.village
JOIN json_each(address_keys(r.address, v.name)) AS k
WHERE r.address IS NOT NULL ORDER BY 1, 3;
