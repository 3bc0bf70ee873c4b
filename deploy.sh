#!/usr/bin/env bash
#
# Brings the function, its model and the demo page to Google Cloud. What is
# there already is updated, so that after an interruption, or a failure that
# has been mended, the same command completes what is missing.
#
# Usage: ./deploy.sh [COMMAND] --project PROJECT [OPTION]...
#
# Commands
#   (none)     everything: the model, the function and the site
#   model      the model only: a new one, another version, or an earlier one
#   function   the function only
#   site       the demo page only
#   status     what is deployed, and which model version answers
#   destroy    deletes all of it, after asking
#
# Options
#   --project PROJECT          the Google Cloud project (its id)
#   --region REGION            default: us-central1
#   --server SERVER            where the model is served: tensorflow-serving
#                              (the default: on Cloud Run, private),
#                              vertex-ai, ai-platform (closed by Google) or
#                              embedded (in the function)
#   --name NAME                the function's name; default: sentiment
#   --private                  nothing is opened to the public
#   --self-contained           the .NET runtime goes along: starts sooner, but
#                              only another deploy brings the runtime's patches
#   --service-account ACCOUNT  the function's identity: a name, created where
#                              it is missing, or the email address of an
#                              existing one; default: the project's own
#   --memory SIZE              default: 512Mi
#   --cpu NUMBER               default: 1
#   --concurrency NUMBER       requests at once per instance; default: 80
#   --min-instances NUMBER     default: 0
#   --max-instances NUMBER     default: 5
#   --setting NAME=VALUE       a setting of the function, such as
#                              Limits__RequestsPerMinute=60; may be repeated
#   --site-bucket BUCKET       default: PROJECT-NAME-site
#   --site-address ADDRESS     the page's address, where it isn't the bucket's
#   --model-address ADDRESS    a model server of your own, instead of a new one
#   --endpoint ENDPOINT        an existing Vertex AI endpoint
#   --model-name NAME          the model's name at its server; default: sentiment
#   --model-version NUMBER     the version that answers; default: the highest
#   --model-dir FOLDER         SavedModels, a numbered folder for each version;
#                              default: models/sentiment
#   --model-bucket BUCKET      default: PROJECT-NAME-models
#   --model-image IMAGE        default: tensorflow/serving:2.19.1
#   --machine-type TYPE        Vertex AI's machines; default: e2-standard-2
#   --yes                      destroy without asking
#   --dry-run                  only print the commands, as a script for a
#                              project in which nothing is deployed yet
#   --help                     this text
#
# Needs gcloud, signed in, and curl. Exits with 1 when something fails, and
# with 2 when it was called wrongly.

set -euo pipefail

# gcloud's own questions would wait for an answer that nobody sees.
export CLOUDSDK_CORE_DISABLE_PROMPTS=1

readonly STABLE='stable' MODEL_PORT=8501 TRIES=12
# Between tries of what Google Cloud may need a minute for, in seconds.
readonly PATIENCE="${DEPLOY_PATIENCE:-5}"
readonly STORAGE_ORIGIN='https://storage.googleapis.com'
REPOSITORY="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
readonly REPOSITORY

command='everything'
project=''
region='us-central1'
server='tensorflow-serving'
name='sentiment'
access='public'
build_settings='GOOGLE_BUILDABLE=SentimentFunction,GooglePackages=true'
service_account=''
memory='512Mi'
cpu='1'
concurrency='80'
min_instances='0'
max_instances='5'
settings=()
site_bucket=''
site_address=''
model_address=''
endpoint=''
model_name='sentiment'
model_version=''
model_dir="${REPOSITORY}/models/sentiment"
model_bucket=''
model_image='tensorflow/serving:2.19.1'
machine_type='e2-standard-2'
confirmed='no'
dry_run='no'

# What is found out on the way.
project_number=''
function_address=''
identity=''
versions=()

# Files: what the last command printed, and what it complained about.
found=''
log=''

# --- Saying -----------------------------------------------------------------

info() { printf '%s\n' "$*" >&2; }
step() {
  if is_dry; then
    printf '\n# %s\n' "$*"
  else
    info "== $*"
  fi
}
warn() { info "Warning: $*"; }
die() {
  info "Error: $*"
  exit 1
}
refuse() {
  info "Error: $*"
  info 'See ./deploy.sh --help.'
  exit 2
}
is_dry() { [[ "${dry_run}" == 'yes' ]]; }

