-- Either database of the profile "online": each kind of table, column and sequence that logical replication has to carry, or that an
-- online promotion has to carry beside it. Variable: scale; as many sequences as make 20 in all for each step of it.
SET ROLE app;
SET synchronous_commit = off;
CREATE SCHEMA shop;
SET search_path = shop;

CREATE TYPE order_state AS ENUM ('new', 'paid', 'sent');

-- None of them is published; their values have to be carried by hand
CREATE SEQUENCE invoice START 100000 CACHE 10;
CREATE SEQUENCE countdown INCREMENT -1 MINVALUE -1000000000 MAXVALUE 0 START 0;
CREATE SEQUENCE slot AS smallint MINVALUE 1 MAXVALUE 500 CYCLE;
CREATE SEQUENCE unowned;

-- The client chooses the number, and remembers it when the server has acknowledged it
CREATE TABLE orders (
    number bigint PRIMARY KEY,
    state order_state NOT NULL DEFAULT 'new',
    history order_state[] NOT NULL,
    details jsonb NOT NULL,
    amount numeric(12, 2) NOT NULL,
    tax numeric GENERATED ALWAYS AS (amount * 0.19) STORED,
    slot smallint NOT NULL DEFAULT nextval('shop.slot'),
    ordered_at timestamptz NOT NULL DEFAULT clock_timestamp()
) PARTITION BY HASH (number);
CREATE TABLE orders_0 PARTITION OF orders FOR VALUES WITH (MODULUS 3, REMAINDER 0);
CREATE TABLE orders_1 PARTITION OF orders FOR VALUES WITH (MODULUS 3, REMAINDER 1);
CREATE TABLE orders_2 PARTITION OF orders FOR VALUES WITH (MODULUS 3, REMAINDER 2);

-- Unique numbers from sequences: one that is handed out twice fails a client's transaction
CREATE TABLE line (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    number bigint NOT NULL,
    article integer NOT NULL,
    invoice bigint NOT NULL UNIQUE DEFAULT nextval('shop.invoice'),
    countdown bigint NOT NULL UNIQUE DEFAULT nextval('shop.countdown')
);
CREATE INDEX line_number ON line (number);

-- One row for each order, written by a trigger; two where it fired again, or where a change was applied twice
CREATE TABLE audit (
    id bigserial PRIMARY KEY,
    number bigint NOT NULL,
    content jsonb NOT NULL
);
CREATE FUNCTION note_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO shop.audit (number, content) VALUES (NEW.number, to_jsonb(NEW));
    RETURN NULL;
END
$$;
CREATE TRIGGER ordered AFTER INSERT ON orders FOR EACH ROW EXECUTE FUNCTION note_order();

-- Without a key: nothing but the recipe keeps a row from coming twice
CREATE TABLE note (
    number bigint NOT NULL,
    words text[] NOT NULL
);
ALTER TABLE note REPLICA IDENTITY FULL;
CREATE TABLE shelf (
    place integer NOT NULL,
    amount bigint NOT NULL,
    label text
);
ALTER TABLE shelf REPLICA IDENTITY FULL;

-- The sum of all balances never changes
CREATE TABLE account (
    id integer PRIMARY KEY,
    balance bigint NOT NULL
);

-- A large value out of line, in rows whose other column changes: the stream does not carry it then
CREATE TABLE document (
    id serial PRIMARY KEY,
    touched bigint NOT NULL DEFAULT 0,
    body text NOT NULL
);
ALTER TABLE document ALTER COLUMN body SET STORAGE EXTERNAL;

INSERT INTO account SELECT n, 100000 FROM generate_series(1, 200) n;
INSERT INTO shelf SELECT n, 0, CASE WHEN n % 3 > 0 THEN 'shelf ' || n END FROM generate_series(1, 40) n;
INSERT INTO document (body)
    SELECT (SELECT string_agg(md5(n || '/' || part), '') FROM generate_series(1, 300) part) FROM generate_series(1, 100) n;

-- The clients use the first ten; some are never called, and for these the catalog tells no value
SELECT format('CREATE SEQUENCE shop.extra_%s', n)
    FROM generate_series(1, 20 * :scale - (SELECT count(*) FROM pg_sequences)) n \gexec
SELECT nextval(format('shop.extra_%s', n))
    FROM generate_series(1, (SELECT count(*) FROM pg_sequences WHERE sequencename LIKE 'extra%')) n WHERE n % 50 <> 11;
SELECT setval('shop.extra_2', 77, false);
RESET ROLE;
ANALYZE;
