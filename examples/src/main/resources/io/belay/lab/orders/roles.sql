-- Roles and databases of the profile "orders". Logins get their passwords from the lab.
CREATE ROLE app_owner NOLOGIN;
CREATE ROLE app_write NOLOGIN;
CREATE ROLE app_read NOLOGIN;
CREATE ROLE app LOGIN CONNECTION LIMIT 80;
CREATE ROLE reporting LOGIN NOINHERIT;
CREATE ROLE monitoring LOGIN;
CREATE ROLE tenant_north LOGIN;
GRANT app_read TO app_write;
GRANT app_write TO app;
GRANT app_read TO reporting, tenant_north;
GRANT app_owner TO app WITH ADMIN OPTION;
GRANT pg_monitor TO monitoring;
ALTER ROLE reporting SET statement_timeout = '5min';
ALTER ROLE app SET lock_timeout = '10s';

CREATE DATABASE orders OWNER app_owner;
CREATE DATABASE inventory OWNER app_owner TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C.UTF-8';
CREATE DATABASE pgbench OWNER app_owner;
COMMENT ON DATABASE orders IS 'Customers, orders, payments';
REVOKE CONNECT, TEMPORARY ON DATABASE orders, inventory FROM PUBLIC;
GRANT CONNECT ON DATABASE orders, inventory TO app_read, monitoring, belay;
ALTER DATABASE orders SET search_path = shop, public;
ALTER ROLE reporting IN DATABASE orders SET work_mem = '64MB';
