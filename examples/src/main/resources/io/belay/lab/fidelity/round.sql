-- One round of writes to everything in the database of create.sql, the awkward ones. Variable: n, the round's number, from 1 on.
SET search_path = till;
SET bytea_output = hex;
SELECT set_config('till.n', :'n', false);

-- Commits one by one
INSERT INTO sort (mood, moods, home, width, part, code, price, exact, single, at, plain, every, raw, tree, markup, bits, net, spot, grid, body)
VALUES
    ('good', '{bad,good,NULL}', ROW('Straße "1", \', :n, '2026-01-31'), '[0.1,7)', 33.3333, 'a' || :n, 'NaN', 'NaN', 'Infinity',
     'infinity', '-infinity', '-1 year -2 days +03:04:05.678901', '\x00ff5c27', '{"n": 1.10, "u": "\u00e9", "big": 12345678901234567890.123}',
     '<a b="1">&lt;é</a>', B'10110', '::1/64', '(0.1,-0.0)', '[2:3][0:1]={{1,2},{3,NULL}}', NULL),
    ('bad', '{}', NULL, 'empty', 0, 'none', 1e-20 * :n, 0.1::float8 + 0.2 + :n, 1.1, timestamptz '2026-03-29 01:30:00.123456+00' + :n * interval '1 hour',
     '4713-01-01 BC', '1 mon -1 day', '', 'null', '', B'', '10.1.2.3', '(1e300,-1e-300)', '{}',
     (SELECT string_agg(md5(:n || '/' || part), '') FROM generate_series(1, 200) part));
-- Beside a value that the stream does not carry
UPDATE sort SET touched = touched + 1 WHERE body IS NOT NULL;
UPDATE sort SET body = body || 'x', single = -0.0 WHERE id % 70 = 0;
DELETE FROM sort WHERE id % 110 = 0;

INSERT INTO loose_rows (a, b, c, d, body)
SELECT :n, NULLIF(part, 3), 'row', 1.0 / part, (SELECT string_agg(md5(part || '.' || piece), '') FROM generate_series(1, 150) piece)
FROM generate_series(1, 4) part;
INSERT INTO loose_rows (a, c) VALUES (:n, NULL), (:n, NULL), (:n, NULL);
UPDATE loose_rows SET c = c || ' again' WHERE a = :n AND b IS NULL;
DELETE FROM loose_rows WHERE ctid = (SELECT min(ctid) FROM loose_rows WHERE a = :n AND c IS NULL);

INSERT INTO by_index (name, kind, note) VALUES ('Name' || :n, 1, 'Ärger ' || :n), ('naïve' || :n, 2, NULL);
UPDATE by_index SET name = upper(name), note = 'öfter' WHERE kind = 1 AND name = 'name' || :n;
UPDATE by_index SET kind = 3 WHERE kind = 2 AND name = 'NAÏVE' || :n;

-- Rows that move from partition to partition when their key changes
INSERT INTO entry SELECT '2025-06-01', CASE WHEN part % 2 = 0 THEN 'north' ELSE 'south' END, :n * 10 + part, part FROM generate_series(1, 8) part;
UPDATE entry SET day = '2026-06-01' WHERE number BETWEEN :n * 10 + 1 AND :n * 10 + 4;
UPDATE entry SET region = 'south' WHERE number = :n * 10 + 6;
UPDATE entry SET number = -number WHERE number = :n * 10 + 8;
DELETE FROM entry WHERE number = :n * 10 + 1;

TRUNCATE emptied;
COPY emptied (word) FROM STDIN;
tab\there
back\\slash
\N
ünïcode
\.
TRUNCATE emptied RESTART IDENTITY;
COPY emptied (word) FROM STDIN;
only this
\.

-- Parts that are rolled back, among others that are not
BEGIN;
INSERT INTO owner VALUES (:n, 'owner ' || :n);
SAVEPOINT one;
INSERT INTO thing VALUES (:n, 999999, 'empty');
ROLLBACK TO one;
INSERT INTO thing SELECT :n, :n, tstzrange('2026-01-01'::timestamptz + :n * interval '1 day', '2026-01-01'::timestamptz + :n * interval '1 day' + interval '1 hour');
SAVEPOINT two;
UPDATE owner SET name = 'renamed ' || :n WHERE id = :n;
RELEASE two;
SAVEPOINT three;
DELETE FROM owner;
ROLLBACK TO three;
COMMIT;
BEGIN;
UPDATE owner SET id = id + 100000 WHERE id = :n;
UPDATE owner SET name = CASE id WHEN 100000 + :n THEN 'swapped' ELSE name END;
UPDATE owner SET name = 'back ' || id WHERE id = 100000 + :n;
COMMIT;
BEGIN;
INSERT INTO owner VALUES (-:n, 'never');
SELECT nextval('ahead');
ROLLBACK;

-- More subtransactions than a backend keeps in shared memory, every other one undone
DO $$
DECLARE r integer := current_setting('till.n')::integer;
BEGIN
    FOR part IN 1..150 LOOP
        BEGIN
            INSERT INTO till.wide (id, c1, c200) VALUES (r * 1000 + part, part, r);
            IF part % 2 = 0 THEN
                RAISE EXCEPTION 'undone';
            END IF;
        EXCEPTION WHEN raise_exception THEN
            NULL;
        END;
    END LOOP;
END
$$;
UPDATE wide SET c100 = c1 WHERE c200 = :n;

INSERT INTO secret VALUES (:n, 'clerk', 'word ' || :n) ;
SET ROLE clerk;
UPDATE secret SET word = 'said ' || :n WHERE id = :n;
RESET ROLE;
INSERT INTO ancestor VALUES (:n, 'old');
INSERT INTO heir VALUES (:n + 500000, 'young', :n);
UPDATE ancestor SET note = note || '.' WHERE id IN (:n, :n + 500000);
INSERT INTO nothing DEFAULT VALUES;
INSERT INTO "Zeile; ""drop"" 'é'.x" VALUES (:n, E'a\nb\\', 'it''s', '$$', NULL);
UPDATE "Zeile; ""drop"" 'é'.x" SET " " = "a.b", "UPPER" = 'ẞ' WHERE "Schlüssel ""1""" = :n;
INSERT INTO "Großes ""Lager"".v1"."T" SELECT * FROM "Zeile; ""drop"" 'é'.x" WHERE "Schlüssel ""1""" = :n;
INSERT INTO scratch VALUES (:n, 'not kept');

-- Sequences alone
SELECT nextval('down'), nextval('ring'), nextval('ahead');
SELECT setval('placed', 1000 + :n, :n % 2 = 0);
SELECT setval('ring', 1 + :n % 40, false) WHERE :n % 3 = 0;