# Prints the comment at the top of this file.
show_help() { sed -n '3,/^$/s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; }

# Prints a command as one would type it. What an earlier printed command has
# put into a variable is left for the shell to fill in.
quoted() {
  local -r single="'" safe='^[A-Za-z0-9_@%+=:,./-]+$'
  local argument flag
  local line=''
  for argument in "$@"; do
    flag=''
    if [[ "${argument}" =~ ^--[a-z-]+= ]]; then
      flag="${BASH_REMATCH[0]}"
      argument="${argument#"${flag}"}"
    fi
    # shellcheck disable=SC2016 # the text of a variable, not its value
    if [[ "${argument}" == *'${'* ]]; then
      argument="\"${argument//\"/\\\"}\""
    elif [[ ! "${argument}" =~ ${safe} ]]; then
      argument="'${argument//${single}/${single}\\${single}${single}}'"
    fi
    line+="${flag}${argument} "
  done
  printf '%s' "${line% }"
}

# --- Running ----------------------------------------------------------------

# Runs a command, and keeps what it complains about.
attempt() { { "$@" 2>&1 >&3 3>&- | tee "${log}" >&2; } 3>&1; }

# Runs a command without a word.
quietly() { "$@" >"${found}" 2>"${log}"; }

make_files() {
  found="$(mktemp)"
  log="$(mktemp)"
  trap 'rm -f "${found}" "${log}"' EXIT
}

# Runs a command, or prints it in a dry run.
run() {
  if is_dry; then
    printf '%s\n' "$(quoted "$@")"
    return
  fi
  attempt "$@" || explain
}

# Sets a variable to what a command prints.
capture() {
  local -r variable="$1"
  shift
  local value
  if is_dry; then
    # shellcheck disable=SC2016 # for the shell that runs what is printed
    printf '%s="$(%s)"\n' "${variable}" "$(quoted "$@")"
    # shellcheck disable=SC2016
    printf -v "${variable}" '${%s}' "${variable}"
    return
  fi
  value="$(attempt "$@")" || explain
  printf -v "${variable}" '%s' "${value}"
}

# Puts a text into an object of a bucket: TEXT OBJECT FLAG...
put() {
  local -r text="$1" object="$2"
  shift 2
  if is_dry; then
    printf 'printf %s %s | ' "'%s\\n'" "$(quoted "${text}")"
    printf '%s\n' "$(quoted gcloud storage cp - "${object}" "$@" \
      --project="${project}")"
    return
  fi
  printf '%s\n' "${text}" \
    | attempt gcloud storage cp - "${object}" "$@" --project="${project}" \
    || explain
}

gc() { run gcloud "$@" --project="${project}"; }
capture_gc() {
  local -r variable="$1"
  shift
  capture "${variable}" gcloud "$@" --project="${project}"
}

# Like gc; repeats it while Google Cloud doesn't know everywhere of a service
# account that was created a moment ago.
gc_patiently() {
  local try
  if is_dry; then
    gc "$@"
    return
  fi
  for (( try = 1; try <= TRIES; try++ )); do
    attempt gcloud "$@" --project="${project}" && return
    complains 'service account.*does not exist' || break
    sleep "${PATIENCE}"
  done
  explain
}

# True when a describing command finds what it asks for.
exists() {
  if quietly gcloud "$@" --project="${project}"; then
    return 0
  fi
  if complains 'not.found|404|does not exist'; then
    return 1
  fi
  cat "${log}" >&2
  explain
}

# Sets a variable to what a describing command prints; fails if it finds
# nothing.
look_up() {
  local -r variable="$1"
  shift
  if is_dry; then
    capture_gc "${variable}" "$@"
    return
  fi
  exists "$@" || return
  printf -v "${variable}" '%s' "$(<"${found}")"
}

# Runs a command if what a describing command asks for is there, or if it is
# missing: there|missing DESCRIBE... -- COMMAND...
when() {
  local -r wanted="$1"
  local -a describe=()
  local actual='missing' unless=''
  shift
  while [[ "$1" != '--' ]]; do
    describe+=("$1")
    shift
  done
  shift
  if is_dry; then
    [[ "${wanted}" == 'missing' ]] || unless='! '
    printf '%s%s >/dev/null 2>&1 ||\n  ' "${unless}" \
      "$(quoted gcloud "${describe[@]}" --project="${project}")"
    gc "$@"
    return
  fi
  if exists "${describe[@]}"; then
    actual='there'
  fi
  if [[ "${actual}" == "${wanted}" ]]; then
    gc "$@"
  fi
}

# Creates what a describing command doesn't find: DESCRIBE... -- CREATE...
ensure() { when missing "$@"; }

# Deletes what a describing command finds: DESCRIBE... -- DELETE...
ensure_gone() { when there "$@"; }

# --- Failing ----------------------------------------------------------------

# True when the error message of the last command matches a pattern.
complains() { sed -n '/ERROR/,$p' "${log}" | grep -Ei -- "$1" >/dev/null; }

# Says what to do about the command that has just failed, and ends.
explain() {
  if complains 'active account|auth login|reauth|invalid_grant|credentials'
  then
    die 'gcloud is not signed in. Run: gcloud auth login'
  elif complains 'billing'; then
    die "Project '${project}' has no billing account. Link one, then run this" \
      "again: gcloud billing projects link ${project} --billing-account=ACCOUNT" \
      '(gcloud billing accounts list shows yours)'
  elif complains 'permitted customer|allowedPolicyMemberDomains'; then
    die "An organization policy forbids public access. Run this again with" \
      "--private, or have an administrator allow it for '${project}'" \
      '(iam.allowedPolicyMemberDomains), then run this again.'
  elif complains 'public.?access.?prevention'; then
    die 'An organization policy forbids public buckets. Run this again with' \
      "--private, or have an administrator allow them for '${project}'" \
      '(storage.publicAccessPrevention), then run this again.'
  fi
  explain_access
}

explain_access() {
  if complains 'bucket name is not available|storage\.buckets\.get'; then
    die 'The name of the bucket is taken by somebody else: names are shared by' \
      'all of Google Cloud. Choose another one with --site-bucket or' \
      '--model-bucket.'
  elif complains 'has not been used|SERVICE_DISABLED|is disabled|not enabled'
  then
    die 'An API is not enabled yet. Google Cloud may need a minute: run this' \
      "again, or see: gcloud services list --enabled --project=${project}"
  elif complains 'builds\.builder|missing permission on the build'; then
    die 'The build may not use its service account. Grant it the role, then' \
      "run this again: gcloud projects add-iam-policy-binding ${project}" \
      "--member=serviceAccount:${project_number}-compute@developer.gserviceaccount.com" \
      '--role=roles/cloudbuild.builds.builder --condition=None'
  elif complains 'permission|forbidden|403'; then
    die "Your account may not do this in project '${project}', or there is no" \
      'such project. Check its id (gcloud projects list), or have an owner' \
      'grant you the role that is missing, then run this again.'
  fi
  die 'The command above failed. Mend what it complains about, then run this' \
    'again: it completes what is missing.'
}

# --- Options ----------------------------------------------------------------

parse() {
  if (( $# > 0 )) && [[ "$1" != -* ]]; then
    command="$1"
    shift
  fi
  while (( $# > 0 )); do
    case "$1" in
      --help) show_help; exit 0 ;;
      --private) access='private'; shift ;;
      --self-contained)
        build_settings+=',GOOGLE_ASP_NET_CORE_VERSION=10.*.*'
        shift
        ;;
      --dry-run) dry_run='yes'; shift ;;
      --yes) confirmed='yes'; shift ;;
      --?*=*) parse_value "${1%%=*}" "${1#*=}"; shift ;;
      --?*)
        (( $# > 1 )) || refuse "$1 needs a value, or is no option."
        parse_value "$1" "$2"
        shift 2
        ;;
      *) refuse "'$1' is no option." ;;
    esac
  done
}

