#!/bin/sh
set -eu

case ${1:-} in
-*) set -- haproxy "$@" ;;
esac

if [ "$1" = haproxy ]; then
    shift
    # A master over a worker, so that SIGUSR2 reloads the configuration; both stay in the foreground.
    exec haproxy -W -db "$@"
fi
exec "$@"
