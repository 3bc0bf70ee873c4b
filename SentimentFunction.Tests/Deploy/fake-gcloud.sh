#!/usr/bin/env bash
#
# Stands in for gcloud and curl: writes down each command, remembers what was
# created, and refuses to create it twice. What it says of what is missing is
# held to the real gcloud's words by FakeGcloudTests.
#
# FAKE_FOLDER holds the commands and the state; FAKE_FAILING is the number of
# the command that fails; FAKE_ERROR is what it then says.

set -euo pipefail

readonly LOG="${FAKE_FOLDER}/commands" STATE="${FAKE_FOLDER}/state"

# Of an error, gcloud names the account in most APIs' messages.
readonly ACCOUNT='This command is authenticated as somebody@example.com which'\
' is the active account specified by the [core/account] property'

has() { grep -Fxq -- "$1" "${STATE}"; }
find_or_fail() { has "$1" || fail_missing; }

# With CLOUDSDK_CORE_VERBOSITY=debug, gcloud also tells of its calls.
fail_missing() {
  local -r where="projects/my-project/locations/us-central1"
  local message
  case "${arguments[*]}" in
    'storage buckets '*) message="${arguments[3]} not found: 404." ;;
    'storage rm '*) message="${arguments[2]} not found: 404." ;;
    'run services describe '*)
      message="Cannot find service [${arguments[3]}]"
      ;;
    'run services delete '*)
      message="Service [${arguments[3]}] could not be found."
      ;;
    'functions '*)
      message='ResponseError: status=[404], code=[Ok], message=['
      message+="${where}/functions/${arguments[2]} was not found.]"
      ;;
    'iam '*) message="NOT_FOUND: Unknown service account. ${ACCOUNT}"
      ;;
    'artifacts '*)
      message="NOT_FOUND: ${where}/repositories/${arguments[3]} was not found."
      message+=" ${ACCOUNT}."
      ;;
    'ai models '*)
      message="NOT_FOUND: ${where}/models/${arguments[3]} was not found."
      message+=" ${ACCOUNT}."
      ;;
    *) message='Unknown to the fake.' ;;
  esac
  printf 'DEBUG: https://somewhere.googleapis.com:443 "GET /%s HTTP/11" %s\n' \
    "${arguments[*]}" '404 None' >&2
  printf 'ERROR: (gcloud.%s) %s\n' "$(words)" "${message}" >&2
  exit 1
}

# The command's name: its words up to the first argument.
words() {
  case "${arguments[0]}" in
    functions) printf '%s.%s' "${arguments[@]:0:2}" ;;
    *) [[ "${arguments[1]}" == 'rm' ]] && printf 'storage.rm' ||
      printf '%s.%s.%s' "${arguments[@]:0:3}" ;;
  esac
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
  grep -Fxv -- "$1" "${STATE}" |
    grep -v "^binding ${1#* } " >"${STATE}.new" || true
  mv "${STATE}.new" "${STATE}"
}

# The names of what there is of a kind.
names() { sed -n "s/^$1 //p" "${STATE}"; }

# The value of a flag.
flag() {
  local argument
  for argument in "${arguments[@]}"; do
    if [[ "${argument}" == "$1="* ]]; then
      printf '%s' "${argument#*=}"
    fi
  done
}

# What a policy is of.
subject() {
  local text="${arguments[*]}"
  text="${text#*-iam-policy}"
  text="${text#-binding}"
  text="${text# }"
  printf '%s' "${text%% *}"
}

arguments=("$@")
printf '%s\n' "${0##*/} $*" >>"${LOG}"
: >>"${STATE}"
if [[ -n "${FAKE_FAILING:-}" && "$(wc -l <"${LOG}")" -eq "${FAKE_FAILING}" ]]
then
  printf 'ERROR: (gcloud) %s\n' "${FAKE_ERROR:-interrupted}" >&2
  exit 1
fi

case "${0##*/} $*" in
  curl*) printf 'access-control-allow-origin: %s\r\n\r\n{"version":"2"}' \
    "https://storage.googleapis.com" ;;
  *' projects describe '*) printf '123456789012\n' ;;
  *' get-iam-policy '*)
    sed -n "s|^binding $(subject) ||p" "${STATE}"
    ;;
  *' add-iam-policy-binding '*)
    keep "binding $(subject) $(flag --role),$(flag --member)"
    ;;
  *' remove-iam-policy-binding '*)
    forget "binding $(subject) $(flag --role),$(flag --member)"
    ;;
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
  *' service-accounts describe '*)
    find_or_fail "account ${4%%@*}"
    printf 'Made by deploy.sh\tSentiment\n'
    ;;
  *' service-accounts create '*) create "account $4" ;;
  *' service-accounts delete '*) forget "account ${4%%@*}" ;;
  *' run deploy '*) keep "service $3" ;;
  *' run services describe '*'invoker-iam-disabled'*) ;;
  *' run services describe '*'(status.traffic.'*)
    find_or_fail "service $4"
    printf '100\t%s-00001-abc\n' "$4"
    ;;
  # A revision with nothing but defaults.
  *' run revisions describe '*) printf '\037\037\037\037\037\036\n' ;;
  *' run services describe '*)
    find_or_fail "service $4"
    printf 'https://model.a.run.app\n'
    ;;
  *' run services list '*) names 'service' ;;
  *' run services delete '*) forget "service $4" ;;
  *' functions deploy '*)
    keep "function $3"
    keep "service $3"
    keep "access $(flag --update-labels | cut -d= -f2)"
    ;;
  *' functions describe '*'(buildConfig.'*)
    find_or_fail "function $3"
    printf '\037\037%s\036\n' "$(sed -n 's/^access //p' "${STATE}")"
    ;;
  *' functions describe '*)
    find_or_fail "function $3"
    printf 'https://sentiment.a.run.app\n'
    ;;
  *' functions delete '*)
    forget "function $3"
    forget "service $3"
    ;;
  *' repositories describe '*) find_or_fail "repository $4" ;;
  *' repositories create '*) create "repository $4" ;;
  *' repositories list '*) names 'repository' ;;
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
  *' ai models list '*) names 'model' | grep -v @ || true ;;
  *' ai models delete '*) forget "model $4" ;;
  *' endpoints list '*) ! has 'endpoint' || printf '1000\n' ;;
  *' endpoints create '*) create 'endpoint' ;;
  *' endpoints deploy-model '*) create "deployed $(flag --display-name)" ;;
  *' endpoints describe '*'=value'*'(labels.highest-version'*)
    sed -n 's/^deployed \(.*\)-v\(.*\)/\2 \1-v\2 e2-standard-2 1 5/p' "${STATE}"
    ;;
  *' endpoints describe '*displayName*)
    names 'deployed' | sed 's/.*/& 1 & &=100/'
    ;;
  *' endpoints describe '*) names 'deployed' ;;
  *' undeploy-model '*) forget "deployed $(flag --deployed-model-id)" ;;
  *' endpoints delete '*) forget 'endpoint' ;;
esac
