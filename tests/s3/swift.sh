#!/usr/bin/env bash
# Starts a real S3-compatible store, OpenStack Swift with its s3api, in a folder of its own, and
# stays until it is killed. Debian: apt-get install swift-proxy swift-account swift-container
# swift-object memcached
#
#   swift.sh FOLDER PORT      the store at http://127.0.0.1:PORT, keys test:tester and testing;
#                             PORT+1 to PORT+4 are its own
set -euo pipefail
folder=$(realpath "$1") port=$2
for program in swift-proxy-server swift-ring-builder memcached; do
  command -v "$program" >/dev/null || { echo "not installed: $program"; exit 3; }
done
[ -f /etc/swift/swift.conf ] || { echo "not there: /etc/swift/swift.conf"; exit 3; }
mkdir -p "$folder/node/d1" "$folder/run"
cd "$folder"

common="swift_dir = $folder
user = $(id -un)
bind_ip = 127.0.0.1
workers = 0
log_level = WARNING"

n=0
for kind in account container object; do
  n=$((n + 1))
  cat > "$kind-server.conf" <<CONF
[DEFAULT]
$common
bind_port = $((port + n))
devices = $folder/node
mount_check = false
disable_fallocate = true
[pipeline:main]
pipeline = $kind-server
[app:$kind-server]
use = egg:swift#$kind
recon_cache_path = $folder/run
CONF
  swift-ring-builder "$kind.builder" create 4 1 1 >/dev/null
  swift-ring-builder "$kind.builder" add "r1z1-127.0.0.1:$((port + n))/d1" 1 >/dev/null
  swift-ring-builder "$kind.builder" rebalance >/dev/null 2>&1 || [ -f "$kind.ring.gz" ]
done

cat > proxy-server.conf <<CONF
[DEFAULT]
$common
bind_port = $port
[pipeline:main]
pipeline = catch_errors cache s3api tempauth slo dlo proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:$((port + 4))
[filter:s3api]
use = egg:swift#s3api
[filter:tempauth]
use = egg:swift#tempauth
user_test_tester = testing .admin
[filter:slo]
use = egg:swift#slo
[filter:dlo]
use = egg:swift#dlo
CONF

trap 'kill $(jobs -p) 2>/dev/null' EXIT
memcached -l 127.0.0.1 -p $((port + 4)) -u "$(id -un)" &
for kind in account container object; do swift-"$kind"-server "$folder/$kind-server.conf" & done
# The proxy shuns for a minute what did not answer at first.
for n in 1 2 3 4; do
  until (exec 3<>"/dev/tcp/127.0.0.1/$((port + n))") 2>/dev/null; do sleep 0.2; done
done
swift-proxy-server "$folder/proxy-server.conf" &
wait -n
