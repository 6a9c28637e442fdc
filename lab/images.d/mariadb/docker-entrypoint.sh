#!/bin/bash
set -euo pipefail

data=/var/lib/mysql
first_start=$data/.first-start.sql
done_mark=$data/.first-start.done

# variable NAME: MARIADB_NAME or MYSQL_NAME, or the content of the file that the same with _FILE names.
variable() {
    local name file
    for name in "MARIADB_$1" "MYSQL_$1"; do
        file=${name}_FILE
        if [ -n "${!name:-}" ]; then echo "${!name}" && return; fi
        if [ -n "${!file:-}" ]; then cat "${!file}" && return; fi
    done
}

# A text as an SQL literal on one line.
literal() {
    local text=${1//\\/\\\\}
    text=${text//\'/\\\'}
    printf "'%s'" "${text//$'\n'/\\n}"
}

identifier() { printf '`%s`' "${1//\`/\`\`}"; }

# The server runs these statements, one a line, before it takes its first connection.
first_start_statements() {
    local root=$1 database user password host health
    database=$(variable DATABASE)
    user=$(variable USER)
    password=$(variable PASSWORD)
    echo "ALTER USER root@localhost IDENTIFIED BY $(literal "$root");"
    echo "CREATE OR REPLACE USER root@'%' IDENTIFIED BY $(literal "$root");"
    echo "GRANT ALL ON *.* TO root@'%' WITH GRANT OPTION;"
    [ -z "$database" ] || echo "CREATE DATABASE IF NOT EXISTS $(identifier "$database");"
    if [ -n "$user" ]; then
        echo "CREATE OR REPLACE USER $(literal "$user")@'%' IDENTIFIED BY $(literal "$password");"
        [ -z "$database" ] ||
            echo "GRANT ALL ON $(identifier "${database//_/\\_}").* TO $(literal "$user")@'%';"
    fi
    health=$(sed -n 's/^password=//p' $data/.my-healthcheck.cnf)
    for host in localhost 127.0.0.1 ::1; do
        echo "CREATE OR REPLACE USER healthcheck@'$host' IDENTIFIED BY '$health';"
    done
    echo "SELECT 1 INTO OUTFILE '$done_mark';"
}

# Until the statements have run to their end, a restart begins again with them.
initialise() {
    local root
    root=$(variable ROOT_PASSWORD)
    if [ -n "${MARIADB_RANDOM_ROOT_PASSWORD:-${MYSQL_RANDOM_ROOT_PASSWORD:-}}" ]; then
        root=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
        echo "GENERATED ROOT PASSWORD: $root"
    elif [ -z "$root" ] && [ -z "${MARIADB_ALLOW_EMPTY_ROOT_PASSWORD:-${MYSQL_ALLOW_EMPTY_PASSWORD:-}}" ]; then
        echo 'Database is uninitialized and password option is not specified: set MARIADB_ROOT_PASSWORD' >&2
        exit 1
    fi
    [ -d $data/mysql ] ||
        mariadb-install-db --datadir=$data --skip-test-db --auth-root-authentication-method=normal >/dev/null
    printf '[client]\nuser=healthcheck\npassword=%s\n' "$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')" \
        >$data/.my-healthcheck.cnf
    chmod 600 $data/.my-healthcheck.cnf
    first_start_statements "$root" >$first_start
    rm -f $done_mark
}

case ${1:-} in -*) set -- mariadbd "$@" ;; esac
if [ "$1" = mariadbd ] || [ "$1" = mysqld ]; then
    if [ "$(id -u)" = 0 ]; then
        chown -R mysql:mysql $data /run/mysqld
        exec setpriv --reuid=mysql --regid=mysql --init-groups "$0" "$@"
    fi
    set -- "$@" --bind-address=0.0.0.0
    if [ -e $done_mark ]; then
        rm -f $first_start
    else
        umask 077
        initialise
        set -- "$@" --init-file=$first_start
    fi
fi
exec "$@"
