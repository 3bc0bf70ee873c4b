# shellcheck shell=bash
#
# Checks the options, before anything is called.

# A setting may hold several lines.
readonly SETTING='[A-Za-z][A-Za-z0-9_]*=([^[:cntrl:]|]|'$'[\t\n])*'

# Refuses a value that doesn't match: OPTION VALUE PATTERN WHAT-IT-IS.
check() {
  [[ "$2" =~ ^($3)$ ]] || refuse "$1 '$2' is not $4."
}

# Makes 'a, b and c' of lines.
enumerated() { paste -sd ',' - | sed 's/,/, /g; s/\(.*\),/\1 and/'; }

check_options() {
  check COMMAND "${command}" \
    'everything|model|function|site|rollback|status|destroy' \
    'one of model, function, site, rollback, status and destroy'
  [[ -n "${project}" ]] || refuse '--project is missing.'
  check --project "${project}" '[a-z][a-z0-9-]{4,28}[a-z0-9]' \
    'the id of a project: 6 to 30 lower-case letters, digits and hyphens'
  check --region "${region}" '[a-z]+-[a-z]+[0-9]+' \
    'a region such as us-central1'
  check --server "${server}" "$(list_servers | paste -sd '|' -)" \
    "one of $(list_servers | enumerated)"
  check --name "${name}" '[a-z]([a-z0-9-]{0,28}[a-z0-9])?' \
    'up to 30 lower-case letters, digits and hyphens'
  check_size
  check_places
  check_model
  check_resets
  check_given
  ! deploys_site || check_site
  ! is_given --server || check_server_options
}

# Checks what depends on the server and on other options, which an earlier
# deployment may have said.
check_together() {
  check_server_options
  server_does check
  if [[ "${cpu}" == *.* && "${concurrency}" != '1' ]]; then
    refuse "--cpu '${cpu}' is below 1, which needs --concurrency 1."
  fi
  model_min_instances="${model_min_instances:-${min_instances}}"
  model_max_instances="${model_max_instances:-${max_instances}}"
  check_instances --min-instances "${min_instances}" \
    --max-instances "${max_instances}"
  check_instances --model-min-instances "${model_min_instances}" \
    --model-max-instances "${model_max_instances}"
  if serves_model; then
    find_versions
  fi
}

# What goes back to its default: an option's name, or a setting's.
check_resets() {
  local -a names=()
  local reset
  for reset in ${resets[@]+"${resets[@]}"}; do
    reset="${reset#--}"
    [[ -n "$(commands_of "--${reset}")" || "${reset}" == *__* ]] || refuse \
      "--reset '${reset}' is neither an option nor a setting of the function."
    ! is_given "--${reset}" \
      || refuse "--reset ${reset} and --${reset} can't both be."
    names+=("${reset}")
  done
  resets=(${names[@]+"${names[@]}"})
}

# --- Which options apply ----------------------------------------------------

# Refuses options that would have no effect.
check_given() {
  local option
  for option in ${given[@]+"${given[@]}"}; do
    check_command "${option}"
  done
}

# Refuses options that the server does not take.
check_server_options() {
  local option
  for option in ${given[@]+"${given[@]}"}; do
    check_server "${option}"
  done
}

check_command() {
  local -r commands="$(commands_of "$1")"
  local other
  [[ " ${commands} " == *" ${command} "* ]] || refuse \
    "$1 does not apply to $(called "${command}"), but to $(
      for other in ${commands}; do called "${other}"; done | enumerated)."
}

# What a command is called in a sentence.
called() {
  if [[ "$1" == 'everything' ]]; then
    printf 'a whole deployment\n'
  else
    printf "'%s'\n" "$1"
  fi
}

# An option of single servers is one that any of them names.
check_server() {
  local other
  local takers=''
  for other in $(list_servers); do
    if server_takes "${other}" "$1"; then
      takers+="${takers:+ }${other}"
    fi
  done
  [[ -z "${takers}" || " ${takers} " == *" ${server} "* ]] || refuse \
    "$1 does not apply to --server ${server}, but to $(
      tr ' ' '\n' <<<"${takers}" | enumerated)."
  if names_server && makes_server "$1"; then
    refuse "$1 says how a model server is made, but --model-address and" \
      '--endpoint name one that is there.'
  fi
}

