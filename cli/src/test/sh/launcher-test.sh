#!/usr/bin/env bash
# Proves the launcher's promises with a Maven and a Java that only record that they were called: nothing is built here.
# Usage: launcher-test.sh REPOSITORY; exit code 0 when all hold.
set -euo pipefail

repository=$1
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
checkout="$work/a check out with blanks"
calls=$work/calls
modules=(plans engine workers web-status docs cli examples)

mkdir -p "$checkout/cli/src/main/sh" "$checkout/docs/errors" "$work/bin" "$work/jdk/bin"
cp "$repository/belay" "$checkout/"
cp "$repository/cli/src/main/sh/toolchain.sh" "$checkout/cli/src/main/sh/"
touch "$checkout/pom.xml"
for module in "${modules[@]}"; do
    mkdir -p "$checkout/$module/src" "$checkout/$module/target"
    touch "$checkout/$module/pom.xml" "$checkout/$module/target/belay-$module-0.1.0.jar"
done

cat >"$work/bin/mvn" <<MVN
#!/bin/sh
echo maven >>'$calls'
[ ! -e '$work/broken' ] || { echo '[ERROR] Some.java:[1,1] does not compile'; exit 1; }
MVN
cat >"$work/jdk/bin/java" <<JAVA
#!/bin/sh
case "\$*" in *ArchiveClassesAtExit*) exit 0 ;; esac
echo "java \$*" >>'$calls'
echo "locale \$LC_ALL" >>'$calls'
JAVA
cp "$work/jdk/bin/java" "$work/jdk/bin/javac"
echo 'JAVA_VERSION="17.0.9"' >"$work/jdk/release"
chmod +x "$work/bin/mvn" "$work/jdk/bin/java" "$work/jdk/bin/javac"
export JAVA_HOME=$work/jdk PATH=$work/bin:/usr/bin:/bin

failures=0
expect() { # expect NUMBER-OF-MAVEN-CALLS DESCRIPTION
    local seen
    seen=$(grep -c '^maven' "$calls" || true)
    if [[ $seen == "$1" ]]; then
        echo "ok: $2"
    else
        echo "FAILED: $2: Maven was called $seen times, expected $1"
        failures=$((failures + 1))
    fi
    : >"$calls"
}
# Everything older than the build that follows, so that no test depends on the file system's clock ticking.
age() { find "$checkout" -not -path '*/target/*' -exec touch -h -d '2020-01-01' {} +; }

: >"$calls"
age
"$checkout/belay" status 2>/dev/null
grep -q -- "io.belay.cli.Main status" "$calls" || { echo "FAILED: the command was not passed on"; failures=1; }
expect 1 "the first start builds"

LC_ALL=C "$checkout/belay" status 2>/dev/null
grep -q '^locale C.UTF-8$' "$calls" || { echo "FAILED: under LC_ALL=C no letter but English ones can be in a file's name"; failures=1; }
expect 0 "names of files may have any letter, whatever the locale"

"$checkout/belay" status 2>/dev/null
expect 0 "a warm start does not start Maven"

ln -s "$checkout/belay" "$work/bin/belay"
(cd / && belay status 2>/dev/null)
expect 0 "a warm start through a link on PATH, from another folder, does not start Maven"

touch "$checkout/plans/src/New.java"
"$checkout/belay" status 2>/dev/null
expect 1 "a new source starts a build"

age
rm "$checkout/plans/src/New.java"
"$checkout/belay" status 2>/dev/null
expect 1 "a deleted source starts a build"

touch "$checkout/engine/pom.xml"
"$checkout/belay" status 2>/dev/null & "$checkout/belay" status 2>/dev/null & wait
expect 1 "two at once build once"

touch "$checkout/cli/src/Broken.java" "$work/broken"
if output=$("$checkout/belay" status 2>&1); then
    echo "FAILED: a failed build must end the command"
    failures=$((failures + 1))
fi
[[ $output == *"does not compile"*"nothing was started"* ]] || { echo "FAILED: the log is not shown: $output"; failures=1; }
grep -q '^java' "$calls" && { echo "FAILED: an old build was started after a failed one"; failures=1; }
expect 1 "a failed build is shown and starts nothing"

rm "$work/broken"
"$checkout/belay" status 2>/dev/null
expect 1 "after a failed build the next start builds again"

exit "$((failures > 0))"
