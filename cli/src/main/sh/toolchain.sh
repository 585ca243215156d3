# Finds, or where it may installs, what building and running Belay needs: a JDK (17 or newer) and Maven (3.8 or newer).
# Sourced by `belay`, `test` and `bench/run`. Starts no process that is not needed: the warm path of `belay` counts it.

say() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }

die() {
    local code=$1
    shift
    say "$@"
    exit "$code"
}

# Major version of the Java in a home folder, from its `release` file (no JVM is started), 0 when there is none.
java_major() {
    local line version
    major=0
    [[ -x $1/bin/java && -r $1/release ]] || return 0
    while IFS= read -r line; do
        case $line in
        JAVA_VERSION=*)
            version=${line#JAVA_VERSION=}
            version=${version//\"/}
            version=${version%%[.+-]*}
            [[ $version =~ ^[0-9]+$ ]] && major=$version
            ;;
        esac
    done <"$1/release"
}

# Sets java_home and java_version to the first JDK from 17 on: JAVA_HOME, the one on PATH, then /usr/lib/jvm.
find_jdk() {
    local candidate on_path major
    java_home='' java_version=0
    on_path=$(type -P javac || true)
    [[ -n $on_path ]] && on_path=$(readlink -f "$on_path") && on_path=${on_path%/bin/javac}
    for candidate in "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/*; do
        [[ -n $candidate && -x $candidate/bin/javac ]] || continue
        java_major "$candidate"
        if ((major >= 17)); then
            java_home=$candidate java_version=$major
            return 0
        fi
    done
    return 1
}

# Sets maven to the program, or fails.
find_maven() {
    maven=$(type -P mvn || true)
    [[ -n $maven ]] || { [[ -n ${MAVEN_HOME:-} && -x $MAVEN_HOME/bin/mvn ]] && maven=$MAVEN_HOME/bin/mvn; }
    [[ -n $maven ]]
}

# Installs Debian packages when this is root on a machine with apt-get; else prints the exact command and fails.
install_packages() {
    local log
    if ! type -P apt-get >/dev/null; then
        say "missing: $*. Install these (Debian's names for them) with this system's package tool, then run the command again."
        return 1
    fi
    if [[ $(id -u) != 0 ]]; then
        say "missing: $*. To install them: sudo apt-get install -y --no-install-recommends $*"
        return 1
    fi
    say "installing with apt-get: $*"
    log=$(mktemp)
    if { DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" ||
        { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"; }; } \
        </dev/null >"$log" 2>&1; then
        rm -f "$log"
        return 0
    fi
    tail -n 20 "$log" >&2
    rm -f "$log"
    say "apt-get could not install: $*"
    return 1
}

# Everything for a build, or the end of the script.
require_toolchain() {
    local missing=()
    find_jdk || missing+=(default-jdk-headless)
    find_maven || missing+=(maven)
    ((${#missing[@]} == 0)) && return 0
    install_packages "${missing[@]}" || exit 1
    hash -r
    find_jdk || die 1 "a JDK was installed, but it is older than 17; install a newer one and set JAVA_HOME to it"
    find_maven || die 1 "maven was installed, but mvn is not on PATH"
}

# Shows what a Maven build is doing, from its output on standard input: a line that is redrawn on a terminal, else a line
# per module. The whole output goes to the file $1.
show_progress() {
    local line fetched=0 module='' width=${COLUMNS:-80} redraw=0
    [[ -t 2 && ${TERM:-dumb} != dumb ]] && redraw=1
    : >"$1"
    while IFS= read -r line; do
        printf '%s\n' "$line" >>"$1"
        case $line in
        *'Downloaded from '*)
            fetched=$((fetched + 1))
            ((redraw && fetched % 10 == 0)) && printf '\r\033[K%s' "building: $module (fetched $fetched files)" >&2
            ;;
        '[INFO] Building Belay'*'['*'/'*']'*)
            module=${line#'[INFO] Building '}
            module=${module%% 0.*}
            if ((redraw)); then
                printf '\r\033[K%s' "building: ${module:0:width-30}" >&2
            else
                printf '%s\n' "building: $module" >&2
            fi
            ;;
        esac
    done
    if ((redraw)); then printf '\r\033[K' >&2; fi
}