parse_value() {
  case "$1" in
    --project) project="$2" ;;
    --region) region="$2" ;;
    --server) server="$2" ;;
    --name) name="$2" ;;
    --service-account) service_account="$2" ;;
    --memory) memory="$2" ;;
    --cpu) cpu="$2" ;;
    --concurrency) concurrency="$2" ;;
    --min-instances) min_instances="$2" ;;
    --max-instances) max_instances="$2" ;;
    --setting) settings+=("$2") ;;
    --site-bucket) site_bucket="$2" ;;
    --site-address) site_address="$2" ;;
    --model-address) model_address="$2" ;;
    --endpoint) endpoint="$2" ;;
    --model-name) model_name="$2" ;;
    --model-version) model_version="$2" ;;
    --model-dir) model_dir="$2" ;;
    --model-bucket) model_bucket="$2" ;;
    --model-image) model_image="$2" ;;
    --machine-type) machine_type="$2" ;;
    *) refuse "'$1' is no option." ;;
  esac
}

# Refuses a value that doesn't match: OPTION VALUE PATTERN WHAT-IT-IS.
check() {
  [[ "$2" =~ ^($3)$ ]] || refuse "$1 '$2' is not $4."
}

check_options() {
  check COMMAND "${command}" \
    'everything|model|function|site|status|destroy' \
    'one of model, function, site, status and destroy'
  [[ -n "${project}" ]] || refuse '--project is missing.'
  check --project "${project}" '[a-z][a-z0-9-]{4,28}[a-z0-9]' \
    'the id of a project: 6 to 30 lower-case letters, digits and hyphens'
  check --region "${region}" '[a-z]+-[a-z]+[0-9]+' \
    'a region such as us-central1'
  check --server "${server}" \
    'tensorflow-serving|vertex-ai|ai-platform|embedded' \
    'one of tensorflow-serving, vertex-ai, ai-platform and embedded'
  check --name "${name}" '[a-z]([a-z0-9-]{0,28}[a-z0-9])?' \
    'up to 30 lower-case letters, digits and hyphens'
  check_size
  check_places
  check_model
}

check_size() {
  check --memory "${memory}" '[1-9][0-9]*(Mi|Gi)' 'a size such as 512Mi'
  check --cpu "${cpu}" '0?\.[0-9]{1,3}|1|2|4|6|8' 'a number such as 1 or 0.5'
  check --concurrency "${concurrency}" '[1-9][0-9]{0,2}|1000' \
    'a whole number from 1 to 1000'
  check --min-instances "${min_instances}" '[0-9]{1,4}' 'a whole number'
  check --max-instances "${max_instances}" '[1-9][0-9]{0,3}' 'a whole number'
  if [[ "${cpu}" == *.* && "${concurrency}" != '1' ]]; then
    refuse "--cpu '${cpu}' is below 1, which needs --concurrency 1."
  fi
  if (( min_instances > max_instances )); then
    refuse "--min-instances '${min_instances}' is above --max-instances."
  fi
}

