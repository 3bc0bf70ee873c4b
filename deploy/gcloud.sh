# shellcheck shell=bash
#
# Running gcloud in the project: creating what is missing, and asking for what
# is there. A dry run asks as well, unless gcloud is not signed in: then it
# takes the project for empty.

# How often an operation is asked for: gcloud itself waits half an hour.
readonly OPERATION_TRIES=360

gc() { run gcloud "$@" --project="${project}"; }
capture_gc() {
  local -r variable="$1"
  shift
  capture "${variable}" gcloud "$@" --project="${project}"
}

# Whether a dry run can't see what is deployed.
is_blind() { is_dry && [[ "${sees}" == 'no' ]]; }
sees='no'

# Does what tells of a dry run's script what becomes of what is deployed.
when_planning() { ! is_dry || is_blind || "$@"; }

# Sets 'project_number' in a dry run, if gcloud can see the project.
see_project() {
  is_dry || return
  if ! quietly gcloud projects describe "${project}" \
      --format='value(projectNumber)'; then
    remark "What is deployed can't be seen: this is for an empty project."
    return 1
  fi
  project_number="$(<"${found}")"
  sees='yes'
}

# True when a describing command finds what it asks for. Where an API is off,
# there is nothing.
exists() {
  if is_blind; then
    return 1
  elif patiently quietly gcloud "$@" --project="${project}"; then
    return 0
  elif [[ "$(status_code)" == '404' ]] || is_api_off; then
    return 1
  fi
  show_plain <"${log}"
  explain
}

# Sets a variable to what a describing command prints; fails if it finds
# nothing. In a dry run an earlier command of the script may make it.
look_up() {
  local -r variable="$1"
  shift
  if exists "$@"; then
    printf -v "${variable}" '%s' "$(<"${found}")"
  else
    is_dry && capture_gc "${variable}" "$@"
  fi
}

# Sets a variable to what a listing command prints: VARIABLE LIST...
list() {
  printf -v "$1" ''
  exists "${@:2}" || return 0
  printf -v "$1" '%s' "$(<"${found}")"
}

# Calls a function for each word that a listing command prints, with the word
# in a variable: VARIABLE LIST... -- FUNCTION...
for_each() {
  local -r variable="$1"
  local -a describe
  local word words
  shift
  take_describe "$@"
  shift "$(( ${#describe[@]} + 1 ))"
  if is_dry; then
    # shellcheck disable=SC2016 # for the shell that runs what is printed
    printf 'for %s in $(\n  %s\n); do\n' "${variable}" \
      "$(quoted gcloud "${describe[@]}" --project="${project}")"
    printf -v "${variable}" '%s' "${OPENING}${variable}${CLOSING}"
    "$@"
    printf 'done\n'
    return
  fi
  list words "${describe[@]}"
  for word in ${words}; do
    printf -v "${variable}" '%s' "${word}"
    "$@"
  done
}

# Does what only finds out what is deployed.
learn() {
  ! is_blind || return 0
  local dry_run='no'
  "$@"
}

# True when what was looked up matches a pattern: TEXT PATTERN.
matches() { is_blind || [[ "$1" =~ $2 ]]; }

# Shows what a describing command prints: TITLE DESCRIBE...
show() {
  local -r title="$1"
  local description
  shift
  if is_dry; then
    printf '%s || true\n' "$(quoted gcloud "$@" --project="${project}")"
    return
  fi
  look_up description "$@" || description='not deployed'
  show_text "${title}" "${description:-nothing}"
}
show_text() { is_dry || printf '%-9s %s\n' "$1:" "${*:2}"; }

# Creates what a describing command doesn't find: DESCRIBE... -- CREATE...
ensure() { when missing "$@"; }

# Deletes what a describing command finds: DESCRIBE... -- DELETE...
ensure_gone() { when there "$@"; }

# Whether the last 'ensure' or the like had something to do.
changed='no'
has_changed_nothing() { [[ "${changed}" == 'no' ]]; }

