#!/bin/bash
# healthcheck.sh [--connect] [--innodb_initialized]: succeeds if every check named does.
set -euo pipefail

query() {
    mariadb --defaults-file=/var/lib/mysql/.my-healthcheck.cnf --protocol=tcp --host=127.0.0.1 \
        --skip-column-names --batch --execute "$1"
}

[ $# -gt 0 ] || { echo 'healthcheck.sh: no check named' >&2; exit 1; }
for check; do
    case $check in
    --connect) query 'SELECT 1' >/dev/null ;;
    --innodb_initialized)
        [ "$(query "SELECT 1 FROM information_schema.ENGINES
            WHERE engine = 'InnoDB' AND support IN ('YES', 'DEFAULT')")" = 1 ]
        ;;
    *) echo "healthcheck.sh: unknown check $check" >&2; exit 1 ;;
    esac
done
