#!/bin/sh
# Run once by the Postgres image: the role that owns the tables, and the one that serves and owns nothing.
set -eu
psql --set ON_ERROR_STOP=1 --username "$POSTGRES_USER" \
  --set owner_password="$OWNER_PASSWORD" --set serving_password="$SERVING_PASSWORD" <<'SQL'
create role afterimage_owner login password :'owner_password';
create role afterimage login password :'serving_password';
create database afterimage owner afterimage_owner;
\connect afterimage
revoke create on schema public from public;
alter schema public owner to afterimage_owner;
SQL
