# Read by ./test: finds a JDK and Maven on machines that have several, or have them beside the PATH.
# shellcheck shell=bash

# java_release HOME: the major version of the JDK in that folder; fails if there is none.
java_release() {
    [ -x "$1/bin/javac" ] && "$1/bin/javac" -version 2>&1 | sed -nE 's/^javac ([0-9]+).*/\1/p'
}

# find_jdk RELEASE: the home of the first JDK of that release or later.
find_jdk() {
    local on_path home release
    on_path=$(command -v javac) && on_path=$(dirname "$(dirname "$(readlink -f "$on_path")")")
    for home in "${JAVA_HOME:-}" "$on_path" /usr/lib/jvm/* /opt/* "${HOME:-}"/.sdkman/candidates/java/*; do
        release=$(java_release "$home") || continue
        [ "${release:-0}" -lt "$1" ] || { echo "$home"; return; }
    done
    return 1
}

find_maven() {
    local maven
    for maven in "$(command -v mvn)" /usr/share/maven/bin/mvn /opt/*/bin/mvn "${HOME:-}"/.sdkman/candidates/maven/*/bin/mvn; do
        [ ! -x "$maven" ] || { echo "$maven"; return; }
    done
    return 1
}
