-- Roles and the databases of the profile "wide".
CREATE ROLE wide LOGIN;
CREATE DATABASE wide_north OWNER wide;
CREATE DATABASE wide_east OWNER wide;
CREATE DATABASE wide_west OWNER wide;
