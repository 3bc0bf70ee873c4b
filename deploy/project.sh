# shellcheck shell=bash
#
# The project, and its services.

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
  see_project || capture project_number \
    gcloud projects describe "${project}" --format='value(projectNumber)'
}

# --- Services ---------------------------------------------------------------

enable_services() {
  local -a services=(run storage iam)
  local -a addresses=()
  local service
  if deploys_function; then
    services+=(cloudfunctions cloudbuild artifactregistry)
  fi
  for service in "${services[@]}" $(server_does services); do
    addresses+=("${service}.googleapis.com")
  done
  step 'The APIs'
  enable "${addresses[@]}"
}
