# Read by the lab's scripts: the machine's own package sources, for use in the base system.
# shellcheck shell=bash

# debian_sources SUITE: the machine's sources of that release and its updates, as one-line entries without options.
debian_sources() {
    local file
    for file in /etc/apt/sources.list /etc/apt/sources.list.d/*.list; do
        [ ! -f "$file" ] || sed -E '/^deb[[:space:]]/!d; s/\[[^]]*\]//' "$file"
    done | while read -r _ uri suite components; do echo "$uri $suite $components"; done | debian_entries "$1"
    for file in /etc/apt/sources.list.d/*.sources; do
        [ ! -f "$file" ] || deb822_entries "$file"
    done | debian_entries "$1"
}

# deb822_entries FILE: one line "URI SUITE COMPONENT..." for every pair of URI and suite of the file's stanzas.
deb822_entries() {
    awk -v RS= -F '\n' '{
        delete field; name = ""
        for (i = 1; i <= NF; i++) {
            if ($i ~ /^#/) continue
            if ($i ~ /^[ \t]/) { field[name] = field[name] " " $i; continue }
            at = index($i, ":"); name = tolower(substr($i, 1, at - 1)); field[name] = substr($i, at + 1)
        }
        if (field["types"] !~ /(^|[ \t])deb([ \t]|$)/ || tolower(field["enabled"]) ~ /no/) next
        uris = split(field["uris"], uri, " "); suites = split(field["suites"], suite, " ")
        for (u = 1; u <= uris; u++) for (s = 1; s <= suites; s++) print uri[u], suite[s], field["components"]
    }' "$1"
}

# debian_entries SUITE: of lines "URI SUITE COMPONENT...", those of the release, written as sources.
debian_entries() {
    awk -v release="$1" '
        ($2 == release || $2 == release "-updates" || $2 == release "-security") && / main( |$)/ {
            print "deb", $1, $2, "main"
        }'
}

# apt_settings: the machine's settings about reaching its sources, such as a proxy.
apt_settings() {
    apt-config dump | grep -E '^Acquire::(https?::|Check-Valid-Until|Check-Date|Retries|Force)' ||
        return 0 # there are none
}
