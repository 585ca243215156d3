DROP VIEW ops.databases;
CREATE VIEW ops.databases AS SELECT datname FROM pg_database
