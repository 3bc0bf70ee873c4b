# shellcheck shell=bash
#
# What would change: a dry run compares what is deployed with what would be.

# Ends a dry run's script with what it changes.
show_difference() {
  local change changes
  changes="$(list_changes)" || exit
  remark
  if (( ${#options_before[@]} == 0 )); then
    remark 'Nothing of this is deployed yet.'
    return
  fi
  remark 'What changes of what is deployed:'
  while IFS= read -r change; do
    remark "  ${change}"
  done <<<"${changes:-no option, no setting, no version and no page}"
  ! deploys_function || remark 'The function is built anew in any case.'
}

# Prints a line for each option, setting and version that would be another.
list_changes() {
  local entry variable
  for entry in ${options_before[@]+"${options_before[@]}"}; do
    variable="${entry%% *}"
    variable="${variable#--}"
    variable="${variable//-/_}"
    compare "${entry%% *}" "${entry#* }" "${!variable}"
  done
  ! deploys_function || compare_settings
  ! serves_model || compare 'The version' "${served_version}" "${model_version}"
  ! deploys_site || compare_page
}

# Prints what changes in a line, if something does: WHAT BEFORE AFTER. What a
# command of the script finds out is not known yet.
compare() {
  local -r line=$'\n'
  [[ "$2" == "$3" || "$3" == *"${OPENING}"* ]] || printf '%s: %s -> %s\n' \
    "$1" "$(on_a_line "${2:-none}")" "$(on_a_line "${3:-none}")"
}

on_a_line() { printf '%s' "${1//${line}/\\n}"; }

# By the name of its release, which comes from all that it loads.
compare_page() {
  local packed release digest
  [[ "${function_address}" != *"${OPENING}"* ]] || return 0
  learn pack_page
  learn run rm -rf "${packed}"
  compare 'The page' "${page_before}" "${release}"
}

compare_settings() {
  local setting
  for setting in ${settings_before[@]+"${settings_before[@]}"}; do
    compare "${setting%%=*}" "${setting#*=}" \
      "$(value_among "${setting%%=*}" ${settings[@]+"${settings[@]}"})"
  done
  for setting in ${settings[@]+"${settings[@]}"}; do
    value_among "${setting%%=*}" \
      ${settings_before[@]+"${settings_before[@]}"} >/dev/null \
      || compare "${setting%%=*}" '' "${setting#*=}"
  done
}
