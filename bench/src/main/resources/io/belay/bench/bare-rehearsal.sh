#!/usr/bin/env bash
# What Belay runs for a rehearsal, as a person would write it down in a script: the same programs with the same options in the
# same order, without journal, evidence, isolation by network, proof by extents and judgement. Everything in variables:
#   IMAGE (read-only subvolume)  WORK (on the same volume)  DATA (relative)  OLD NEW (folders with programs)  TARGET (major)
#   ACCOUNT  JOBS  BTRFS
set -euo pipefail

# Prints what the part before took.
begin=${EPOCHREALTIME/./}
part() {
    local now=${EPOCHREALTIME/./}
    printf '%-12s %s\n' "$1" "$(((now - begin) / 1000))"
    begin=$now
}

as() { setpriv --reuid "$ACCOUNT" --regid "$ACCOUNT" --init-groups -- "$@"; }
copy() { "$BTRFS" -q subvolume snapshot "$1" "$2" >/dev/null; }
freeze() { "$BTRFS" -q subvolume snapshot -r "$1" "$2" >/dev/null; }
drop() { "$BTRFS" -q subvolume delete "$1" >/dev/null; }

sockets=$WORK/s
mkdir -p "$sockets"
chown "$ACCOUNT" "$sockets"

harmless() {
    rm -f "$1/postmaster.pid"
    cat >>"$1/postgresql.auto.conf" <<END
listen_addresses = ''
unix_socket_directories = '$sockets'
archive_mode = off
autovacuum = off
END
    printf 'local all all trust\n' >"$1/pg_hba.conf"
}
start() { as "$1/pg_ctl" start -D "$2" -w -l "$2/start.log" -o "-p $3" >/dev/null; }
stop() { as "$1/pg_ctl" stop -D "$2" -w -m "$3" >/dev/null; }
sql() { as "$NEW/psql" -XAtq -h "$sockets" -p "$1" -U postgres -d "$2" -c "$3"; }
databases() { sql "$1" template1 "SELECT datname FROM pg_database WHERE datallowconn AND NOT datistemplate"; }

# preflight: the catalogs on a clone of their own
copy "$IMAGE" "$WORK/preflight"
harmless "$WORK/preflight/$DATA"
as "$OLD/pg_controldata" "$WORK/preflight/$DATA" >/dev/null
start "$OLD" "$WORK/preflight/$DATA" 6001
for program in postgres pg_ctl pg_controldata pg_resetwal; do "$OLD/$program" --version >/dev/null; done
for program in postgres pg_upgrade pg_ctl initdb pg_controldata pg_resetwal pg_dump pg_dumpall pg_restore psql vacuumdb; do
    "$NEW/$program" --version >/dev/null
done
sql 6001 template1 "SELECT * FROM pg_prepared_xacts" >/dev/null
for database in $(databases 6001); do
    sql 6001 "$database" "SELECT DISTINCT probin FROM pg_proc WHERE probin IS NOT NULL" >/dev/null
    sql 6001 "$database" "SELECT extname, extversion FROM pg_extension" >/dev/null
    sql 6001 "$database" "SELECT attrelid::regclass, attname FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid
        WHERE atttypid::regtype::text LIKE 'reg%' AND c.oid >= 16384" >/dev/null
done
stop "$OLD" "$WORK/preflight/$DATA" immediate
drop "$WORK/preflight"
part preflight

# clone, recovered once
copy "$IMAGE" "$WORK/candidate"
old=$WORK/candidate/$DATA
new=$WORK/candidate/$TARGET/data
harmless "$old"
start "$OLD" "$old" 6001
settings=$(sql 6001 template1 "SELECT pg_encoding_to_char(encoding) || ' ' || datcollate || ' ' || datctype FROM pg_database WHERE datname = 'template1'")
stop "$OLD" "$old" fast
freeze "$WORK/candidate" "$WORK/w3"
part clone

