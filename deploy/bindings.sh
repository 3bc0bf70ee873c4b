# shellcheck shell=bash
#
# Who may do what: the bindings of policies.

# Gives somebody a role on something, unless he has it:
# MEMBER ROLE GROUP... -- NAME [FLAG]...
let_in() {
  change_binding add "$@" || return
  has_changed_nothing || made+=('rights')
}

# Whether somebody has a role on something: as above.
is_let_in() {
  local -r member="$1" role="$2"
  local -a describe
  local members
  shift 2
  take_describe "$@"
  shift "$(( ${#describe[@]} + 1 ))"
  capture_gc members "${describe[@]}" get-iam-policy "$@" "${AS_BINDINGS[@]}"
  grep -Fx "${role},${member}" <<<"${members}" >/dev/null
}

# Takes a role away from somebody who has it: as above.
shut_out() { change_binding remove "$@"; }

change_binding() {
  local -r verb="$1" member="$2" role="$3"
  local -a describe conditions=()
  local unless='unless_listed'
  shift 3
  take_describe "$@"
  shift "$(( ${#describe[@]} + 1 ))"
  # Cloud Run alone knows no conditions. Elsewhere, gcloud would ask.
  [[ "${describe[0]}" == 'run' ]] || conditions=(--condition=None)
  [[ "${verb}" == 'add' ]] || unless='if_listed'
  "${unless}" "${role},${member}" "${describe[@]}" get-iam-policy "$@" \
    "${AS_BINDINGS[@]}" \
    -- "${describe[@]}" "${verb}-iam-policy-binding" "$@" \
    ${conditions[@]+"${conditions[@]}"} --member="${member}" --role="${role}" \
    --format=none
}

# Prints a policy as lines of ROLE,MEMBER.
readonly AS_BINDINGS=(--flatten='bindings[].members[]'
  --format='csv[no-heading](bindings.role,bindings.members)')
