# shellcheck shell=bash
#
# Repeating what fails only because Google Cloud does not know everywhere yet
# of what this run has made. A right takes 2 minutes, sometimes 7 and more:
# https://cloud.google.com/iam/docs/access-change-propagation

# How often something is tried at most, and the seconds between: 10 minutes.
readonly TRIES="${DEPLOY_TRIES:-60}" PATIENCE="${DEPLOY_PATIENCE:-10}"

# What this run has made: the email addresses of accounts, 'apis', 'rights'.
made=()

has_made() { [[ " ${made[*]+"${made[*]}"} " == *" $1 "* ]]; }

# Repeats a command for as long as its failure may pass.
patiently() {
  local try reason
  for (( try = 1; try < TRIES; try++ )); do
    "$@" && return
    reason="$(reason_to_wait "$@")" || return 1
    pause "${reason}" "${try} of ${TRIES}"
  done
  "$@"
}

# Repeats a command that may need some time: TRIES WHY COMMAND...
insist() {
  local -r tries="$1" reason="$2"
  local try
  shift 2
  for (( try = 1; try < tries; try++ )); do
    "$@" && return
    pause "${reason}" "${try} of ${tries}"
  done
  "$@"
}

pause() {
  info "Waiting: $1. Trying again in ${PATIENCE} seconds ($2)."
  sleep "${PATIENCE}"
}

# Prints why the command that has just failed may soon succeed; fails if it
# won't. What counts is what this run has made, and the status of the call:
# there are many wordings. A status of success is one of an operation that
# has failed later: of a build, or of a container that does not start.
reason_to_wait() {
  local account
  if has_made apis && is_api_off; then
    printf 'an API that was just enabled may need some minutes'
  elif complains "${FIRST_BUILD}"; then
    printf 'the first build in a project finds its registry only after a while'
  elif has_made rights && [[ "$(status_code)" == '200' ]]; then
    printf 'a right that was just granted needs 2 minutes, sometimes 7 and more'
  else
    account="$(made_account_in "$@")" || return
    [[ "$(status_code)" =~ ^(200|400|403|404)$ ]] || return
    printf '%s was just made, and is not known everywhere yet' "${account}"
  fi
}

# Prints the account that this run has made and a command names.
made_account_in() {
  local account
  for account in ${made[@]+"${made[@]}"}; do
    [[ "${account}" == *@* && "$*" == *"${account}"* ]] || continue
    printf '%s' "${account}"
    return
  done
  return 1
}
