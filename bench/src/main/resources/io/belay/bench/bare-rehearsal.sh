#!/usr/bin/env bash
# What Belay runs for a rehearsal, as a person would write it down in a script: the same programs with the same options in the
# same order and the very statements that Belay listed, one session for each database; without journal, evidence, isolation by
# network, proof by extents and judgement. Everything in variables:
#   IMAGE (read-only subvolume)  WORK (on the same volume)  DATA (relative)  OLD NEW (folders with programs)  TARGET (major)
#   ACCOUNT  JOBS  BTRFS  STATEMENTS (folder with STEP.WHERE.DATABASE.sql)  MIRRORED (databases restored once more to compare)
set -euo pipefail
export PGOPTIONS="-c client_min_messages=warning"

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
# Statements of a step, in the order of its databases' names.
said() {
    local file database
    for file in "$STATEMENTS/$1.$2".*.sql; do
        database=${file#"$STATEMENTS/$1.$2."}
        as "$NEW/psql" -XAtq -v ON_ERROR_STOP=1 -h "$sockets" -p "$3" -U postgres -d "${database%.sql}" <"$file" >/dev/null
    done
}

# preflight: the catalogs on a clone of their own
copy "$IMAGE" "$WORK/preflight"
harmless "$WORK/preflight/$DATA"
as "$OLD/pg_controldata" "$WORK/preflight/$DATA" >/dev/null
start "$OLD" "$WORK/preflight/$DATA" 6001
for program in postgres pg_ctl pg_controldata pg_resetwal; do "$OLD/$program" --version >/dev/null; done
for program in postgres pg_upgrade pg_ctl initdb pg_controldata pg_resetwal pg_dump pg_dumpall pg_restore psql vacuumdb; do
    "$NEW/$program" --version >/dev/null
done
mkdir -p "$WORK/empty"
touch "$WORK/empty/postgresql.conf" "$WORK/empty/postgresql.auto.conf"
for size in block_size wal_block_size segment_size; do "$NEW/postgres" -C "$size" -D "$WORK/empty" >/dev/null; done
for folder in --pkglibdir --sharedir --pkglibdir --sharedir; do "$NEW/pg_config" "$folder" >/dev/null; done
"$NEW/postgres" -C config_file -D "$WORK/empty" >/dev/null
for setting in lc_messages=C.UTF-8 logging_collector=on log_line_prefix=%m; do
    "$NEW/postgres" -C config_file -D "$WORK/empty" -c "$setting" >/dev/null
done
said preflight copy 6001
stop "$OLD" "$WORK/preflight/$DATA" immediate
drop "$WORK/preflight"
part preflight

# clone, recovered once
copy "$IMAGE" "$WORK/candidate"
old=$WORK/candidate/$DATA
new=$WORK/candidate/$TARGET/data
harmless "$old"
as "$OLD/pg_controldata" "$old" >/dev/null
start "$OLD" "$old" 6001
said clone candidate 6001
settings=$(sql 6001 template1 "SELECT pg_encoding_to_char(encoding) || ' ' || datcollate || ' ' || datctype FROM pg_database WHERE datname = 'template1'")
stop "$OLD" "$old" fast
as "$OLD/pg_controldata" "$old" >/dev/null
freeze "$WORK/candidate" "$WORK/w3"
part clone

# pg_upgrade
read -r encoding collate ctype <<<"$settings"
mkdir -p "$WORK/candidate/$TARGET" "$WORK/candidate/upgrade"
chown "$ACCOUNT" "$WORK/candidate/$TARGET" "$WORK/candidate/upgrade"
as "$OLD/pg_controldata" "$old" >/dev/null
as "$NEW/initdb" -D "$new" -U postgres --data-checksums -E "$encoding" --lc-collate="$collate" --lc-ctype="$ctype" >/dev/null 2>&1
harmless "$new"
as "$NEW/pg_controldata" "$new" >/dev/null
cd "$WORK/candidate/upgrade"
as "$NEW/pg_upgrade" --old-bindir="$OLD" --new-bindir="$NEW" --old-datadir="$old" --new-datadir="$new" --username=postgres \
    --socketdir="$sockets" --old-port=6001 --new-port=6001 --jobs="$JOBS" --link >/dev/null
cd /
as "$NEW/pg_controldata" "$new" >/dev/null
freeze "$WORK/candidate" "$WORK/w4"
part pg_upgrade

# extensions
start "$NEW" "$new" 6002
said extensions candidate 6002
stop "$NEW" "$new" fast
as "$NEW/pg_controldata" "$new" >/dev/null
freeze "$WORK/candidate" "$WORK/w5"
part extensions

# analyze
start "$NEW" "$new" 6002
said analyze candidate 6002
as "$NEW/vacuumdb" -h "$sockets" -p 6002 -U postgres --all --analyze-in-stages --jobs="$JOBS" >/dev/null 2>&1
stop "$NEW" "$new" fast
as "$NEW/pg_controldata" "$new" >/dev/null
freeze "$WORK/candidate" "$WORK/w6"
part analyze

# verify: the twin under old, the newest waypoint under new
copy "$WORK/w3" "$WORK/verify-old"
copy "$WORK/w6" "$WORK/verify-new"
start "$OLD" "$WORK/verify-old/$DATA" 6001
start "$NEW" "$WORK/verify-new/$TARGET/data" 6002
mkdir -p "$WORK/dumps"
chown "$ACCOUNT" "$WORK/dumps"
dump() {
    as "$NEW/pg_dump" -h "$sockets" -p "$1" -U postgres --schema-only --no-subscriptions --no-sync --file="$WORK/dumps/$3.$2" "$3"
}
said verify old 6001
said verify new 6002
for file in "$STATEMENTS"/verify.old.*.sql; do
    database=${file#"$STATEMENTS/verify.old."}
    dump 6001 old "${database%.sql}"
    dump 6002 new "${database%.sql}"
done
for pair in $MIRRORED; do
    as "$NEW/psql" -Xq -h "$sockets" -p 6002 -U postgres -d "${pair#*:}" -o /dev/null -f "$WORK/dumps/${pair%:*}.old"
    dump 6002 mirror "${pair#*:}"
done
stop "$OLD" "$WORK/verify-old/$DATA" immediate
stop "$NEW" "$WORK/verify-new/$TARGET/data" immediate
part verify

for tree in verify-old verify-new w6 w5 w4 w3 candidate; do drop "$WORK/$tree"; done
rm -rf "$WORK/dumps" "$WORK/s" "$WORK/empty"
part drop
