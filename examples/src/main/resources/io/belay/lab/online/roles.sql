-- Roles and the databases of the profile "online".
CREATE ROLE app LOGIN;
CREATE DATABASE app1 OWNER app;
CREATE DATABASE app2 OWNER app;
