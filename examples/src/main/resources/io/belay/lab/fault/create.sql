CREATE VIEW ops.databases AS SELECT datname, datlastsysoid FROM pg_database
