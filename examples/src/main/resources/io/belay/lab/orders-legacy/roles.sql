-- Roles and the database of the profile "orders-legacy".
CREATE ROLE legacy LOGIN;
CREATE ROLE legacy_batch LOGIN VALID UNTIL '2031-01-01';
GRANT legacy TO legacy_batch;
CREATE DATABASE legacy OWNER legacy;
GRANT CONNECT ON DATABASE legacy TO belay;