# Whether an option says how a model server is made.
makes_server() {
  [[ "${command}" != 'destroy' ]] || return 1
  case "$1" in
    --model-address | --model-name) return 1 ;;
    --model-* | --machine-type) return 0 ;;
    *) return 1 ;;
  esac
}

# --- Values -----------------------------------------------------------------

check_size() {
  local -r size='[1-9][0-9]*(Mi|Gi)'
  local -r least='0|[1-9][0-9]{0,3}' most='[1-9][0-9]{0,3}'
  check --memory "${memory}" "${size}" 'a size such as 512Mi'
  check --cpu "${cpu}" '0?\.[0-9]{1,3}|1|2|4|6|8' 'a number such as 1 or 0.5'
  check --concurrency "${concurrency}" '[1-9][0-9]{0,2}|1000' \
    'a whole number from 1 to 1000'
  check --model-memory "${model_memory}" "${size}" 'a size such as 1Gi'
  check --min-instances "${min_instances}" "${least}" 'a whole number'
  check --max-instances "${max_instances}" "${most}" 'a whole number'
  check --model-min-instances "${model_min_instances}" "|${least}" \
    'a whole number'
  check --model-max-instances "${model_max_instances}" "|${most}" \
    'a whole number'
}

# Checks two bounds: OPTION LEAST OPTION MOST.
check_instances() {
  (( $2 <= $4 )) || refuse "$1 '$2' is above $3 '$4'."
}

check_places() {
  local -r bucket='[a-z0-9][a-z0-9_.-]{1,61}[a-z0-9]'
  local -r address='https://[A-Za-z0-9.-]+(:[0-9]+)?'
  local -r account='[a-z][a-z0-9-]{4,28}[a-z0-9]'
  local -r storage='https://storage.googleapis.com'
  local setting option variable
  site_bucket="${site_bucket:-${project}-${name}-site}"
  model_bucket="${model_bucket:-${project}-${name}-models}"
  site_address="${site_address:-${storage}/${site_bucket}/index.html}"
  check --site-bucket "${site_bucket}" "${bucket}" \
    'the name of a bucket: 3 to 63 lower-case letters, digits and hyphens'
  check --model-bucket "${model_bucket}" "${bucket}" \
    'the name of a bucket: 3 to 63 lower-case letters, digits and hyphens'
  check --site-address "${site_address}" "${address}(/[A-Za-z0-9._~/-]*)?" \
    'an address that starts with https://'
  for option in --service-account --model-service-account \
      --build-service-account; do
    variable="${option#--}"
    variable="${variable//-/_}"
    check "${option}" "${!variable}" \
      "|default|${account}|[a-z0-9.-]+@[a-z0-9.-]+\.gserviceaccount\.com" \
      "the name of a service account (6 to 30 characters), nor its email$(
      ) address"
  done
  check --model-address "${model_address}" "|${address}(/[A-Za-z0-9._~/-]*)?" \
    'an address that starts with https://'
  for setting in ${settings[@]+"${settings[@]}"}; do
    check --setting "${setting}" "${SETTING}" 'NAME=VALUE, without |'
  done
}

check_model() {
  local -r id='[a-z0-9-]+'
  check --protocol "${protocol}" 'rest|grpc' 'rest or grpc'
  check --model-name "${model_name}" '[a-z][a-z0-9_]{0,62}' \
    'a name of lower-case letters, digits and underscores'
  check --model-version "${model_version}" '|[1-9][0-9]{0,17}' \
    'a whole number'
  check --model-image "${model_image}" \
    '[a-z0-9][A-Za-z0-9./_-]*(:[A-Za-z0-9._-]+)?(@sha256:[0-9a-f]{64})?' \
    'the name of an image'
  check --machine-type "${machine_type}" '[a-z0-9]+(-[a-z0-9]+)+' \
    'a machine type such as e2-standard-2'
  check --model-dir "${model_dir}" '[^[:cntrl:]]+' "a folder's path"
  check --endpoint "${endpoint}" \
    "|${id}|projects/${id}/locations/${id}/endpoints/${id}" \
    "the id of an endpoint, nor its full resource name"
}
