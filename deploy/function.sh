# shellcheck shell=bash
#
# The function: its settings, its deployment, and what is there of it.

# --- Settings ---------------------------------------------------------------

# Sets a setting, unless it is set already: the earlier one wins.
add_setting() {
  value_among "${1%%=*}" ${settings[@]+"${settings[@]}"} >/dev/null \
    || settings+=("$1")
}

# Those that were there stay; those of an existing model server are looked up.
add_settings() {
  local setting
  for setting in ${kept_settings[@]+"${kept_settings[@]}"}; do
    add_setting "${setting}"
  done
  server_does settings
  add_setting "Model__Server=${server}"
  add_setting "Model__Name=${model_name}"
  if [[ -n "${model_address}" ]]; then
    add_setting "Model__BaseUri=${model_address}"
  fi
  add_setting "Cors__AllowedOrigins=$(site_origin)"
  add_setting "Site__Address=${site_address}"
}

# A character that no setting holds, to set them apart for gcloud. Options
# have no '|', but what was set elsewhere may.
find_separator() {
  local candidate
  for candidate in '|' '~' '%' '!' '#'; do
    if [[ "${settings[*]}" != *"${candidate}"* ]]; then
      printf '%s' "${candidate}"
      return
    fi
  done
  die "The function's settings hold all of | ~ % ! #, one of which gcloud" \
    'needs to tell them apart: set one of them anew, without it.'
}

# --- Deployment -------------------------------------------------------------

deploy_function() {
  local all separator sources
  local build='GOOGLE_BUILDABLE=SentimentFunction,GooglePackages=true'
  local -a account=()
  step "The function '${name}'"
  add_settings
  separator="$(find_separator)"
  all="$(IFS="${separator}"; printf '%s' "${settings[*]}")"
  if [[ -n "${build_identity}" ]]; then
    account=(--build-service-account="projects/${project}/serviceAccounts/$(
      )${build_identity}")
  fi
  if [[ "${self_contained}" == 'yes' ]]; then
    build+=',GOOGLE_ASP_NET_CORE_VERSION=10.*.*'
  fi
  learn check_alone "${name}" "${serving_before}"
  capture sources mktemp -d
  run "${REPOSITORY}/deploy/tools/copy-sources.sh" "${REPOSITORY}" "${sources}"
  gc functions deploy "${name}" --gen2 --region="${region}" \
    --runtime=dotnet10 --source="${sources}" \
    --entry-point=SentimentFunction.Function --trigger-http \
    ${account[@]+"${account[@]}"} --serve-all-traffic-latest-revision \
    --set-build-env-vars="${build}" --set-env-vars="^${separator}^${all}" \
    --service-account="${identity}" \
    --memory="${memory}" --cpu="${cpu}" --concurrency="${concurrency}" \
    --min-instances="${min_instances}" --max-instances="${max_instances}" \
    --timeout=60s --format=none --update-labels="${ACCESS}=$(access)"
  run rm -rf "${sources}"
  open_function
}

# Who may call the function: everybody, in a policy or, where an organization
# allows no policy for everybody, without one.
# https://cloud.google.com/run/docs/authenticating/public
readonly INVOKER='roles/run.invoker' EVERYBODY='allUsers'
readonly UNCHECKED='run.googleapis.com/invoker-iam-disabled'

# The label that notes down who may call, before it comes about.
readonly ACCESS='sentiment-access'

access() {
  if is_private; then
    printf 'private'
  else
    printf 'public'
  fi
}

open_function() {
  local -a service=("${name}" --region="${region}")
  if is_private; then
    shut_out "${EVERYBODY}" "${INVOKER}" run services -- "${service[@]}"
    if_listed true run services describe "${service[@]}" \
      --format="value(metadata.annotations['${UNCHECKED}'])" \
      -- run services update "${service[@]}" --invoker-iam-check --format=none
    return
  fi
  tolerating "${NO_OUTSIDERS}" \
    let_in "${EVERYBODY}" "${INVOKER}" run services -- "${service[@]}" \
    || gc run services update "${service[@]}" --no-invoker-iam-check \
    --format=none
}

find_function() {
  look_up_function \
    || die "There is no function '${name}' in ${region}. Deploy it first:" \
    "./deploy.sh function --project ${project}"
  expect function_address '^https://[A-Za-z0-9.-]+$' \
    "The function '${name}' has no address yet. Run this again."
}

look_up_function() {
  look_up function_address functions describe "${name}" --gen2 \
    --region="${region}" --format='value(serviceConfig.uri)'
}

destroy_function() {
  ensure_gone functions describe "${name}" --gen2 --region="${region}" \
    -- functions delete "${name}" --gen2 --region="${region}"
}

# --- Status -----------------------------------------------------------------

show_function() {
  show Function functions describe "${name}" --gen2 --region="${region}" \
    --format='value(state,serviceConfig.uri)'
  is_deployed || return 0
  if [[ "${serving_before}" == "${newest_before}" ]]; then
    show_text Revision "${serving_before}"
  else
    show_text Revision "${serving_before}, an earlier one than" \
      "${newest_before}"
  fi
  show_text Size "${memory}, ${cpu} CPU, ${concurrency} requests at once," \
    "${min_instances} to ${max_instances} instances"
  show_text Identity "${service_account}"
  show_settings
}

# The settings, without those that the server and the site bring along.
show_settings() {
  local -r own='Model__.*|Site__Address|Cors__AllowedOrigins'
  local setting
  for setting in ${kept_settings[@]+"${kept_settings[@]}"}; do
    [[ "${setting%%=*}" =~ ^(${own})$ ]] || show_text Setting "${setting}"
  done
}

# Asks the function which version answers.
show_version() {
  local version=''
  look_up_function || return 0
  if try_capture version curl --silent --show-error --fail --max-time 60 \
      "${function_address}/model"; then
    show_text Version "${version}"
  else
    warn 'The function does not say which version answers: it is private, or' \
      'its model server does not answer.'
  fi
}