check_places() {
  local -r bucket='[a-z0-9][a-z0-9_.-]{1,61}[a-z0-9]'
  local -r address='https://[A-Za-z0-9.-]+(:[0-9]+)?'
  local setting
  site_bucket="${site_bucket:-${project}-${name}-site}"
  model_bucket="${model_bucket:-${project}-${name}-models}"
  site_address="${site_address:-${STORAGE_ORIGIN}/${site_bucket}/index.html}"
  check --site-bucket "${site_bucket}" "${bucket}" \
    'the name of a bucket: 3 to 63 lower-case letters, digits and hyphens'
  check --model-bucket "${model_bucket}" "${bucket}" \
    'the name of a bucket: 3 to 63 lower-case letters, digits and hyphens'
  check --site-address "${site_address}" "${address}(/[A-Za-z0-9._~/-]*)?" \
    'an address that starts with https://'
  check --service-account "${service_account}" \
    '|[a-z][a-z0-9-]{4,28}[a-z0-9]|[a-z0-9.-]+@[a-z0-9.-]+\.gserviceaccount\.com' \
    "the name of a service account (6 to 30 characters), nor its email address"
  check --model-address "${model_address}" "|${address}(/[A-Za-z0-9._~/-]*)?" \
    'an address that starts with https://'
  for setting in ${settings[@]+"${settings[@]}"}; do
    check --setting "${setting}" '[A-Za-z][A-Za-z0-9_]*=[^[:cntrl:]|$]*' \
      'NAME=VALUE, without | and $'
  done
}

check_model() {
  check --model-name "${model_name}" '[a-z][a-z0-9_]{0,62}' \
    'a name of lower-case letters, digits and underscores'
  check --model-version "${model_version}" '|[1-9][0-9]{0,17}' \
    'a whole number'
  check --model-image "${model_image}" \
    '[a-z0-9][A-Za-z0-9./_-]*(:[A-Za-z0-9._-]+)?(@sha256:[0-9a-f]{64})?' \
    'the name of an image'
  check --machine-type "${machine_type}" '[a-z0-9]+(-[a-z0-9]+)+' \
    'a machine type such as e2-standard-2'
  check --model-dir "${model_dir}" '[^[:cntrl:]$]+' "a folder's path without \$"
  check --endpoint "${endpoint}" \
    '|[a-z0-9-]+|projects/[a-z0-9-]+/locations/[a-z0-9-]+/endpoints/[a-z0-9-]+' \
    "the id of an endpoint, nor its full resource name"
  if [[ "${command}" == 'model' ]] && ! serves_model; then
    refuse 'There is no model to deploy: the embedded one is part of the' \
      'function, and --model-address and --endpoint name a server of yours.'
  elif serves_model; then
    find_versions
  fi
}

# --- Preparing --------------------------------------------------------------

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

enable_services() {
  local -a services=(run storage)
  if [[ "${command}" == 'everything' || "${command}" == 'function' ]]; then
    services+=(cloudfunctions cloudbuild artifactregistry)
  fi
  if [[ -n "${service_account}" ]]; then
    services+=(iam)
  fi
  case "${server}" in
    vertex-ai) services+=(aiplatform artifactregistry) ;;
    ai-platform) services+=(ml) ;;
  esac
  step 'The APIs'
  gc services enable "${services[@]/%/.googleapis.com}"
}

# The function's identity, which the model server lets in.
find_account() {
  case "${service_account}" in
    '') identity="${project_number}-compute@developer.gserviceaccount.com" ;;
    *@*) identity="${service_account}" ;;
    *) identity="${service_account}@${project}.iam.gserviceaccount.com" ;;
  esac
}

find_identity() {
  find_account
  if [[ -z "${service_account}" || "${service_account}" == *@* ]]; then
    return
  fi
  step "The service account '${service_account}'"
  ensure iam service-accounts describe "${identity}" \
    -- iam service-accounts create "${service_account}" \
    --display-name='Sentiment function'
}

# Gives the identity a role in the whole project.
grant() {
  gc_patiently projects add-iam-policy-binding "${project}" --condition=None \
    --member="serviceAccount:${identity}" --role="$1" --format=none
}

ensure_bucket() {
  ensure storage buckets describe "gs://$1" --format='value(name)' \
    -- storage buckets create "gs://$1" --location="${region}" \
    --uniform-bucket-level-access
}

# --- The model --------------------------------------------------------------

serves_model() {
  [[ "${command}" == 'model' || "${command}" == 'everything' ]] \
    && [[ "${server}" != 'embedded' && -z "${model_address}${endpoint}" ]]
}