# pg_upgrade
read -r encoding collate ctype <<<"$settings"
mkdir -p "$WORK/candidate/$TARGET" "$WORK/candidate/upgrade"
chown "$ACCOUNT" "$WORK/candidate/$TARGET" "$WORK/candidate/upgrade"
as "$NEW/initdb" -D "$new" -U postgres --data-checksums -E "$encoding" --lc-collate="$collate" --lc-ctype="$ctype" >/dev/null 2>&1
harmless "$new"
cd "$WORK/candidate/upgrade"
as "$NEW/pg_upgrade" --old-bindir="$OLD" --new-bindir="$NEW" --old-datadir="$old" --new-datadir="$new" --username=postgres \
    --socketdir="$sockets" --old-port=6001 --new-port=6001 --jobs="$JOBS" --link >/dev/null
cd /
freeze "$WORK/candidate" "$WORK/w4"
part pg_upgrade

# extensions
start "$NEW" "$new" 6002
for database in $(databases 6002); do
    for extension in $(sql 6002 "$database" "SELECT quote_ident(name) FROM pg_available_extensions
            WHERE installed_version IS NOT NULL AND installed_version <> default_version"); do
        sql 6002 "$database" "ALTER EXTENSION $extension UPDATE"
    done
done
stop "$NEW" "$new" fast
freeze "$WORK/candidate" "$WORK/w5"
part extensions

# analyze
start "$NEW" "$new" 6002
as "$NEW/vacuumdb" -h "$sockets" -p 6002 -U postgres --all --analyze-in-stages --jobs="$JOBS" >/dev/null 2>&1
stop "$NEW" "$new" fast
freeze "$WORK/candidate" "$WORK/w6"
part analyze

# verify: the twin under old, the newest waypoint under new
copy "$WORK/w3" "$WORK/verify-old"
copy "$WORK/w6" "$WORK/verify-new"
start "$OLD" "$WORK/verify-old/$DATA" 6001
start "$NEW" "$WORK/verify-new/$TARGET/data" 6002
mkdir -p "$WORK/dumps"
chown "$ACCOUNT" "$WORK/dumps"
relations="SELECT format('SELECT %L, count(*) FROM ONLY %s', oid::regclass, oid::regclass) FROM pg_class
    WHERE relkind IN ('r', 'm') AND relnamespace::regnamespace::text !~ '^(pg_|information_schema)' AND relispopulated ORDER BY 1"
sequences="SELECT format('SELECT %L, last_value, is_called FROM %s', oid::regclass, oid::regclass) FROM pg_class
    WHERE relkind = 'S' ORDER BY 1"
compare() {
    local port=$1 side=$2 database=$3
    as "$NEW/pg_dump" -h "$sockets" -p "$port" -U postgres --schema-only --quote-all-identifiers --no-sync \
        --file="$WORK/dumps/$database.$side" "$database"
    sql "$port" "$database" "$relations" >"$WORK/dumps/$database.counts.$side"
    sql "$port" "$database" "$(paste -sd ';' "$WORK/dumps/$database.counts.$side")" >"$WORK/dumps/$database.rows.$side"
    sql "$port" "$database" "$sequences" >"$WORK/dumps/$database.sequences.$side"
    sql "$port" "$database" "$(paste -sd ';' "$WORK/dumps/$database.sequences.$side")" >"$WORK/dumps/$database.values.$side"
}
for database in $(databases 6001) template1; do
    compare 6001 old "$database"
    compare 6002 new "$database"
    cmp "$WORK/dumps/$database.rows.old" "$WORK/dumps/$database.rows.new"
    cmp "$WORK/dumps/$database.values.old" "$WORK/dumps/$database.values.new"
done
stop "$OLD" "$WORK/verify-old/$DATA" immediate
stop "$NEW" "$WORK/verify-new/$TARGET/data" immediate
part verify

for tree in verify-old verify-new w6 w5 w4 w3 candidate; do drop "$WORK/$tree"; done
rm -rf "$WORK/dumps" "$WORK/s"
part drop
