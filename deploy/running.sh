# shellcheck shell=bash
#
# Running commands. A dry run prints them instead, as a script.

# Files: what the last command printed, and what it complained about.
found=''
log=''

# Begins a run, once its options are checked.
begin() {
  if is_dry; then
    printf '%s\n' '#!/usr/bin/env bash' 'set -euo pipefail' \
      'export CLOUDSDK_CORE_DISABLE_PROMPTS=1'
  else
    check_tools
  fi
  # gcloud then also says which status each call was answered with.
  export CLOUDSDK_CORE_VERBOSITY=debug
  found="$(mktemp)"
  log="$(mktemp)"
  trap 'rm -f "${found}" "${log}"' EXIT
}

# Runs a command, and keeps what it complains about.
attempt() { { "$@" 2>&1 >&3 3>&- | tee "${log}" | show_plain; } 3>&1; }

# Runs a command without a word.
quietly() { "$@" >"${found}" 2>"${log}"; }

# A failure that is no end: a pattern of what is then complained of.
tolerated=''

# Calls a function that runs commands, and fails if one of them fails in the
# way that a pattern tells: PATTERN FUNCTION...
tolerating() {
  local tolerated="$1"
  shift
  "$@"
}

# Runs a command; fails if it fails in the way that is tolerated.
run() {
  if is_dry; then
    printf '%s\n' "$(quoted "$@")"
    return
  fi
  patiently attempt "$@" && return
  if [[ -n "${tolerated}" ]] && complains "${tolerated}"; then
    return 1
  fi
  explain
}

# Runs a command in a folder, for which it needs no name: FOLDER COMMAND...
# gcloud would take one with brackets for a pattern.
run_in() {
  local -r folder="$1"
  shift
  if is_dry; then
    printf '(cd %s && %s)\n' "$(quoted "${folder}")" "$(quoted "$@")"
    return
  fi
  (cd "${folder}" && run "$@") || exit
}

# Gives a command a text to read: TEXT COMMAND...
feed() {
  local -r text="$1"
  shift
  if is_dry; then
    printf 'printf %s %s | %s\n' "'%s\\n'" "$(quoted "${text}")" \
      "$(quoted "$@")"
    return
  fi
  patiently attempt_fed "${text}" "$@" || explain
}
attempt_fed() { printf '%s\n' "$1" | attempt "${@:2}"; }

# Sets a variable to what a command prints.
capture() {
  local -r variable="$1"
  shift
  local value
  if is_dry; then
    promise "${variable}" "$@"
    return
  fi
  value="$(patiently attempt "$@")" || explain
  printf -v "${variable}" '%s' "${value}"
}

# Sets a variable to what a command prints, if it succeeds.
try_capture() {
  local -r variable="$1"
  shift
  if is_dry; then
    promise "${variable}" "$@"
    return
  fi
  quietly "$@" || return
  printf -v "${variable}" '%s' "$(<"${found}")"
}

# Sets a variable to what a command prints; to nothing if it fails, and in a
# dry run.
ask() {
  printf -v "$1" ''
  is_dry || try_capture "$@" || return 0
}

# Prints a command that sets a variable of the script.
promise() {
  local -r variable="$1"
  shift
  # shellcheck disable=SC2016 # for the shell that runs what is printed
  printf '%s="$(%s)"\n' "${variable}" "$(quoted "$@")"
  printf -v "${variable}" '%s' "${OPENING}${variable}${CLOSING}"
}

# Sets a variable to what a command prints, when it succeeds within some
# tries: VARIABLE TRIES WHY-IT-MAY-FAIL TEXT-TO-READ COMMAND...
insist_capture() {
  local -r variable="$1" tries="$2" reason="$3" text="$4"
  local value
  shift 4
  if is_dry; then
    if [[ -n "${text}" ]]; then
      feed "${text}" "$@"
    else
      run "$@"
    fi
    return
  fi
  value="$(insist "${tries}" "${reason}" attempt_fed "${text}" "$@")" || return
  printf -v "${variable}" '%s' "${value}"
}

# True when a variable that was captured matches: VARIABLE PATTERN.
shows() { is_dry || [[ "${!1}" =~ $2 ]]; }

# Ends unless a variable that was captured matches: VARIABLE PATTERN ADVICE...
expect() { shows "$1" "$2" || die "${@:3}"; }
