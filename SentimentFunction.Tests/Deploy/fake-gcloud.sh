#!/usr/bin/env bash
#
# Stands in for gcloud and curl: writes down each command, remembers what was
# created, and refuses to create it twice.
#
# FAKE_FOLDER holds the commands and the state; FAKE_FAILING is the number of
# the command that fails; FAKE_ERROR is what it then says.

set -euo pipefail

readonly LOG="${FAKE_FOLDER}/commands" STATE="${FAKE_FOLDER}/state"

has() { grep -Fxq -- "$1" "${STATE}"; }
find_or_fail() {
  has "$1" && return
  printf 'ERROR: (gcloud) NOT_FOUND: %s was not found.\n' "$1" >&2
  exit 1
}
create() {
  if has "$1"; then
    printf 'ERROR: (gcloud) ALREADY_EXISTS: %s exists already.\n' "$1" >&2
    exit 1
  fi
  keep "$1"
}
keep() { has "$1" || printf '%s\n' "$1" >>"${STATE}"; }
forget() {
  find_or_fail "$1"
  grep -Fxv -- "$1" "${STATE}" >"${STATE}.new" || true
  mv "${STATE}.new" "${STATE}"
}

# The value of a flag.
flag() {
  local argument
  for argument in "${arguments[@]}"; do
    if [[ "${argument}" == "$1="* ]]; then
      printf '%s' "${argument#*=}"
    fi
  done
}

touch "${LOG}" "${STATE}"
arguments=("$@")
printf '%s\n' "${0##*/} $*" >>"${LOG}"
if [[ "$(wc -l <"${LOG}")" -eq "${FAKE_FAILING:-0}" ]]; then
  printf 'ERROR: (gcloud) %s\n' "${FAKE_ERROR:-interrupted}" >&2
  exit 1
fi

case "${0##*/} $*" in
  curl*) printf 'access-control-allow-origin: %s\r\n\r\n{"model":"2"}' \
    "https://storage.googleapis.com" ;;
  *' projects describe '*) printf '123456789012\n' ;;
  *' storage cp - '*) cat >/dev/null; keep "object $4" ;;
  *' buckets describe '*)
    find_or_fail "bucket $4"
    # Its project's number, public access prevention and label, as the API says
    # (https://cloud.google.com/storage/docs/json_api/v1/buckets).
    printf '123456789012|inherited|%s\n' \
      "$(sed -n "s,^label $4 sentiment-function=,,p" "${STATE}")"
    ;;
  *' buckets create '*) create "bucket $4" ;;
  *' buckets update '*--update-labels=*)
    keep "label $4 $(flag --update-labels)"
    ;;
  *' buckets delete '*)
    forget "$(grep "^label $4 " "${STATE}")"
    forget "bucket $4"
    ;;
  *' objects describe '*) find_or_fail "object $4" ;;
  *' service-accounts describe '*) find_or_fail "account ${4%%@*}" ;;
  *' service-accounts create '*) create "account $4" ;;
  *' service-accounts delete '*) forget "account ${4%%@*}" ;;
  *' run deploy '*) keep "service $3" ;;
  *' run services describe '*)
    find_or_fail "service $4"
    printf 'https://model.a.run.app\n'
    ;;
  *' run services delete '*) forget "service $4" ;;
  *' functions deploy '*) keep "function $3" ;;
  *' functions describe '*)
    find_or_fail "function $3"
    printf 'https://sentiment.a.run.app\n'
    ;;
  *' functions delete '*) forget "function $3" ;;
  *' repositories describe '*) find_or_fail "repository $4" ;;
  *' repositories create '*) create "repository $4" ;;
  *' repositories delete '*) forget "repository $4" ;;
  *' ai models describe '*)
    find_or_fail "model $4"
    printf '1\n'
    ;;
  *' ai models upload '*)
    if [[ "$*" == *--model-id=* ]]; then
      create "model $(flag --model-id)"
    fi
    create "model sentiment@$(flag --version-aliases)"
    ;;
  *' ai models delete '*) forget "model $4" ;;
  *' endpoints list '*) ! has 'endpoint' || printf '1000\n' ;;
  *' endpoints create '*) create 'endpoint' ;;
  *' endpoints deploy-model '*) create "deployed $(flag --display-name)" ;;
  *' endpoints describe '*)
    sed -n 's/^deployed \(.*\)/\1\t\1/p' "${STATE}"
    ;;
  *' undeploy-model '*) forget "deployed $(flag --deployed-model-id)" ;;
  *' endpoints delete '*) forget 'endpoint' ;;
esac
