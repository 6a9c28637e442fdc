# Read by the lab's scripts: a Docker engine and a registry inside a box (see lib.sh).
# Inside its box the engine keeps its running state in /run/docker and also listens on /run/docker.sock.
# shellcheck shell=bash

engine_answers() { docker -H "unix://$1/docker.sock" version; }

# engine_configure FOLDER JSON-MEMBERS: writes the engine's configuration; the members are those of its daemon.json.
engine_configure() {
    cat >"$1/daemon.json" <<JSON
{
  "hosts": ["unix://$1/docker.sock", "unix:///run/docker.sock"],
  "data-root": "$1/data",
  "exec-root": "/run/docker",
  "pidfile": "/run/docker.pid",
  "cgroup-parent": "/$LAB_ID",
  "exec-opts": ["native.cgroupdriver=cgroupfs"],
  $2
}
JSON
}

# inside_kill SIGNAL PIDFILE PROGRAM: runs in the box. Fails if PIDFILE doesn't name a living PROGRAM.
# (A pid file outlives a killed process, and its number may be another process's by now.)
# shellcheck disable=SC2016
INSIDE_KILL='pid=$(cat "$2" 2>/dev/null) && [ "$(cat "/proc/$pid/comm" 2>/dev/null)" = "$3" ] && kill "-$1" "$pid"'
engine_signal() { box_run "$1" sh -c "$INSIDE_KILL" kill "$2" /run/docker.pid dockerd; }
containerd_signal() { box_run "$1" sh -c "$INSIDE_KILL" kill "$2" /run/docker/containerd/containerd.pid containerd; }

engine_start() {
    local folder=$1
    if engine_signal "$folder" 0; then
        wait_until 60 engine_answers "$folder" || die "the engine runs but does not answer, see $folder/engine.log"
        return
    fi
    # What a killed engine leaves behind stops the next one: its pid file, and its containerd's if that is dead too.
    box_run "$folder" rm -f /run/docker.pid
    containerd_signal "$folder" 0 || box_run "$folder" rm -rf /run/docker/containerd
    # shellcheck disable=SC2016 # the inner shell's $1
    box_run "$folder" sh -c 'setsid dockerd --config-file "$1/daemon.json" </dev/null >>"$1/engine.log" 2>&1 &' \
        start "$folder" 9>&-
    wait_until 60 engine_answers "$folder" || die "the engine did not come up, see $folder/engine.log"
}

# An ordinary stop: the engine stops its containers, then itself.
engine_stop() {
    engine_signal "$1" TERM || return 0
    wait_until 60 engine_gone "$1" || die "the engine does not stop, see $1/engine.log"
}

engine_gone() { ! engine_signal "$1" 0; }
containerd_gone() { ! containerd_signal "$1" 0; }

engine_kill() {
    engine_signal "$1" KILL || die "the engine is not running"
    wait_until 10 engine_gone "$1" || die "the engine survived SIGKILL"
}

containerd_kill() {
    containerd_signal "$1" KILL || return 0
    wait_until 10 containerd_gone "$1" || die "containerd survived SIGKILL"
}

# cgroups_remove: removes the empty control groups that killed containers leave behind.
cgroups_remove() {
    local group
    for group in /sys/fs/cgroup/"$LAB_ID" /sys/fs/cgroup/*/"$LAB_ID"; do
        [ ! -d "$group" ] || wait_until 10 cgroup_remove "$group" || die "control group $group is still in use"
    done
}
cgroup_remove() { find "$1" -depth -type d -exec rmdir {} +; }

# registry_start FOLDER STORAGE ADDRESS MODE: a registry that serves STORAGE; MODE is read-only or writable.
registry_start() {
    local folder=$1 storage=$2 address=$3 readonly=false
    [ "$4" = writable ] || readonly=true
    cat >"$folder/registry.yml" <<YAML
version: 0.1
log: {level: warn, accesslog: {disabled: true}}
storage:
  filesystem: {rootdirectory: "$storage"}
  delete: {enabled: false}
  maintenance: {readonly: {enabled: $readonly}, uploadpurging: {enabled: false}}
http: {addr: "$address"}
YAML
    # shellcheck disable=SC2016 # the inner shell's $1
    box_run "$folder" sh -c 'setsid docker-registry serve "$1/registry.yml" </dev/null >"$1/registry.log" 2>&1 &' \
        start "$folder" 9>&-
    wait_until 20 box_run "$folder" curl -fsS "http://$address/v2/" ||
        die "the registry did not come up, see $folder/registry.log"
}

# nameserver_start FOLDER ADDRESS: a name server that knows no name. Without one, containers would wait 20 s for the
# answer about a name outside the lab.
nameserver_start() {
    box_run "$1" ip address add "$2/32" dev lo
    # shellcheck disable=SC2016 # the inner shell's $1
    box_run "$1" sh -c 'setsid dnsmasq --keep-in-foreground --user=root --conf-file=/dev/null --pid-file= \
        --bind-interfaces --listen-address="$2" --no-resolv --no-hosts --local=/#/ </dev/null >"$1/dns.log" 2>&1 &' \
        start "$1" "$2" 9>&-
    # shellcheck disable=SC2016
    wait_until 10 box_run "$1" bash -c ': <"/dev/tcp/$1/53"' probe "$2" ||
        die "the name server did not come up, see $1/dns.log"
}
