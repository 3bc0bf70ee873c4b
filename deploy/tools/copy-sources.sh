#!/usr/bin/env bash
#
# Copies what is to be uploaded of a folder: the files that git knows, as they
# are now, changed or not; where there is no repository, those of the kinds
# that the function is built from. So keys, settings and notes that lie beside
# them stay at home. What .gcloudignore leaves out gcloud leaves out.
#
# Usage: copy-sources.sh SOURCE FOLDER
#
# Says which files it has left out that .gcloudignore would let through.

set -euo pipefail

# What the function is built from, by kind; JSON and the model by name.
readonly PARTS=(SentimentFunction SentimentModel)
readonly KINDS='cs|csproj|proto'
readonly NAMES='appsettings[.]json|openapi[.]json|sentiment[.]model'
readonly ROOT='[.]editorconfig|[.]gcloudignore|Directory[.].*[.]props'

is_in_repository() { git ls-files --error-unmatch deploy.sh; }

list_known() {
  if [[ "${repository}" == 'yes' ]]; then
    git ls-files -z
  else
    find . -maxdepth 1 -type f -print0
    find "${PARTS[@]}" -type f -print0
  fi
}

# Whether a file is to be copied: FILE. Those that are gone are not.
is_wanted() {
  [[ -e "$1" || -L "$1" ]] || return
  [[ "${repository}" == 'no' ]] || return 0
  [[ "$1" =~ (^|/)(bin|obj)/ ]] && return 1
  [[ "$1" =~ ^[.]/(${ROOT})$ \
    || "$1" =~ ^[^.].*(/(${NAMES})|[.](${KINDS}))$ ]]
}

# Ends each name with a zero, as tar takes them.
list_wanted() {
  local file
  while IFS= read -r -d '' file; do
    ! is_wanted "${file}" || printf '%s\0' "${file}"
  done < <(list_known)
}

# Names what .gcloudignore, which git reads as well, lets through, and git
# doesn't know.
name_left() {
  local file
  local left=''
  while IFS= read -r -d '' file; do
    left+="${left:+, }${file}"
  done < <(git ls-files -z --others --exclude-from=.gcloudignore)
  printf '%s' "${left}"
}

main() {
  local repository='no' left
  local -r folder="$2"
  cd "$1"
  if is_in_repository >/dev/null 2>&1; then
    repository='yes'
    left="$(name_left)"
    [[ -z "${left}" ]] || left="as git doesn't know them: ${left}"
  else
    left='as there is no git repository: what the function is not built from'
  fi
  list_wanted | tar -cf - --null -T - | tar -xf - -C "${folder}"
  [[ -z "${left}" ]] || printf 'Not uploaded, %s.\n' "${left}" >&2
}

main "$@"
