#!/bin/sh
set -eu

case ${1:-} in
-* | *.conf) set -- redis-server "$@" ;;
esac

if [ "$1" = redis-server ]; then
    shift
    config=
    case ${1:-} in
    *.conf) config=$1 && shift ;;
    esac
    chown -R redis:redis /data
    # The container's network is what protects it, so it answers beyond loopback without a password too.
    exec setpriv --reuid=redis --regid=redis --init-groups redis-server ${config:+"$config"} --protected-mode no "$@"
fi
exec "$@"
