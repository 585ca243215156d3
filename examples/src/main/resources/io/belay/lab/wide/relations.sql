-- Many small relations, for whatever takes its time from their number: 1,000 tables and 1,000 indexes for each step of scale.
-- One transaction each, because a single one cannot lock them all. Variable: scale.
SET ROLE wide;
SET synchronous_commit = off;
SELECT format(
        'CREATE TABLE account_%1$s (id integer PRIMARY KEY, owner text NOT NULL, balance numeric(12,2) NOT NULL DEFAULT 0);'
            || 'INSERT INTO account_%1$s SELECT n, md5(n::text), n FROM generate_series(1, 20) n;',
        n)
    FROM generate_series(1, 1000 * :scale) n \gexec
