# shellcheck shell=bash
#
# Saying what is done, and printing the commands that do it. This file,
# running.sh and gcloud.sh alone know of dry runs.

# Around the name of a variable of the printed script. No option's value
# holds these characters.
readonly OPENING=$'\036' CLOSING=$'\037'

is_dry() { [[ "${dry_run}" == 'yes' ]]; }

info() { printf '%s\n' "$*" >&2; }
warn() { info "Warning: $*"; }
step() {
  if is_dry; then
    printf '\n# %s\n' "$*"
  else
    info "== $*"
  fi
}
# Says something about the script that a dry run prints.
remark() { ! is_dry || printf '#%s\n' "${*:+ $*}"; }
# Says what has come about.
conclude() { is_dry || info "$*"; }
die() {
  info "Error: $*"
  exit 1
}
refuse() {
  info "Error: $*"
  info 'See ./deploy.sh --help.'
  exit 2
}

# Shows what gcloud says to people, of what it says to this script as well:
# nothing of its calls, and no stack trace.
show_plain() {
  local line
  local hidden='no'
  while IFS= read -r line || [[ -n "${line}" ]]; do
    if [[ "${hidden}" == 'arguments' && "${line}" == *'"]' ]]; then
      hidden='no'
      continue
    fi
    case "${line}" in
      'DEBUG: Running ['*']' | 'INFO: '*) hidden='no'; continue ;;
      # A setting may have several lines.
      'DEBUG: Running ['*) hidden='arguments' ;;
      'DEBUG: ('* | 'Traceback '*) hidden='trace' ;;
      'DEBUG: '* | *'DEBUG: https://'*) hidden='no'; continue ;;
      'ERROR: '* | 'WARNING: '*) hidden='no' ;;
    esac
    if [[ "${hidden}" == 'no' && "${line}" == *[![:space:]]* ]]; then
      info "${line}"
    fi
  done
}

# Prints a command as one would type it, whatever its arguments hold.
quoted() {
  local argument flag
  local gap=''
  for argument in "$@"; do
    flag=''
    if [[ "${argument}" =~ ^--[a-z-]+= ]]; then
      flag="${BASH_REMATCH[0]}"
      argument="${argument#"${flag}"}"
    fi
    printf '%s' "${gap}${flag}"
    quoted_word "${argument}"
    gap=' '
  done
}

# What an earlier command of the script has put into a variable is left for
# the shell to fill in.
quoted_word() {
  local rest="$1"
  local text
  [[ -n "${rest}" ]] || printf "''"
  while [[ -n "${rest}" ]]; do
    if [[ "${rest}" == "${OPENING}"* ]]; then
      text="${rest%%"${CLOSING}"*}"
      # shellcheck disable=SC2016 # for the shell that runs what is printed
      printf '"${%s}"' "${text#"${OPENING}"}"
      rest="${rest#*"${CLOSING}"}"
    else
      text="${rest%%"${OPENING}"*}"
      rest="${rest#"${text}"}"
      quoted_text "${text}"
    fi
  done
}

# In single quotes everything but these stands for itself.
quoted_text() {
  local -r safe='^[A-Za-z0-9_@%+=:,./-]+$' single="'"
  local rest="$1"
  if [[ "${rest}" =~ ${safe} ]]; then
    printf '%s' "${rest}"
    return
  fi
  printf "'"
  while [[ "${rest}" == *"${single}"* ]]; do
    printf '%s' "${rest%%"${single}"*}" "'\\''"
    rest="${rest#*"${single}"}"
  done
  printf "%s'" "${rest}"
}

# True when a word is typed, or nothing is changed anyhow: WORD WHAT-IT-IS
# WHY...
ask_for() {
  local -r word="$1" title="$2"
  local answer=''
  shift 2
  if is_dry; then
    return
  fi
  info "$*"
  printf 'Type %s to go on: ' "${title}" >&2
  read -r answer || true
  [[ "${answer}" == "${word}" ]]
}
