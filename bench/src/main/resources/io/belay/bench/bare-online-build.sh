#!/usr/bin/env bash
# Builds a server of the new major that follows live, as a person would write it down: marker, publications, slots, then a writable
# snapshot that recovers by itself, pg_upgrade by links, and subscriptions that begin where the recovery ended. Live serves meanwhile.
# No journal, no proof, no undo. Everything in variables:
#   DATASET (live's subvolume)  DATA (live's data directory, relative to it)  TREE (new subvolume)  OLD NEW (folders with programs)
#   SOCKETS  OLD_PORT NEW_PORT  DATABASES  ACCOUNT  JOBS  BTRFS
# Prints what each part took, in milliseconds.
set -euo pipefail
export PGOPTIONS="-c client_min_messages=warning -c statement_timeout=300s"
# A machine that does much else takes its time.
export PGCTLTIMEOUT=600

begin=${EPOCHREALTIME/./}
part() {
    local now=${EPOCHREALTIME/./}
    printf '%-12s %s\n' "$1" "$(((now - begin) / 1000))"
    begin=$now
}
as() { setpriv --reuid "$ACCOUNT" --regid "$ACCOUNT" --init-groups -- "$@"; }
live() { as "$NEW/psql" -XAtqw -v ON_ERROR_STOP=1 -h "$SOCKETS" -p "$OLD_PORT" -U postgres -d "$1" -c "$2"; }
new() { as "$NEW/psql" -XAtqw -v ON_ERROR_STOP=1 -h "$SOCKETS" -p "$NEW_PORT" -U postgres -d "$1" -c "$2"; }
loudly() { "$@" >"$TREE/last.log" 2>&1 || { tail -n 20 "$TREE/last.log"; exit 1; }; }

for database in $DATABASES; do
    live "$database" "CREATE TABLE public.belay_marker (id integer PRIMARY KEY, n bigint NOT NULL);
        INSERT INTO public.belay_marker VALUES (1, 0);
        CREATE PUBLICATION belay_pub FOR ALL TABLES"
done
for database in $DATABASES; do
    live "$database" "SELECT FROM pg_create_logical_replication_slot('belay_0_$database', 'pgoutput')" >/dev/null
done
part slots

# Not before the slots: what they pass on has to begin inside the snapshot.
"$BTRFS" -q subvolume snapshot "$DATASET" "$TREE"
old=$TREE/$DATA
rm -rf "$old/postmaster.pid" "$old"/pg_replslot/* "$old"/log/*
mkdir "$TREE/s" "$TREE/upgrade" "$TREE/new"
chown "$ACCOUNT" "$TREE/s" "$TREE/upgrade" "$TREE/new"
cat >>"$old/postgresql.auto.conf" <<END
listen_addresses = ''
unix_socket_directories = '$TREE/s'
port = 6001
archive_mode = off
autovacuum = off
jit = off
max_logical_replication_workers = 0
logging_collector = off
END
part snapshot

redo=$(as "$OLD/pg_controldata" "$old" | sed -n 's/^Latest checkpoint.s REDO location: *//p')
as "$OLD/pg_ctl" start -D "$old" -w -l "$old/recovery.log" >/dev/null
read -r encoding collate ctype <<<"$(as "$NEW/psql" -XAtqw -h "$TREE/s" -p 6001 -U postgres -d template1 -F ' ' -c \
    "SELECT pg_encoding_to_char(encoding), datcollate, datctype FROM pg_database WHERE datname = 'template1'")"
as "$OLD/pg_ctl" stop -D "$old" -w -m fast >/dev/null
# Whatever begins at or before the last record is in the clone. Records begin at multiples of eight, so one more never carries.
last=$(sed -n 's/.*redo done at \([0-9A-F]*\/[0-9A-F]*\).*/\1/p' "$old/recovery.log")
if [[ -n $last ]]; then
    printf -v end '%s/%X' "${last%/*}" "$((16#${last#*/} + 1))"
elif grep -q 'redo is not required' "$old/recovery.log"; then
    end=$redo
else
    cat "$old/recovery.log"
    exit 1
fi
part recovery

target=$TREE/new/data
as "$NEW/initdb" -D "$target" -U postgres --data-checksums -E "$encoding" --lc-collate="$collate" --lc-ctype="$ctype" >/dev/null 2>&1
cat >>"$target/postgresql.auto.conf" <<END
listen_addresses = ''
unix_socket_directories = '$SOCKETS'
port = $NEW_PORT
max_connections = 100
shared_buffers = '128MB'
max_wal_size = '1GB'
wal_level = logical
wal_retrieve_retry_interval = '500ms'
max_prepared_transactions = 10
archive_mode = on
archive_command = '/bin/true'
shared_preload_libraries = 'pg_stat_statements'
track_io_timing = on
logging_collector = on
log_directory = 'log'
log_filename = 'postgresql.log'
END
cp -p "$old/pg_hba.conf" "$old/pg_ident.conf" "$target/"
part initdb
cd "$TREE/upgrade"
loudly as "$NEW/pg_upgrade" --old-bindir="$OLD" --new-bindir="$NEW" --old-datadir="$old" --new-datadir="$target" \
    --username=postgres --socketdir="$TREE/s" --old-port=6001 --new-port=6001 --jobs="$JOBS" --link
cd /
part pg_upgrade
as "$NEW/pg_ctl" start -D "$target" -w -l "$target/start.log" >/dev/null
part start
loudly as "$NEW/vacuumdb" -h "$SOCKETS" -p "$NEW_PORT" -U postgres --all --analyze-only --jobs="$JOBS"
part analyze

for database in $DATABASES; do
    new "$database" "CREATE SUBSCRIPTION belay_0 CONNECTION 'host=$SOCKETS port=$OLD_PORT user=postgres dbname=$database'
        PUBLICATION belay_pub WITH (create_slot = false, copy_data = false, enabled = false, slot_name = 'belay_0_$database')"
    new "$database" "SELECT pg_replication_origin_advance('pg_' || s.oid, '$end') FROM pg_subscription s
        JOIN pg_database d ON d.oid = s.subdbid WHERE d.datname = current_database() AND s.subname = 'belay_0'" >/dev/null
    new "$database" "ALTER SUBSCRIPTION belay_0 ENABLE"
done
part subscribe
