# shellcheck shell=bash
#
# The project: its services, and the function's identity.

check_tools() {
  local tool
  for tool in gcloud curl; do
    command -v "${tool}" >/dev/null && continue
    [[ "${tool}" == 'gcloud' ]] && die 'gcloud is not installed. See' \
      'https://cloud.google.com/sdk/docs/install'
    die "${tool} is not installed."
  done
}

# Also finds out whether gcloud is signed in and may see the project.
find_project() {
  step 'The project'
  capture project_number \
    gcloud projects describe "${project}" --format='value(projectNumber)'
}

# --- Services ---------------------------------------------------------------

enable_services() {
  local -a services=(run storage)
  local -a addresses=()
  local service
  if deploys_function; then
    services+=(cloudfunctions cloudbuild artifactregistry)
  fi
  if makes_account; then
    services+=(iam)
  fi
  for service in "${services[@]}" $(server_does services); do
    addresses+=("${service}.googleapis.com")
  done
  step 'The APIs'
  gc services enable "${addresses[@]}"
}

# --- Identity ---------------------------------------------------------------

default_account() {
  printf '%s-compute@developer.gserviceaccount.com' "${project_number}"
}

# Whether the identity is an account that this script creates.
makes_account() {
  [[ -n "${service_account}" && "${service_account}" != *@* ]]
}

# The function's identity, which the model server lets in.
find_account() {
  case "${service_account}" in
    '') identity="$(default_account)" ;;
    *@*) identity="${service_account}" ;;
    *) identity="${service_account}@${project}.iam.gserviceaccount.com" ;;
  esac
}

ensure_identity() {
  find_account
  makes_account || return 0
  step "The service account '${service_account}'"
  ensure iam service-accounts describe "${identity}" \
    -- iam service-accounts create "${service_account}" \
    --display-name='Sentiment function'
}

destroy_identity() {
  makes_account || return 0
  find_account
  ensure_gone iam service-accounts describe "${identity}" \
    -- iam service-accounts delete "${identity}"
}

# Gives the identity a role in the whole project.
grant() {
  gc_patiently projects add-iam-policy-binding "${project}" --condition=None \
    --member="serviceAccount:${identity}" --role="$1" --format=none
}
