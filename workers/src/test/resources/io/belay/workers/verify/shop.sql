CREATE EXTENSION pg_trgm
;;
CREATE EXTENSION btree_gist
;;
CREATE EXTENSION tcn
;;
CREATE EXTENSION postgres_fdw
;;
CREATE SCHEMA ops AUTHORIZATION app
;;
CREATE TYPE mood AS ENUM ('a', 'b')
;;
CREATE DOMAIN amount_type AS numeric(10, 2) CHECK (value >= 0)
;;
CREATE TABLE customer (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL DEFAULT upper('x'),
    mood mood,
    shown text GENERATED ALWAYS AS (name || ' x') STORED,
    tags text[] DEFAULT ARRAY['q'::text],
    CHECK (length(name) > 0))
;;
CREATE TABLE orders (
    id bigserial,
    customer bigint REFERENCES customer,
    ordered date NOT NULL,
    amount amount_type DEFAULT 0,
    PRIMARY KEY (id, ordered)) PARTITION BY RANGE (ordered)
;;
CREATE TABLE orders_2020 PARTITION OF orders FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')
;;
CREATE TABLE orders_2021 PARTITION OF orders FOR VALUES FROM ('2021-01-01') TO ('2022-01-01')
;;
CREATE INDEX orders_large ON orders (customer) WHERE amount > 10
;;
CREATE INDEX customer_name ON customer USING gin (name gin_trgm_ops)
;;
CREATE VIEW named AS SELECT customer.id, customer.name FROM customer WHERE customer.id > 3
;;
CREATE VIEW years AS SELECT extract(year FROM orders.ordered) AS y, substring(name FROM 1 FOR 2) AS n, sum(amount) OVER w
    FROM orders JOIN customer ON customer.id = orders.customer WINDOW w AS (PARTITION BY customer.id)
;;
CREATE MATERIALIZED VIEW sums AS SELECT customer, sum(amount) FROM orders WHERE customer IN (1, 2, 3) GROUP BY 1
;;
CREATE FUNCTION plus_one(a int) RETURNS int LANGUAGE sql AS $$ SELECT a + 1 $$
;;
CREATE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
--
-- Name: not a header; Type: TABLE; Schema: public; Owner: nobody
--
    RETURN new;
END $$
;;
CREATE TRIGGER guard BEFORE UPDATE OF name ON customer FOR EACH ROW
    WHEN (old.name IS DISTINCT FROM new.name) EXECUTE FUNCTION keep()
;;
GRANT SELECT ON orders TO reader
;;
GRANT ALL ON SCHEMA ops TO reader
;;
ALTER DEFAULT PRIVILEGES FOR ROLE app IN SCHEMA ops GRANT SELECT ON TABLES TO reader
;;
COMMENT ON TABLE orders IS 'what was ordered'
;;
CREATE POLICY own ON customer USING (name = CURRENT_USER)
;;
ALTER TABLE customer ENABLE ROW LEVEL SECURITY
;;
CREATE SEQUENCE free START 7
;;
SELECT nextval('free')
;;
CREATE SEQUENCE ops."Odd ""name" INCREMENT -1
;;
INSERT INTO customer (name) SELECT 'n' || i FROM generate_series(1, 100) i
;;
INSERT INTO orders (customer, ordered, amount)
    SELECT 1 + i % 100, date '2020-01-01' + i, i FROM generate_series(1, 500) i
;;
CREATE UNLOGGED TABLE passing (a int)
;;
CREATE RULE quiet AS ON INSERT TO passing WHERE new.a > 5 DO INSTEAD NOTHING
;;
CREATE STATISTICS both_columns ON id, customer FROM orders
;;
CREATE PUBLICATION out_of_shop FOR TABLE orders_2020
;;
SELECT lo_from_bytea(4711, 'abc')
;;
CREATE TABLE parent (a int NOT NULL, b text DEFAULT 'q')
;;
CREATE TABLE child (c int CONSTRAINT positive CHECK (c > 0)) INHERITS (parent)
;;
INSERT INTO child VALUES (1, 'x', 1), (2, 'y', 2), (3, 'z', 3)
;;
INSERT INTO parent VALUES (4)
;;
CREATE SERVER elsewhere FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host 'nowhere')
;;
CREATE USER MAPPING FOR app SERVER elsewhere OPTIONS (user 'x', password 'planted-secret')
;;
CREATE FOREIGN TABLE far_away (a int) SERVER elsewhere
;;
REFRESH MATERIALIZED VIEW sums
