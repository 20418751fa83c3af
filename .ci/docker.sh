# shellcheck shell=bash
# Sourced by .ci/run, which has `install`: a Docker for the system tests, and a Kafka image for it. What cannot be had is
# said in one line, and the system tests run on the local stack's broker.

docker_folder=
cache="${XDG_CACHE_HOME:-$HOME/.cache}/loopline"

without_docker() {
  echo "ci: system tests on a local broker process: $1"
  export LOOPLINE_TEST_BROKER=local
}

as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi; }

# A daemon of our own in a temporary folder. Nothing of it leaves this machine: no firewall rules, no forwarding,
# published ports on 127.0.0.1 only.
start_docker() {
  docker_folder=$(mktemp -d "${TMPDIR:-/tmp}/loopline-docker.XXXXXX")
  export DOCKER_HOST="unix://$docker_folder/docker.sock"
  # Not localhost: that may be ::1 too. Inside a container it would be the bridge's address, where nothing is published.
  export TESTCONTAINERS_HOST_OVERRIDE=127.0.0.1
  as_root dockerd --data-root "$docker_folder/data" --exec-root "$docker_folder/exec" --pidfile "$docker_folder/pid" \
    --host "$DOCKER_HOST" --group "$(id -gn)" --ip 127.0.0.1 --iptables=false --ip6tables=false --ip-forward=false \
    --ip-masq=false --log-level warn >"$docker_folder/log" 2>&1 </dev/null &
  local starting=$! tries
  for tries in $(seq 60); do
    docker info >/dev/null 2>&1 && return
    kill -0 "$starting" 2>/dev/null || break
    sleep 0.5
  done
  without_docker "dockerd does not start: $(grep -v level=warning "$docker_folder/log" | tail -n 1)"
  return 1
}

# Ends the daemon that start_docker began, and nothing else.
stop_docker() {
  [ -n "$docker_folder" ] || return 0
  local pid tries
  if pid=$(cat "$docker_folder/pid" 2>/dev/null); then
    as_root kill "$pid" 2>/dev/null
    for tries in $(seq 60); do
      as_root kill -0 "$pid" 2>/dev/null || break
      sleep 0.5
    done
  fi
  as_root rm -rf --one-file-system "$docker_folder"
  docker_folder=
}

# Whether a docker client and a daemon are there; installs them where apt has them.
have_docker() {
  command -v dockerd >/dev/null || install docker.io || return 1
  # In newer Debians the client is a package of its own.
  command -v docker >/dev/null || install docker-cli
}

# Makes an image from this machine's own parts and tries it once, with a published port.
have_image() {
  command -v debootstrap >/dev/null || install debootstrap ||
    { without_docker "no Kafka image, and apt does not install debootstrap to make one"; return 1; }
  image=$(deploy/test-image/build.sh "$cache" </dev/null) || { without_docker "no Kafka image"; return 1; }
  local said
  said=$(docker run --rm -p 9092 "$image" true 2>&1) ||
    { without_docker "no container starts: $(echo "$said" | head -n 1)"; return 1; }
}

prepare_broker() {
  local image
  if [ -n "${LOOPLINE_TEST_BROKER:-}${LOOPLINE_TEST_BOOTSTRAP:-}" ]; then
    return
  fi
  if docker info >/dev/null 2>&1; then
    # A Docker that somebody keeps may reach an image registry, and then nothing is to do.
    if docker image inspect apache/kafka:4.3.1 >/dev/null 2>&1 ||
      timeout 300 docker pull -q apache/kafka:4.3.1 >/dev/null 2>&1; then
      return
    fi
  else
    have_docker || { without_docker "no Docker answers, and apt does not install docker.io"; return; }
    start_docker || return
  fi
  have_image || return
  export LOOPLINE_TEST_BROKER=container LOOPLINE_TEST_KAFKA_IMAGE="$image" TESTCONTAINERS_RYUK_DISABLED=true
}
