-- What old applications have and an online upgrade finds hard. Variable: scale.
CREATE EXTENSION lo;
SET ROLE legacy;

-- Large objects, some of them owned by nobody's row
CREATE TABLE scan (id serial PRIMARY KEY, title text, content lo);
CREATE TRIGGER scan_content BEFORE UPDATE OR DELETE ON scan FOR EACH ROW EXECUTE FUNCTION lo_manage(content);
INSERT INTO scan (title, content)
    SELECT 'scan ' || n, lo_from_bytea(0, decode(repeat(md5(n::text), 200), 'hex')) FROM generate_series(1, 100 * :scale) n;
SELECT lo_from_bytea(0, '\x6f727068616e') FROM generate_series(1, 5);

-- Unlogged, with an identity and a sequence of its own
CREATE UNLOGGED TABLE session (id bigint GENERATED ALWAYS AS IDENTITY, token text, seen_at timestamptz);
CREATE INDEX session_token ON session (token);
INSERT INTO session (token, seen_at) SELECT md5(n::text), '2026-01-01' FROM generate_series(1, 5000 * :scale) n;

-- Without any key, with true duplicates; some are updated and deleted from all the same
CREATE TABLE log_line (at timestamp, level char(5), line text);
INSERT INTO log_line SELECT timestamp '2026-01-01' + n % 100 * interval '1 second', 'INFO', 'line ' || n % 50
    FROM generate_series(1, 10000 * :scale) n;
CREATE TABLE counter (name text, value numeric);
INSERT INTO counter SELECT 'c' || n % 10, n FROM generate_series(1, 100) n;
UPDATE counter SET value = value + 1;
DELETE FROM counter WHERE value > 90;

-- A unique index that could be an identity but is not declared one; one over a nullable column
CREATE TABLE order_old (number integer NOT NULL, customer varchar(40), total money, placed timestamp without time zone);
CREATE UNIQUE INDEX order_old_number ON order_old (number);
CREATE UNIQUE INDEX order_old_customer ON order_old (customer) WHERE customer IS NOT NULL;
INSERT INTO order_old SELECT n, 'customer ' || n, (n % 1000)::money, '2024-02-29' FROM generate_series(1, 5000 * :scale) n;

-- Partitions by inheritance and trigger, as before version 10
CREATE TABLE measure (taken date NOT NULL, value real);
CREATE TABLE measure_2025 (CHECK (taken >= '2025-01-01' AND taken < '2026-01-01')) INHERITS (measure);
CREATE TABLE measure_2026 (CHECK (taken >= '2026-01-01' AND taken < '2027-01-01')) INHERITS (measure);
CREATE FUNCTION measure_insert() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.taken < '2026-01-01' THEN
        INSERT INTO measure_2025 VALUES (NEW.*);
    ELSE
        INSERT INTO measure_2026 VALUES (NEW.*);
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER measure_insert BEFORE INSERT ON measure FOR EACH ROW EXECUTE FUNCTION measure_insert();
INSERT INTO measure SELECT date '2025-06-01' + n % 400, n FROM generate_series(1, 2000) n;

-- Wide values out of line, and an index that was never valid
CREATE TABLE document (id integer PRIMARY KEY, body text, raw bytea, xml xml);
INSERT INTO document SELECT n, string_agg(md5(n::text || k::text), ''), decode(md5(n::text), 'hex'), '<d/>'
    FROM generate_series(1, 200) n, generate_series(1, 300) k GROUP BY n;
RESET ROLE;
ANALYZE;
