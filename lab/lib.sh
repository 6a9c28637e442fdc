# Read by the lab's scripts: where things stand, and how the lab's processes are kept together.
#
# A "box" is a process tree in namespaces of its own (processes, mounts and, for the lab, network). Everything the lab
# starts lives in one: when the box's first process dies, the kernel ends all the others and drops their mounts,
# bridges and firewall rules. So one recorded process is enough to clear up after whatever went wrong before.
# shellcheck shell=bash disable=SC2034 # some of its variables are for the scripts that read it

LAB_HOME=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
PORTOLAN_LAB=$(realpath -m "${PORTOLAN_LAB:-/var/tmp/portolan-lab}")
LAB_ID=portolan-lab-$(printf %s "$PORTOLAN_LAB" | sha256sum | cut -c1-8)
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin

say() { printf '%s: %s\n' "${SPEAKER:-lab}" "$*" >&2; }
die() { say "$*"; exit 1; }

require_root() { [ "$(id -u)" = 0 ] || die "this needs root"; }

require_tools() {
    local tool
    for tool in dockerd docker containerd dnsmasq docker-registry iptables ip nsenter unshare flock curl; do
        command -v "$tool" >/dev/null || die "$tool is missing; run lab/install first"
    done
}

# The folder of things worth keeping between labs: base system, registry, builder.
cache_folder() {
    local folder=${PORTOLAN_LAB_CACHE:-/var/cache/portolan-lab}
    mkdir -p "$folder" 2>/dev/null && [ -w "$folder" ] || folder=${HOME:?}/.cache/portolan-lab
    mkdir -p "$folder"
    realpath "$folder"
}

# wait_until SECONDS COMMAND...: polls until the command succeeds; fails when the time is over.
wait_until() {
    local end=$((SECONDS + $1))
    shift
    until "$@" >/dev/null 2>&1; do
        [ "$SECONDS" -lt "$end" ] || return 1
        sleep 0.2
    done
}

# lock NAME: holds an exclusive lock on descriptor 9 until the script ends, waiting for another holder if need be.
# Long-lived children are started with 9>&- so that they don't inherit it.
lock() {
    mkdir -p /run/lock
    exec 9>"/run/lock/$1.lock"
    flock --nonblock 9 && return
    say "another run holds $1; waiting"
    flock 9
}

# start_time PID: the process's start in clock ticks since boot; with the pid it names a process for good.
start_time() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }

# box_pid FOLDER: the pid of the folder's box, if that very process is still alive.
box_pid() {
    local pid start
    [ -f "$1/box.pid" ] || return 1
    read -r pid start <"$1/box.pid" || return 1
    [ -n "$start" ] && [ "$(start_time "$pid")" = "$start" ] || return 1
    echo "$pid"
}

# box_start FOLDER [--net]: starts an empty box, with a network of its own if asked, and waits until it is furnished.
box_start() {
    local folder=$1
    shift
    rm -f "$folder/box.ready"
    # The record is written before anything else happens, by the process it speaks of.
    # shellcheck disable=SC2016
    setsid bash -c '
        stat=$(sed "s/.*) //" /proc/$$/stat | cut -d" " -f20)
        echo "$$ $stat" >"$1/box.pid"
        folder=$1 home=$2; shift 2
        exec unshare --pid --fork --kill-child --mount-proc --propagation slave "$@" -- "$home/box" "$folder" "$@"
    ' box "$folder" "$LAB_HOME" "$@" </dev/null >"$folder/box.log" 2>&1 9>&- &
    disown
    wait_until 20 test -e "$folder/box.ready" || die "the box did not come up: $(cat "$folder/box.log")"
}

# box_run FOLDER COMMAND...: runs a command inside the box, as one of its processes.
box_run() {
    local pid
    pid=$(box_pid "$1") || die "nothing is running in $1"
    shift
    nsenter --net="/proc/$pid/ns/net" --mount="/proc/$pid/ns/mnt" --pid="/proc/$pid/ns/pid_for_children" -- "$@"
}

# box_stop FOLDER: ends the box with all that runs in it, at once.
box_stop() {
    local pid first
    pid=$(box_pid "$1") || return 0
    # The box's first process; the kernel lets it go only after every other process of the box is gone.
    first=$(cat "/proc/$pid/task/$pid/children" 2>/dev/null) || first=
    kill -KILL "$pid"
    for pid in $pid $first; do
        wait_until 30 test ! -e "/proc/$pid" || die "process $pid of $1 does not end"
    done
    rm -f "$1/box.pid"
}
