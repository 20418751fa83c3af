#!/usr/bin/env bash
# Makes a Kafka image for Testcontainers where no image registry can be reached: a minimal Debian from this machine's own
# apt mirror, a Java runtime linked from JAVA_HOME, and the jars that the local stack's broker runs (see README.md here).
#
#   build.sh CACHE_DIRECTORY      prints the image's name on standard output, everything else on standard error
#
# Needs docker (a daemon that answers), debootstrap, root or sudo without a password, JAVA_HOME with JDK 25, and mvn.
set -euo pipefail

[ $# -eq 1 ] || { echo "usage: $0 CACHE_DIRECTORY" >&2; exit 2; }
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
home=$(cd "$here/../.." && pwd)
mkdir -p "$1"
cache=$(cd "$1" && pwd)
work=$(mktemp -d "$cache/building.XXXXXX")
trap 'as_root rm -rf --one-file-system "$work"' EXIT
trap 'exit 130' INT TERM

say() { echo "test image: $1" >&2; }
fail() { say "$1"; exit 1; }
as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi; }

[ -x "${JAVA_HOME:-}/bin/jlink" ] || fail "JAVA_HOME has no bin/jlink; set it to a JDK 25"

# What apt uses on this machine, as "URI SUITE" of the distribution's main component.
apt_source() {
  apt-get indextargets --format '$(REPO_URI) $(RELEASE)' 'Created-By: Packages' 'Component: main' |
    awk -v suite="$1" '$2 == suite { sub("/$", "", $1); print $1; exit }'
}

# A minimal system, made once per suite; the name of its archive.
base_system() {
  local suite mirror
  suite=$(. /etc/os-release && echo "${VERSION_CODENAME:-bookworm}")
  local archive="$cache/base-$suite.tar"
  if [ ! -f "$archive" ]; then
    mirror=$(apt_source "$suite")
    [ -n "$mirror" ] || fail "apt knows no source for $suite; see apt-get indextargets"
    say "making a minimal $suite, about a minute (log in $cache/debootstrap.log)"
    as_root debootstrap --variant=minbase "$suite" "$work/base" "$mirror" >"$cache/debootstrap.log" 2>&1 ||
      fail "debootstrap failed: $(tail -n 1 "$cache/debootstrap.log")"
    as_root tar -C "$work/base" --exclude='./dev/*' --exclude='./proc/*' --exclude='./sys/*' --exclude='./var/cache/*' \
      --exclude='./var/lib/apt/lists/*' --exclude='./usr/share/doc/*' --exclude='./usr/share/man/*' \
      --exclude='./usr/share/locale/*' -cf - . >"$work/base.tar"
    mv "$work/base.tar" "$archive"
  fi
  echo "$archive"
}

# The class path of the local stack's broker, one jar a line.
broker_jars() {
  local classpath="$home/deploy/local-stack/target/broker.classpath"
  if [ ! -s "$classpath" ]; then
    say "resolving the broker's jars"
    (cd "$home" && mvn -B -q -ntp -pl deploy/local-stack package) >&2 || fail "mvn -pl deploy/local-stack package failed"
  fi
  tr ':' '\n' <"$classpath"
}

# Names the contents: other jars, another JDK or another script make another image.
key() {
  {
    basename -a "${jars[@]}" | sort
    cat "$JAVA_HOME/release" "$here/build.sh" "$here/run" "$here/logback.xml" "$base"
  } | sha256sum | cut -c1-12
}

lay_out() {
  local root="$work/root"
  mkdir -p "$root/opt/kafka/libs" "$root/opt/kafka/config" "$root/etc/kafka/docker" "$root/mnt/shared/config" \
    "$root/var/lib/kafka/data"
  # java.desktop has the java.beans that Kafka's logging controller asks for.
  "$JAVA_HOME/bin/jlink" --output "$root/opt/java" --strip-java-debug-attributes --no-header-files --no-man-pages \
    --add-modules java.base,java.desktop,java.logging,java.management,java.naming,java.rmi,java.security.jgss,java.security.sasl,java.sql,java.xml,jdk.crypto.ec,jdk.management,jdk.unsupported,jdk.zipfs >&2 ||
    fail "jlink of $JAVA_HOME failed"
  cp "${jars[@]}" "$root/opt/kafka/libs/"
  cp "$here/logback.xml" "$root/etc/kafka/docker/"
  install -m 755 "$here/run" "$root/etc/kafka/docker/run"
}

base=$(base_system)
mapfile -t jars < <(broker_jars)
[ ${#jars[@]} -gt 0 ] || fail "the broker has no jars"
version=$(basename -a "${jars[@]}" | sed -n 's/^kafka_2\.13-\(.*\)\.jar$/\1/p')
id=$(key)
image="loopline/kafka:$version-$id"

if ! docker image inspect "$image" >/dev/null 2>&1; then
  archive="$cache/kafka-$id.tar"
  if [ ! -f "$archive" ]; then
    lay_out
    # Only folders the base does not have: docker import refuses a path that comes twice.
    tar -C "$work/root" --owner=0 --group=0 -cf "$work/layer.tar" \
      ./opt/java ./opt/kafka ./etc/kafka ./mnt/shared ./var/lib/kafka
    cp "$base" "$work/image.tar"
    tar --concatenate --file="$work/image.tar" "$work/layer.tar"
    rm -f "$cache"/kafka-*.tar
    mv "$work/image.tar" "$archive"
  fi
  docker import --change 'ENV PATH=/opt/java/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin' \
    --change 'CMD ["/etc/kafka/docker/run"]' "$archive" "$image" >/dev/null || fail "docker import failed"
fi
echo "$image"
