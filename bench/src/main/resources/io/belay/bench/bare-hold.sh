#!/usr/bin/env bash
# The shortest hold that one can write by hand: hold clients, stop, upgrade by links into a cluster prepared before, start, point the
# pooler at it, let clients go. No snapshot, no proof, no comparison, no way to undo. Everything in variables:
#   OLD_DATA NEW_DATA (in one subvolume)  OLD NEW (folders with programs)  SOCKETS  OLD_PORT NEW_PORT  POOLER_PORT POOLER_USER
#   PGPASSFILE  INI  DATABASES  ACCOUNT  JOBS  UPGRADE (working folder)
# Prints what each part took, in milliseconds.
set -euo pipefail

as() { setpriv --reuid "$ACCOUNT" --regid "$ACCOUNT" --init-groups -- "$@"; }
console() { "$NEW/psql" -XAtqw -h "$SOCKETS" -p "$POOLER_PORT" -U "$POOLER_USER" -d pgbouncer -c "$1" >/dev/null; }
part() {
    local now=${EPOCHREALTIME/./}
    printf '%s %s\n' "$1" "$(((now - begin) / 1000))"
    begin=$now
}

# Before the hold: the new cluster, with the settings that it will serve with.
as "$NEW/initdb" -D "$NEW_DATA" -U postgres --data-checksums -E "$ENCODING" --lc-collate="$COLLATE" --lc-ctype="$CTYPE" >/dev/null 2>&1
cat >>"$NEW_DATA/postgresql.auto.conf" <<END
listen_addresses = ''
unix_socket_directories = '$SOCKETS'
port = $NEW_PORT
shared_buffers = '128MB'
max_wal_size = '1GB'
END
cp -p "$OLD_DATA/pg_hba.conf" "$OLD_DATA/pg_ident.conf" "$NEW_DATA/"
sed "s/ port=$OLD_PORT / port=$NEW_PORT /" "$INI" >"$INI.new"
chown --reference="$INI" "$INI.new"
cd "$UPGRADE"

begin=${EPOCHREALTIME/./}
started=$begin
for database in $DATABASES; do console "PAUSE $database"; done
part pause
as "$OLD/pg_ctl" stop -D "$OLD_DATA" -w -m fast >/dev/null
part stop
as "$NEW/pg_upgrade" --old-bindir="$OLD" --new-bindir="$NEW" --old-datadir="$OLD_DATA" --new-datadir="$NEW_DATA" \
    --username=postgres --socketdir="$UPGRADE" --old-port=6001 --new-port=6001 --jobs="$JOBS" --link >upgrade.log || { tail -n 20 upgrade.log; exit 1; }
part pg_upgrade
as "$NEW/pg_ctl" start -D "$NEW_DATA" -w -l "$NEW_DATA/start.log" >/dev/null
part start
mv "$INI.new" "$INI"
console RELOAD
for database in $DATABASES; do console "RESUME $database"; done
part repoint
begin=$started
part hold