# The numbered folders of SavedModels, and the one that is to answer.
find_versions() {
  local folder version
  local highest=0
  for folder in "${model_dir}"/*/; do
    version="$(basename "${folder}")"
    [[ "${version}" =~ ^[1-9][0-9]*$ && -f "${folder}saved_model.pb" ]] \
      || continue
    versions+=("${version}")
    if (( version > highest )); then
      highest="${version}"
    fi
  done
  (( highest > 0 )) || refuse "'${model_dir}' holds no SavedModel:" \
    'there is no <version>/saved_model.pb in it.'
  model_version="${model_version:-${highest}}"
  [[ -f "${model_dir}/${model_version}/saved_model.pb" ]] || refuse \
    "'${model_dir}' holds no version ${model_version}, but: ${versions[*]}."
}

deploy_model() {
  step "The model '${model_name}', version ${model_version}"
  ensure_bucket "${model_bucket}"
  case "${server}" in
    tensorflow-serving) deploy_tensorflow_serving ;;
    vertex-ai) deploy_vertex_ai ;;
    ai-platform) deploy_ai_platform ;;
  esac
}

# Uploads a folder: FOLDER DESTINATION.
upload() {
  gc storage rsync "$1" "gs://${model_bucket}/$2" --recursive \
    --checksums-only --delete-unmatched-destination-objects
}

# Serves every version of the folder, so that those who still ask for an
# earlier one get it; the label says which one answers everybody else.
model_config() {
  local version
  local list=''
  for version in "${versions[@]}"; do
    list+="versions: ${version} "
  done
  printf '%s' "model_config_list { config { name: \"${model_name}\"" \
    " base_path: \"gs://${model_bucket}/${model_name}\"" \
    ' model_platform: "tensorflow"' \
    " model_version_policy { specific { ${list}} }" \
    " version_labels { key: \"${STABLE}\" value: ${model_version} } } }"
}

# An instance reads the configuration and the models once, when it starts: a
# new revision, which gets a configuration of its own, moves to another
# version.
deploy_tensorflow_serving() {
  local all config
  all="$(IFS='-'; printf '%s' "${versions[*]}")"
  config="gs://${model_bucket}/configurations/"
  config+="${model_name}-${all}-${STABLE}-${model_version}.config"
  upload "${model_dir}" "${model_name}"
  put "$(model_config)" "${config}" --content-type='text/plain; charset=utf-8'
  gc_patiently storage buckets add-iam-policy-binding "gs://${model_bucket}" \
    --member="serviceAccount:${identity}" --role=roles/storage.objectViewer \
    --format=none
  gc_patiently run deploy "${name}-model" --region="${region}" \
    --image="docker.io/${model_image}" --port="${MODEL_PORT}" \
    --command=tensorflow_model_server \
    --args="^;^--rest_api_port=${MODEL_PORT};--model_config_file=${config}$(
      );--allow_version_labels_for_unavailable_models=true$(
      );--file_system_poll_wait_seconds=0" \
    --service-account="${identity}" --no-allow-unauthenticated \
    --memory=1Gi --cpu=1 --concurrency=80 \
    --min-instances="${min_instances}" --max-instances="${max_instances}"
  gc_patiently run services add-iam-policy-binding "${name}-model" \
    --region="${region}" --member="serviceAccount:${identity}" \
    --role=roles/run.invoker --format=none
}

deploy_ai_platform() {
  local -r version="v${model_version}"
  warn 'Google closed AI Platform Prediction on 2025-01-31: its commands are' \
    'here for completeness.'
  upload "${model_dir}/${model_version}" "${model_name}/${model_version}"
  ensure ai-platform models describe "${model_name}" --region=global \
    -- ai-platform models create "${model_name}" --regions="${region}"
  ensure ai-platform versions describe "${version}" --region=global \
    --model="${model_name}" \
    -- ai-platform versions create "${version}" --region=global \
    --model="${model_name}" \
    --origin="gs://${model_bucket}/${model_name}/${model_version}" \
    --runtime-version=2.11 --framework=tensorflow --python-version=3.7
  gc ai-platform versions set-default "${version}" --region=global \
    --model="${model_name}" --format=none
}

# --- Vertex AI --------------------------------------------------------------

deploy_vertex_ai() {
  upload "${model_dir}/${model_version}" \
    "vertex-ai/${model_name}/${model_version}/${model_version}"
  ensure_images
  upload_vertex_model
  find_endpoint
  if [[ -z "${endpoint}" ]] || is_dry; then
    create_endpoint
  fi
  deploy_to_endpoint
}

# Vertex AI takes images from Artifact Registry only, which can pass on those
# of Docker Hub.
ensure_images() {
  ensure artifacts repositories describe "${name}-images" \
    --location="${region}" \
    -- artifacts repositories create "${name}-images" \
    --location="${region}" --repository-format=docker \
    --mode=remote-repository --remote-docker-repo=DOCKER-HUB
}

# The alias ties a version of Vertex AI's to the SavedModel's own number.
upload_vertex_model() {
  local -r base="gs://${model_bucket}/vertex-ai/${model_name}/${model_version}"
  local -r images="${region}-docker.pkg.dev/${project}/${name}-images"
  local -r path="/v1/models/${model_name}"
  local parent="--model-id=${model_name}"
  if ! is_dry && exists ai models describe "${model_name}" \
      --region="${region}"; then
    parent="--parent-model=projects/${project}/locations/${region}/models/"
    parent+="${model_name}"
  fi
  ensure ai models describe "${model_name}@v${model_version}" \
    --region="${region}" \
    -- ai models upload "${parent}" --region="${region}" \
    --display-name="${model_name}" --version-aliases="v${model_version}" \
    --artifact-uri="${base}" \
    --container-image-uri="${images}/${model_image}" \
    --container-command=tensorflow_model_server \
    --container-args="--rest_api_port=${MODEL_PORT}$(
      ),--model_name=${model_name},--model_base_path=\$(AIP_STORAGE_URI)" \
    --container-ports="${MODEL_PORT}" --container-health-route="${path}" \
    --container-predict-route="${path}:predict"
}

find_endpoint() {
  capture_gc endpoint ai endpoints list --region="${region}" \
    --filter="displayName=${name}" --format='value(name.basename())' --limit=1
}

create_endpoint() {
  if is_dry; then
    # shellcheck disable=SC2016 # for the shell that runs what is printed
    printf '%s ||\n  ' '[[ -n "${endpoint}" ]]'
  fi
  gc ai endpoints create --region="${region}" --display-name="${name}"
  find_endpoint
}

# Deploys the version with all traffic, unless it is; then ends the others,
# each of which would go on costing a machine.
deploy_to_endpoint() {
  local -r title="${model_name}-v${model_version}"
  local deployed='' id number
  if ! is_dry; then
    capture deployed list_deployed
  fi
  if ! grep -q "[[:space:]]${title}\$" <<<"${deployed}"; then
    capture_gc number ai models describe "${model_name}@v${model_version}" \
      --region="${region}" --format='value(versionId)'
    gc ai endpoints deploy-model "${endpoint}" --region="${region}" \
      --model="${model_name}@${number}" --display-name="${title}" \
      --machine-type="${machine_type}" --traffic-split=0=100 \
      --min-replica-count="$(( min_instances > 0 ? min_instances : 1 ))" \
      --max-replica-count="${max_instances}"
  fi
  while read -r id _; do
    [[ -n "${id}" ]] || continue
    gc ai endpoints undeploy-model "${endpoint}" --region="${region}" \
      --deployed-model-id="${id}"
  done < <(grep -v "[[:space:]]${title}\$" <<<"${deployed}")
}

list_deployed() {
  gcloud ai endpoints describe "${endpoint}" --region="${region}" \
    --flatten='deployedModels[]' \
    --format='value(deployedModels.id,deployedModels.displayName)' \
    --project="${project}"
}

# --- The function -----------------------------------------------------------

# Finds the model server that an earlier run has deployed.
find_model_server() {
  case "${server}" in
    tensorflow-serving)
      [[ -z "${model_address}" ]] || return 0
      find_model_service
      settings=("Model__Label=${STABLE}" ${settings[@]+"${settings[@]}"})
      ;;
    vertex-ai)
      [[ -z "${endpoint}" ]] || return 0
      find_endpoint
      [[ -n "${endpoint}" ]] || die_without_model --endpoint
      ;;
  esac
}

find_model_service() {
  look_up model_address run services describe "${name}-model" \
    --region="${region}" --format='value(status.url)' \
    || die_without_model --model-address
}

die_without_model() {
  die "The function needs a model server, and there is none. Deploy one with" \
    "./deploy.sh model --project ${project} --server ${server}, or name yours" \
    "with $1."
}

# Sets a setting, unless it is set already: the earlier one wins.
add_setting() {
  local setting
  for setting in ${settings[@]+"${settings[@]}"}; do
    [[ "${setting%%=*}" != "${1%%=*}" ]] || return 0
  done
  settings+=("$1")
}

add_model_settings() {
  add_setting "Model__Server=${server}"
  add_setting "Model__Name=${model_name}"
  if [[ "${server}" == 'vertex-ai' || "${server}" == 'ai-platform' ]]; then
    add_setting "Model__Project=${project}"
  fi
  if [[ "${server}" == 'vertex-ai' ]]; then
    add_setting "Model__Location=${region}"
    add_setting "Model__Endpoint=${endpoint}"
  fi
  if [[ -n "${model_address}" ]]; then
    add_setting "Model__BaseUri=${model_address}"
  fi
  # Cloud Run lets in who has a token for the address.
  if [[ "${server}" == 'tensorflow-serving' ]]; then
    add_setting "Model__Audience=${model_address}"
  fi
}

# The page's origin: its address up to the host.
origin() {
  local -r rest="${site_address#https://}"
  printf 'https://%s' "${rest%%/*}"
}

add_site_settings() {
  add_setting "Cors__AllowedOrigins=$(origin)"
  add_setting "Site__Address=${site_address}"
}

deploy_function() {
  local all
  local opening='--allow-unauthenticated'
  step "The function '${name}'"
  find_model_server
  add_model_settings
  add_site_settings
  case "${server}" in
    vertex-ai) grant roles/aiplatform.user ;;
    ai-platform) grant roles/ml.developer ;;
  esac
  [[ "${access}" == 'public' ]] || opening="--no-allow-unauthenticated"
  all="$(IFS='|'; printf '%s' "${settings[*]}")"
  gc_patiently functions deploy "${name}" --gen2 --region="${region}" \
    --runtime=dotnet10 --source="${REPOSITORY}" \
    --entry-point=SentimentFunction.Function --trigger-http "${opening}" \
    --set-build-env-vars="${build_settings}" \
    --set-env-vars="^|^${all}" --service-account="${identity}" \
    --memory="${memory}" --cpu="${cpu}" --concurrency="${concurrency}" \
    --min-instances="${min_instances}" --max-instances="${max_instances}" \
    --timeout=60s --format=none
}

find_function() {
  look_up function_address functions describe "${name}" --gen2 \
    --region="${region}" --format='value(serviceConfig.uri)' \
    || die "There is no function '${name}' in ${region}. Deploy it first:" \
    "./deploy.sh function --project ${project}"
  is_dry || [[ "${function_address}" =~ ^https://[A-Za-z0-9.-]+$ ]] \
    || die "The function '${name}' has no address yet. Run this again."
}

# --- The site ---------------------------------------------------------------

content_type() {
  case "$1" in
    html) printf 'text/html; charset=utf-8' ;;
    css) printf 'text/css; charset=utf-8' ;;
    js) printf 'text/javascript; charset=utf-8' ;;
    json) printf 'application/json' ;;
    txt) printf 'text/plain; charset=utf-8' ;;
    svg) printf 'image/svg+xml; charset=utf-8' ;;
    png) printf 'image/png' ;;
    *) return 1 ;;
  esac
}

# Uploads the files of a kind, folder by folder. The browser asks each time
# whether they have changed, so that a new deployment shows at once.
upload_kind() {
  local -r extension="$1"
  local folder type
  local file
  local -a files
  type="$(content_type "${extension}")" \
    || die "public/ holds a file '.${extension}', whose content type is unknown."
  while read -r folder; do
    files=()
    while read -r file; do
      files+=("${file}")
    done < <(find "${folder}" -maxdepth 1 -type f -name "*.${extension}" \
      ! -path "${REPOSITORY}/public/config.js" | sort)
    (( ${#files[@]} > 0 )) || continue
    gc storage cp "${files[@]}" \
      "gs://${site_bucket}${folder#"${REPOSITORY}/public"}/" \
      --content-type="${type}" --cache-control=no-cache
  done < <(find "${REPOSITORY}/public" -type d | sort)
}

# The page comes last, when all it loads is there.
extensions() {
  find "${REPOSITORY}/public" -type f -name '*.*' \
    | sed 's/.*\.//' | sort -u | grep -v '^html$'
  printf 'html\n'
}

# A regular expression for the names of the site's files.
site_pattern() {
  (cd "${REPOSITORY}/public" && find . -type f) \
    | sed 's|^\./||; s/[^A-Za-z0-9_/-]/\\&/g' | sort | paste -sd '|' -
}

deploy_site() {
  local extension
  local prevention='--no-public-access-prevention'
  step "The site in gs://${site_bucket}"
  [[ "${access}" == 'public' ]] || prevention='--public-access-prevention'
  gc storage buckets update "gs://${site_bucket}" "${prevention}" \
    --web-main-page-suffix=index.html --web-error-page=404.html
  put "export const endpoint = '${function_address}';" \
    "gs://${site_bucket}/config.js" \
    --content-type="$(content_type js)" --cache-control=no-cache
  for extension in $(extensions); do
    upload_kind "${extension}"
  done
  # Everything is there by now: this only deletes what no longer belongs to it.
  gc storage rsync "${REPOSITORY}/public" "gs://${site_bucket}" --recursive \
    --delete-unmatched-destination-objects --exclude="^($(site_pattern))\$"
  if [[ "${access}" == 'public' ]]; then
    gc storage buckets add-iam-policy-binding "gs://${site_bucket}" \
      --member=allUsers --role=roles/storage.legacyObjectReader --format=none
  fi
}

# --- Afterwards -------------------------------------------------------------

# Sends a sentence to the function, as the page does.
try_function() {
  local token=''
  local -a request=(curl --silent --show-error --fail --include --max-time 60
    --header "Origin: $(origin)" --header 'Content-Type: application/json'
    --data '{"sentence": "I love it"}' "${function_address}/")
  step 'A prediction'
  if [[ "${access}" == 'private' ]]; then
    request+=(--header @-)
  fi
  if is_dry; then
    [[ "${access}" == 'public' ]] || printf '%s | ' \
      "gcloud auth print-identity-token | sed 's/^/Authorization: Bearer /'"
    printf '%s\n' "$(quoted "${request[@]}")"
  elif [[ "${access}" == 'public' ]]; then
    ask_patiently "${request[@]}" </dev/null
  elif token="$(gcloud auth print-identity-token 2>/dev/null)"; then
    # Through the standard input, so that no list of processes shows it.
    ask_patiently "${request[@]}" <<<"Authorization: Bearer ${token}"
  else
    warn 'The function is private, and gcloud has no identity token for you:' \
      'it has not been tried.'
  fi
}

# The function may be starting, and its right to call the model server may
# need a minute to be known everywhere.
ask_patiently() {
  local answer input try
  input="$(cat)"
  for (( try = 1; try <= TRIES; try++ )); do
    if answer="$("$@" <<<"${input}")"; then
      check_answer "${answer//$'\r'/}"
      return
    fi
    sleep "${PATIENCE}"
  done
  die 'The function is deployed but does not answer. Its log says why:' \
    "gcloud functions logs read ${name} --gen2 --region=${region}" \
    "--project=${project}"
}

check_answer() {
  info "\"I love it\" is answered with: ${1##*$'\n\n'}"
  grep -qi "^access-control-allow-origin: $(origin)\$" <<<"$1" \
    || die "The function answers, but not to pages of $(origin): a setting" \
    'Cors__AllowedOrigins must name it.'
}

report() {
  is_dry && return
  info "Function: ${function_address}"
  if [[ "${command}" == 'function' ]]; then
    return
  elif [[ "${access}" == 'public' ]]; then
    info "Site:     ${site_address}"
  else
    info "Site:     gs://${site_bucket}, private: a page can't call a private" \
      'function'
  fi
}

# --- Status -----------------------------------------------------------------

# Shows what a describing command prints: TITLE DESCRIBE...
show() {
  local -r title="$1"
  local description
  shift
  look_up description "$@" || description='not deployed'
  is_dry || printf '%-9s %s\n' "${title}:" "${description:-nothing}"
}

show_status() {
  find_project
  step 'What is deployed'
  show Function functions describe "${name}" --gen2 --region="${region}" \
    --format='value(state,serviceConfig.uri)'
  case "${server}" in
    tensorflow-serving)
      show Server run services describe "${name}-model" --region="${region}" \
        --format='value(status.latestReadyRevisionName,status.url)'
      ;;
    vertex-ai)
      show Server ai endpoints list --region="${region}" \
        --filter="displayName=${name}" --flatten='deployedModels[]' \
        --format='value(name.basename(),deployedModels.displayName)'
      ;;
    ai-platform)
      show Server ai-platform models describe "${model_name}" \
        --region=global --format='value(defaultVersion.name)'
      ;;
  esac
  show Site storage buckets describe "gs://${site_bucket}" \
    --format='value(storage_url)'
  show_version
}

# Asks the function which version answers.
show_version() {
  local version
  look_up function_address functions describe "${name}" --gen2 \
    --region="${region}" --format='value(serviceConfig.uri)' || return 0
  if is_dry; then
    run curl --silent --show-error --fail --max-time 60 \
      "${function_address}/model"
  elif version="$(curl --silent --show-error --fail --max-time 60 \
      "${function_address}/model")"; then
    printf '%-9s %s\n' 'Version:' "${version}"
  else
    warn 'The function does not say which version answers: it is private, or' \
      'its model server does not answer.'
  fi
}

# --- Destroying -------------------------------------------------------------

confirm() {
  local answer=''
  if is_dry || [[ "${confirmed}" == 'yes' ]]; then
    return
  fi
  info "This deletes from project '${project}': the function '${name}', its" \
    "model server (${server}), and the buckets ${site_bucket} and" \
    "${model_bucket} with all they hold."
  printf 'Type the name of the project to go on: ' >&2
  read -r answer || true
  [[ "${answer}" == "${project}" ]] || die 'Nothing was deleted.'
}

destroy() {
  confirm
  find_project
  step 'The site and the function'
  destroy_bucket "${site_bucket}"
  ensure_gone functions describe "${name}" --gen2 --region="${region}" \
    -- functions delete "${name}" --gen2 --region="${region}"
  step 'The model server'
  case "${server}" in
    tensorflow-serving) destroy_tensorflow_serving ;;
    vertex-ai) destroy_vertex_ai ;;
    ai-platform) destroy_ai_platform ;;
  esac
  destroy_bucket "${model_bucket}"
  if [[ -n "${service_account}" && "${service_account}" != *@* ]]; then
    find_account
    ensure_gone iam service-accounts describe "${identity}" \
      -- iam service-accounts delete "${identity}"
  fi
  is_dry || info 'Deleted. The APIs stay enabled, the roles granted, and what' \
    'building functions has left in Artifact Registry (gcf-artifacts) and' \
    'Cloud Storage (gcf-v2-sources-...): other functions may share it.'
}

destroy_bucket() {
  ensure_gone storage buckets describe "gs://$1" --format='value(name)' \
    -- storage rm "gs://$1" --recursive
}

destroy_tensorflow_serving() {
  ensure_gone run services describe "${name}-model" --region="${region}" \
    -- run services delete "${name}-model" --region="${region}"
}

destroy_vertex_ai() {
  local id
  if [[ -z "${endpoint}" ]]; then
    find_endpoint
    destroy_endpoint
  fi
  ensure_gone ai models describe "${model_name}" --region="${region}" \
    -- ai models delete "${model_name}" --region="${region}"
  ensure_gone artifacts repositories describe "${name}-images" \
    --location="${region}" \
    -- artifacts repositories delete "${name}-images" --location="${region}"
}

destroy_endpoint() {
  local deployed='' id
  [[ -n "${endpoint}" ]] || return 0
  if ! is_dry; then
    capture deployed list_deployed
  fi
  while read -r id _; do
    [[ -n "${id}" ]] || continue
    gc ai endpoints undeploy-model "${endpoint}" --region="${region}" \
      --deployed-model-id="${id}"
  done <<<"${deployed}"
  gc ai endpoints delete "${endpoint}" --region="${region}"
}

# A model can be deleted when it has no version left, and its default version
# only as the last one.
destroy_ai_platform() {
  local all='' version
  if ! is_dry && exists ai-platform versions list --region=global \
      --model="${model_name}" --sort-by=isDefault \
      --format='value(name.basename())'; then
    all="$(<"${found}")"
  fi
  for version in ${all}; do
    gc ai-platform versions delete "${version}" --region=global \
      --model="${model_name}"
  done
  ensure_gone ai-platform models describe "${model_name}" --region=global \
    -- ai-platform models delete "${model_name}" --region=global
}

# --- The commands -----------------------------------------------------------

deploy() {
  find_project
  enable_services
  find_identity
  if [[ "${command}" == 'everything' ]]; then
    # Early, because its name may be taken.
    step 'The bucket of the site'
    ensure_bucket "${site_bucket}"
  fi
  if serves_model; then
    deploy_model
  fi
  if [[ "${command}" != 'model' ]]; then
    deploy_function
    find_function
  fi
  if [[ "${command}" == 'everything' ]]; then
    deploy_site
  fi
  if [[ "${command}" != 'model' ]]; then
    try_function
    report
  fi
}

deploy_site_only() {
  find_project
  enable_services
  find_function
  ensure_bucket "${site_bucket}"
  deploy_site
  report
}

main() {
  parse "$@"
  check_options
  make_files
  is_dry || check_tools
  case "${command}" in
    status) show_status ;;
    destroy) destroy ;;
    site) deploy_site_only ;;
    *) deploy ;;
  esac
}

main "$@"