# Runs a command if what a describing command asks for is there, or if it is
# missing: there|missing DESCRIBE... -- COMMAND...
when() {
  local -r wanted="$1"
  local -a describe
  local actual='missing' unless=''
  shift
  take_describe "$@"
  shift "$(( ${#describe[@]} + 1 ))"
  if is_dry; then
    [[ "${wanted}" == 'missing' ]] || unless='! '
    printf '%s%s >/dev/null 2>&1 ||\n  ' "${unless}" \
      "$(quoted gcloud "${describe[@]}" --project="${project}")"
    gc "$@"
    return
  fi
  if exists "${describe[@]}"; then
    actual='there'
  fi
  changed='no'
  [[ "${actual}" == "${wanted}" ]] || return 0
  changed='yes'
  if [[ "${wanted}" == 'there' ]]; then
    remove "$@"
  else
    gc "$@"
  fi
}

# Waits for what earlier commands have begun at a resource, also those that
# were interrupted: ADDRESS WHAT-FOR. gcloud can't list it.
await_operations() {
  local -r name='"name": *"[^"]*/operations/[^"]*"' done='"done": *true'
  local begun ended answer token try
  if is_dry; then
    return
  fi
  for (( try = 1; try <= OPERATION_TRIES; try++ )); do
    capture token gcloud auth print-access-token
    if ! answer="$(curl --silent --show-error --fail --max-time 60 \
        --header @- "$1/operations" <<<"Authorization: Bearer ${token}")"; then
      warn "Whether $2 is still going on can't be told."
      return
    fi
    begun="$(grep -o "${name}" <<<"${answer}" | wc -l)" || true
    ended="$(grep -o "${done}" <<<"${answer}" | wc -l)" || true
    (( begun > ended )) || return 0
    (( try > 1 )) || info "Waiting for $2, which is still going on."
    sleep "${PATIENCE}"
  done
  die "$2 is still going on. Run this again later."
}

# Creates what a listing command doesn't find, and sets a variable to what it
# then prints: VARIABLE LIST... -- CREATE...
ensure_listed() {
  local -r variable="$1"
  local -a describe
  shift
  take_describe "$@"
  shift "$(( ${#describe[@]} + 1 ))"
  capture_gc "${variable}" "${describe[@]}"
  if is_dry; then
    printf '[[ -n %s ]] ||\n  ' "$(quoted "${!variable}")"
  elif [[ -n "${!variable}" ]]; then
    return
  fi
  gc "$@"
  capture_gc "${variable}" "${describe[@]}"
}

# Runs a command unless, or if, a listing one prints a line:
# LINE LIST... -- COMMAND...
unless_listed() { by_listing '||' "$@"; }
if_listed() { by_listing '&&' "$@"; }

by_listing() {
  local -r operator="$1" line="$2"
  local -a describe
  local listed='' actual='||'
  shift 2
  take_describe "$@"
  shift "$(( ${#describe[@]} + 1 ))"
  changed='no'
  if is_dry; then
    printf '%s |\n  grep -Fxi %s >/dev/null %s\n  ' \
      "$(quoted gcloud "${describe[@]}" --project="${project}")" \
      "$(quoted "${line}")" "${operator}"
    gc "$@"
    return
  fi
  capture_gc listed "${describe[@]}"
  if grep -Fxi -- "${line}" <<<"${listed}" >/dev/null; then
    actual='&&'
  fi
  [[ "${actual}" == "${operator}" ]] || return 0
  changed='yes'
  gc "$@"
}

# Enables APIs. gcloud waits for an operation if any of them was off.
enable() {
  gc services enable "$@"
  is_dry || ! grep -q '/operations/[^ ]* HTTP' "${log}" || made+=('apis')
}

# Sets 'describe' to the arguments before '--'.
take_describe() {
  describe=()
  while [[ "$1" != '--' ]]; do
    describe+=("$1")
    shift
  done
}
