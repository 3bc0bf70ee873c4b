# shellcheck shell=bash
#
# As whom the function, its build and the model server run: each an account
# of its own, with no more rights than it needs, where a first deployment is
# told nothing else.

# What the accounts that this script makes are described by.
readonly MADE_BY='Made by deploy.sh'

# Their email addresses. The function's may be let in by a model server that
# is deployed before it; the build's is empty where Google chooses it.
identity=''
model_identity=''
build_identity=''

default_account() {
  printf '%s-compute@developer.gserviceaccount.com' "${project_number}"
}

# The email address of what an option names, or of an account for a PURPOSE:
# OPTION'S-VALUE PURPOSE. An account's name has at most 30 characters.
account_for() {
  local short="${name:0:21}"
  case "$1" in
    '') printf '%s-%s@%s' "${short%-}" "$2" "${project}.iam.gserviceaccount.com"
      ;;
    default) default_account ;;
    *@*) printf '%s' "$1" ;;
    *) printf '%s@%s.iam.gserviceaccount.com' "$1" "${project}" ;;
  esac
}

# Creates an account unless it is there, or is somebody else's to make:
# EMAIL OPTION'S-VALUE TITLE.
ensure_account() {
  [[ "$2" != 'default' && "$2" != *@* ]] || return 0
  ensure iam service-accounts describe "$1" \
    -- iam service-accounts create "${1%%@*}" --display-name="$3" \
    --description="${MADE_BY} for '${name}'"
  has_changed_nothing || made+=("$1")
}

ensure_identities() {
  step 'The service accounts'
  identity="$(account_for "${service_account}" function)"
  ensure_account "${identity}" "${service_account}" 'Sentiment function'
  if serves_model && server_takes "${server}" --model-service-account; then
    model_identity="$(account_for "${model_service_account}" model)"
    ensure_account "${model_identity}" "${model_service_account}" \
      'Sentiment model server'
  fi
  if deploys_function && [[ "${build_service_account}" != 'default' ]]; then
    build_identity="$(account_for "${build_service_account}" build)"
    ensure_account "${build_identity}" "${build_service_account}" \
      'Sentiment build'
    [[ "${build_service_account}" == *@* ]] \
      || grant "${build_identity}" roles/cloudbuild.builds.builder
  fi
}

# Gives an account a role in the whole project: EMAIL ROLE.
grant() { let_in "serviceAccount:$1" "$2" projects -- "${project}"; }

# --- Removing them ----------------------------------------------------------

destroy_identities() {
  local account
  for account in "$(account_for "${service_account}" function)" \
      "$(account_for "${model_service_account}" model)" \
      "$(account_for "${build_service_account}" build)"; do
    destroy_account "${account}"
  done
}

# Deletes an account that this script has made, with its rights in the
# project: EMAIL. The script of before told its own by their title alone.
destroy_account() {
  local -r own="^(${MADE_BY}|.*Sentiment function\$)"
  local made_by policy role member
  list made_by iam service-accounts describe "$1" \
    --format='value(description,displayName)'
  matches "${made_by}" "${own}" || return 0
  list policy projects get-iam-policy "${project}" "${AS_BINDINGS[@]}"
  while IFS=, read -r role member; do
    [[ "${member}" == "serviceAccount:$1" ]] || continue
    gc projects remove-iam-policy-binding "${project}" --member="${member}" \
      --role="${role}" --condition=None --format=none
  done <<<"${policy}"
  ensure_gone iam service-accounts describe "$1" \
    -- iam service-accounts delete "$1"
}
