# shellcheck shell=bash
#
# Deleting what this script has made, and nothing else.

# Marks what this script has made.
readonly LABEL='made-by=deploy-sh'

# What was deleted, and what was left since somebody else has made it.
deleted=()
left=()

# Runs a command that deletes something, and remembers what: DELETE...
remove() {
  local word
  local title=''
  gc "$@"
  for word in "$@"; do
    case "${word}" in
      delete | rm) ;;
      --*) break ;;
      *) title+="${title:+ }${word}" ;;
    esac
  done
  deleted+=("${title}")
}

# Deletes what of the script's own a listing command finds, and remembers what
# else bears its name: NAMES OWN VARIABLE FUNCTION LIST...
remove_own() {
  local -r alike="$1" own="$2" variable="$3" function="$4"
  local other others
  shift 4
  for_each "${variable}" "$@" --filter="${alike} AND (${own})" \
    -- "${function}"
  list others "$@" --filter="${alike}"
  for other in ${others}; do
    left+=("$1 $2 ${other}")
  done
}

# Says what was found, and what goes on costing.
report_destroyed() {
  if (( ${#deleted[@]} > 0 )); then
    conclude "Deleted: $(
      printf '%s\n' ${deleted[@]+"${deleted[@]}"} | enumerated)."
  else
    conclude 'There was nothing to delete.'
  fi
  if (( ${#left[@]} > 0 )); then
    warn 'These stay, since this script has not made them, and may go on' \
      "costing: $(printf '%s\n' ${left[@]+"${left[@]}"} | enumerated)."
  fi
  conclude 'At no or little cost stay: the APIs, which are still enabled, and' \
    'what building functions has left in Artifact Registry (gcf-artifacts)' \
    'and Cloud Storage (gcf-v2-sources-...): other functions may share it.'
}
