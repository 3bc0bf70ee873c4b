# shellcheck shell=bash
#
# What is deployed already: what isn't said again stays as it is. What counts
# is the revision that has the traffic, so that the settings with which one
# has failed don't come back.

# Settings of the function that is there: NAME=VALUE; those of them that are
# kept, and options as they were: OPTION VALUE.
settings_before=()
kept_settings=()
options_before=()

# The revision of the function that had the traffic when this run began, and
# the newest one, which may have been rolled back from.
serving_before=''
newest_before=''

# The versions that the model server has had, and the one that answers.
served_versions=()
served_version=''

# Whether the function was there when this run began.
is_deployed() { (( ${#kept_settings[@]} > 0 )); }

# --- What is reset ----------------------------------------------------------

# Whether an option, or a setting, is to go back to its default.
is_reset() { [[ " ${resets[*]+"${resets[*]}"} " == *" ${1#--} "* ]]; }

# Keeps the value that an option has had, unless it is said anew:
# OPTION VALUE.
keep() {
  local -r variable="${1#--}"
  [[ -n "$2" ]] || return 0
  options_before+=("$1 $2")
  is_given "$1" || is_reset "$1" || printf -v "${variable//-/_}" '%s' "$2"
}

# The value of a setting that is kept; fails if there is none.
kept_setting() {
  value_among "$1" ${kept_settings[@]+"${kept_settings[@]}"}
}

# The value of a setting among some; fails if there is none: NAME SETTING...
value_among() {
  local setting
  for setting in "${@:2}"; do
    [[ "${setting%%=*}" == "$1" ]] || continue
    printf '%s' "${setting#*=}"
    return
  done
  return 1
}

# Forgets settings whose names match: PATTERN.
forget() {
  local setting
  local -a others=()
  for setting in ${kept_settings[@]+"${kept_settings[@]}"}; do
    [[ "${setting%%=*}" =~ ^($1)$ ]] || others+=("${setting}")
  done
  kept_settings=(${others[@]+"${others[@]}"})
}

# --- What there is ----------------------------------------------------------

# Finds out what is deployed, and keeps of it what isn't said anew.
recall() {
  recall_function
  recall_server
  recall_site
  server_does recall
}

# Sets 'revision' to the one that has a service's traffic, and 'newest' to the
# newest one that has started; fails without one.
find_serving() {
  local fields='status.traffic.percent,status.traffic.revisionName'
  local targets
  fields+=',status.latestReadyRevisionName'
  look_up targets run services describe "$1" --region="${region}" \
    --flatten='status.traffic[]' --format="value[separator=' '](${fields})" \
    || return
  read -r _ revision newest <<<"$(sort -rn <<<"${targets}")" || true
  [[ -n "${revision}" ]]
}

# Ends if somebody else has deployed a service since this run has read what is
# to stay of it: SERVICE REVISION-BEFORE.
check_alone() {
  local revision='' newest
  find_serving "$1" || true
  [[ "${revision}" == "$2" ]] || die "Somebody else has deployed '$1'" \
    "meanwhile: ${revision:-no revision} has the traffic. Run this again, and" \
    'what is not said stays as it is now.'
}

# How gcloud prints columns whose values may hold anything: COLUMNS.
as_record() {
  printf "value[separator='%s',terminator='%s'](%s)" "${CLOSING}" "${OPENING}" \
    "$1"
}

# Parts of a revision.
readonly SIZE='spec.containers[0].resources.limits.memory'
SCALING="metadata.annotations['autoscaling.knative.dev/minScale']"
SCALING+=",metadata.annotations['autoscaling.knative.dev/maxScale']"
readonly SCALING+=',spec.serviceAccountName'

# Sets a variable to columns of a revision, each ended by CLOSING and the
# record by OPENING: VARIABLE COLUMNS [FLAG]...
read_revision() {
  local -r columns="${SIZE},${SCALING},$2"
  capture_gc "$1" run revisions describe "${revision}" --region="${region}" \
    "${@:3}" --format="$(as_record "${columns}")"
}

recall_function() {
  local revision newest records columns
  local size least most account processors requests setting secret value
  find_serving "${name}" || return 0
  serving_before="${revision}"
  newest_before="${newest}"
  columns='spec.containers[0].resources.limits.cpu,spec.containerConcurrency'
  columns+=',spec.containers[0].env.name'
  columns+=',spec.containers[0].env.valueFrom.secretKeyRef.name'
  columns+=',spec.containers[0].env.value'
  read_revision records "${columns}" --flatten='spec.containers[0].env[]'
  IFS="${CLOSING}" read -r -d "${OPENING}" size least most account \
    processors requests _ <<<"${records}" || true
  keep --memory "${size}"
  keep --min-instances "${least}"
  keep --max-instances "${most}"
  keep --service-account "${account}"
  keep --cpu "${processors}"
  keep --concurrency "${requests}"
  while IFS="${CLOSING}" read -r -d "${OPENING}" _ _ _ _ _ _ setting secret \
      value; do
    # Those without two underscores are Google's own, or of no effect.
    if [[ "${setting}" == *__* && -z "${secret}" ]]; then
      settings_before+=("${setting}=${value}")
      is_reset "${setting}" || kept_settings+=("${setting}=${value}")
    fi
  done < <(printf '%s' "${records}")
  recall_build
}

# How the function was built, and who may call it.
readonly BUILDER='buildConfig.serviceAccount.basename()'
readonly RUNTIME='buildConfig.environmentVariables.GOOGLE_ASP_NET_CORE_VERSION'
recall_build() {
  local record runtime builder access
  look_up record functions describe "${name}" --gen2 --region="${region}" \
    --format="$(as_record "${RUNTIME},${BUILDER},labels.${ACCESS}")" \
    || return 0
  IFS="${CLOSING}" read -r -d "${OPENING}" runtime builder access \
    <<<"${record}" || true
  [[ -z "${runtime}" ]] || runtime='yes'
  keep --self-contained "${runtime:-no}"
  keep --build-service-account "${builder:-default}"
  case "${access}" in
    private) keep --private yes ;;
    public) keep --private no ;;
    *) recall_access ;;
  esac
}

# The script of before has not noted down who may call.
recall_access() {
  if is_let_in "${EVERYBODY}" "${INVOKER}" \
      run services -- "${name}" --region="${region}"; then
    keep --private no
  else
    keep --private yes
  fi
}

# The page's address, and with it who else's pages may call.
recall_site() {
  local -r storage='^https://storage\.googleapis\.com/([^/]+)/index\.html$'
  local address
  if is_given --site-address || is_given --site-bucket \
      || is_reset site-address || is_reset site-bucket; then
    forget 'Site__Address|Cors__AllowedOrigins'
  elif address="$(kept_setting Site__Address)"; then
    site_address="${address}"
    if [[ "${address}" =~ ${storage} ]]; then
      site_bucket="${BASH_REMATCH[1]}"
    fi
  fi
}

# The model server; another one than before has none of the old one's
# settings.
recall_server() {
  local before
  before="$(kept_setting Model__Server)" || return 0
  if ! is_given --server && ! is_reset server; then
    server="${before}"
  elif [[ "${server}" != "${before}" ]]; then
    forget 'Model__.*'
    return
  fi
  if is_given --model-name || is_reset model-name; then
    forget Model__Name
  else
    keep --model-name "$(kept_setting Model__Name)"
  fi
  if is_given --model-address || is_given --endpoint \
      || is_reset model-address || is_reset endpoint; then
    forget 'Model__(BaseUri|Audience|Label|Endpoint|Location)'
  fi
}
