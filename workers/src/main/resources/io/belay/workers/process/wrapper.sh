#!/bin/sh
# Runs one program for the journal of one launch, detached from whoever asked for it.
#   wrapper.sh JOURNAL WORKING_FOLDER PROGRAM [ARGUMENT...]
# Holds an flock on JOURNAL/lock for life: held means running, free means over. Leaves JOURNAL/started (who runs) before the
# program begins, JOURNAL/ended (when, in seconds since the boot; missing when the disk is full) and JOURNAL/rc (how it ended) before the lock is free again. Needs dash or another POSIX sh, flock and setsid
# of util-linux, and a sync that takes files (coreutils 8.24).
# Ends with 75 when another wrapper holds the lock, 76 when the program was started before, 74 when the journal is not writable.
set -u
umask 077
journal=$1
work=$2
shift 2
cd / || exit 74

# A signal meant for the program must not cost its exit code. Caught, not ignored: an ignored signal would be inherited.
trap : HUP INT TERM

exec 9>>"$journal/lock" || exit 74
# Waits a little: a worker that only looks whether the lock is held takes it for an instant.
flock -w 10 9 || exit 75
[ ! -e "$journal/started" ] || exit 76

identity() {
    # Field 22 of the line, counted behind the command's name, which may hold blanks and brackets.
    read -r stat < "/proc/$1/stat" || return 1
    set -f
    # shellcheck disable=SC2086
    set -- "$1" ${stat##*) }
    set +f
    shift
    echo "${20}"
}

start=$(identity $$) || exit 74
boot=$(cat /proc/sys/kernel/random/boot_id) || exit 74

# The inner shell keeps its pid when it becomes the program. It holds the lock until then, so that a free lock without
# "started" proves that the program never ran. The name is linked, not renamed: only the first may have it.
# shellcheck disable=SC2016
sh -c '
    journal=$1 work=$2 wrapper=$3 wrapper_start=$4 boot=$5
    shift 5
    read -r stat < "/proc/$$/stat" || exit 74
    start=$(set -f; set -- ${stat##*) }; echo "${20}")
    note=$journal/started.$$
    printf "%s\n" "pid=$$" "start=$start" "boot=$boot" "wrapper=$wrapper" "wrapper_start=$wrapper_start" > "$note" || exit 74
    sync "$note" || exit 74
    ln "$note" "$journal/started" || exit 76
    rm -f "$note"
    sync "$journal" || exit 74
    cd "$work" || exit 126
    exec setsid "$@" < /dev/null >> "$journal/output" 2>&1 9>&-
' sh "$journal" "$work" $$ "$start" "$boot" "$@"
rc=$?
# By the clock that nobody sets: files tell the time of day, which may jump by hours meanwhile.
read -r up _ < /proc/uptime

# Not started after all: no exit code of a program to keep.
[ -e "$journal/started" ] || exit "$rc"

# What it said is on disk before how it ended; a full disk costs words, never the exit code.
sync "$journal/output" 2>> "$journal/wrapper.log"

printf '%s\n' "$up" > "$journal/ended" 2>> "$journal/wrapper.log"

# The lock stays held until the exit code is safe, however long the disk is full.
until { printf '%s\n' "$rc" > "$journal/rc.tmp" && sync "$journal/rc.tmp" && mv "$journal/rc.tmp" "$journal/rc"; } 2>> "$journal/wrapper.log"
do
    [ -d "$journal" ] || exit 74
    sleep 1
done
sync "$journal"
exit 0
