-- The database "inventory": inheritance, column privileges, unusual names, a database collation of its own. Variable: scale.
CREATE EXTENSION hstore;
CREATE SCHEMA "Stock Room" AUTHORIZATION app_owner;
GRANT USAGE ON SCHEMA "Stock Room" TO app_read;
SET ROLE app_owner;
SET search_path = "Stock Room", public;

CREATE COLLATION french (provider = icu, locale = 'fr-CA');
CREATE TABLE item (
    id serial PRIMARY KEY,
    "Name of item" text COLLATE french NOT NULL,
    details hstore,
    dropped_later integer,
    amount integer NOT NULL DEFAULT 0
);
ALTER TABLE item DROP COLUMN dropped_later;
ALTER TABLE item ADD COLUMN added_later integer NOT NULL DEFAULT 42;
-- A key of its own: keys are not inherited
CREATE TABLE perishable (best_before date, PRIMARY KEY (id)) INHERITS (item);
CREATE TABLE "tab	with tab" ("quote""d" text PRIMARY KEY, ünïcode text);
CREATE TABLE empty_table (id uuid PRIMARY KEY);
CREATE TABLE no_columns ();
CREATE INDEX item_name ON item ("Name of item");
CREATE UNIQUE INDEX item_expression ON perishable ((id % 1000000), (coalesce(best_before, '2000-01-01')));
GRANT SELECT ("Name of item"), UPDATE (amount) ON item TO reporting WITH GRANT OPTION;

INSERT INTO item ("Name of item", details, amount)
    SELECT 'cote côte coté côté ' || n, hstore('n', n::text), n % 100 FROM generate_series(1, 2000 * :scale) n;
INSERT INTO perishable ("Name of item", best_before)
    SELECT 'fresh ' || n, date '2026-01-01' + n % 300 FROM generate_series(1, 2000 * :scale) n;
INSERT INTO "tab	with tab" SELECT 'row "' || n || '"', E'line\nbreak ' || n FROM generate_series(1, 50) n;
DELETE FROM item WHERE id % 7 = 0;
RESET ROLE;
ANALYZE;
