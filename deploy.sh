#!/usr/bin/env bash
#
# Brings the function, its model and the demo page to Google Cloud. What is
# there already is updated, so that after an interruption, or a failure that
# has been mended, the same command completes what is missing. What is not said
# again stays as it is, but for what says where: --region, --name and
# the option --model-bucket.
#
# Usage: ./deploy.sh [COMMAND] --project PROJECT [OPTION]...
#
# Commands
#   (none)     everything: the model, the function and the site
#   model      the model only: a new one, another version, or an earlier one
#   function   the function only
#   site       the demo page only
#   rollback   the function's traffic to the revision before
#   status     what is deployed, and which model version answers
#   destroy    deletes all of it, after asking; what others have put into a
#              bucket stays, and so does the bucket
#
# Options
#   --project PROJECT          the Google Cloud project (its id)
#   --region REGION            default: us-central1
#   --server SERVER            where the model is served: tensorflow-serving
#                              (the default: on Cloud Run, private),
#                              vertex-ai, open-inference (a server of yours
#                              that speaks the protocol), ai-platform (closed
#                              by Google) or embedded (in the function)
#   --name NAME                the function's name; default: sentiment
#   --private                  nothing is opened to the public
#   --self-contained           the .NET runtime goes along: starts sooner, but
#                              only another deploy brings the runtime's patches
#   --service-account ACCOUNT  the function's identity: a name, created where
#                              it is missing, the email address of an existing
#                              one, or 'default', the project's own; default:
#                              NAME-function
#   --build-service-account ACCOUNT  the build's; default: NAME-build
#   --memory SIZE              default: 512Mi
#   --cpu NUMBER               default: 1
#   --concurrency NUMBER       requests at once per instance; default: 80
#   --min-instances NUMBER     default: 0
#   --max-instances NUMBER     default: 5
#   --setting NAME=VALUE       a setting of the function, such as
#                              Limits__RequestsPerMinute=60; may be repeated
#   --reset NAME               an option's or a setting's name: back to its
#                              default; may be repeated
#   --site-bucket BUCKET       default: PROJECT-NAME-site
#   --site-address ADDRESS     the page's address, where it isn't the bucket's
#   --model-address ADDRESS    a model server of your own, instead of a new one
#   --endpoint ENDPOINT        an existing Vertex AI endpoint
#   --protocol PROTOCOL        what TensorFlow Serving is spoken to over: rest
#                              (the default) or grpc
#   --model-name NAME          its name at its server; default: sentiment
#   --model-version NUMBER     the version that answers; default: the highest
#                              that is new, or else the one that answers now
#   --model-dir FOLDER         SavedModels, a numbered folder for each version;
#                              default: models/sentiment
#   --model-bucket BUCKET      default: PROJECT-NAME-models
#   --model-image IMAGE        by tag or digest; default: the one in use, at
#                              first the digest of tensorflow/serving:2.19.1
#   --machine-type TYPE        Vertex AI's machines; default: e2-standard-2
#   --model-memory SIZE        the model server's on Cloud Run; default: 1Gi
#   --model-min-instances N    of the model server; default: --min-instances
#   --model-max-instances N    of the model server; default: --max-instances
#   --model-service-account ACCOUNT  its identity; default: NAME-model
#   --yes                      destroy without asking
#   --dry-run                  only print what would change, and the commands,
#                              as a script
#   -h, --help                 this text
#
# Needs gcloud, signed in, and curl. Exits with 1 when something fails, and
# with 2 when it was called wrongly.

set -euo pipefail

# gcloud's own questions would wait for an answer that nobody sees.
export CLOUDSDK_CORE_DISABLE_PROMPTS=1

REPOSITORY="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
readonly REPOSITORY

# The commands that each option applies to. Which of them only some servers
# take, these name themselves.
readonly OPTIONS='
--project             everything model function site rollback status destroy
--region              everything model function site rollback status destroy
--server              everything model function status destroy
--name                everything model function site rollback status destroy
--private             everything function site
--self-contained      everything function
--service-account     everything model function destroy
--build-service-account everything function destroy
--model-service-account everything model destroy
--reset               everything model function
--memory              everything function
--cpu                 everything function
--concurrency         everything function
--min-instances       everything model function
--max-instances       everything model function
--setting             everything function
--site-bucket         everything function site status destroy
--site-address        everything function site
--model-address       everything function
--endpoint            everything function destroy
--protocol            everything model function
--model-name          everything model function destroy
--model-version       everything model
--model-dir           everything model
--model-bucket        everything model destroy
--model-image         everything model
--machine-type        everything model
--model-memory        everything model
--model-min-instances everything model
--model-max-instances everything model
--yes                 destroy
--dry-run             everything model function site rollback status destroy
'

# The options' values: each in the variable of its name.
command=''
project=''
region='us-central1'
server='tensorflow-serving'
name='sentiment'
private='no'
self_contained='no'
service_account=''
build_service_account=''
model_service_account=''
memory='512Mi'
cpu='1'
concurrency='80'
min_instances='0'
max_instances='5'
settings=()
resets=()
site_bucket=''
site_address=''
model_address=''
endpoint=''
protocol='rest'
model_name='sentiment'
model_version=''
model_dir="${REPOSITORY}/models/sentiment"
model_bucket=''
model_image='tensorflow/serving:2.19.1'
machine_type='e2-standard-2'
model_memory='1Gi'
model_min_instances=''
model_max_instances=''
yes='no'
dry_run='no'

# The options that were given, and what is found out on the way.
given=()
project_number=''
function_address=''
versions=()

for part in "${REPOSITORY}"/deploy/*.sh; do
  # shellcheck source=/dev/null
  source "${part}"
done

# Prints the comment at the top of this file.
show_help() { sed -n '3,/^$/s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; }

# The commands that an option applies to; none, if there is no such option.
commands_of() {
  local option commands
  while read -r option commands; do
    if [[ -n "$1" && "${option}" == "$1" ]]; then
      printf '%s' "${commands}"
    fi
  done <<<"${OPTIONS}"
}

is_given() { [[ " ${given[*]+"${given[*]}"} " == *" $1 "* ]]; }
is_private() { [[ "${private}" == 'yes' ]]; }

parse() {
  while (( $# > 0 )); do
    case "$1" in
      -h | --help) show_help; exit 0 ;;
      --private | --self-contained | --yes | --dry-run) set_option "$1" yes ;;
      --private=* | --self-contained=* | --yes=* | --dry-run=*)
        refuse "${1%%=*} takes no value."
        ;;
      --?*=*) set_option "${1%%=*}" "${1#*=}" ;;
      -*)
        (( $# > 1 )) || refuse "$1 needs a value, or is no option."
        set_option "$1" "$2"
        shift
        ;;
      *)
        [[ -z "${command}" ]] || refuse \
          "'$1' is one command too many: there is '${command}' already."
        command="$1"
        ;;
    esac
    shift
  done
  command="${command:-everything}"
}

# Takes an option: OPTION VALUE.
set_option() {
  local variable="${1#--}"
  [[ -n "$(commands_of "$1")" ]] || refuse "'$1' is no option."
  if [[ -n "$2" ]]; then
    given+=("$1")
  fi
  case "$1" in
    --setting) settings+=("$2") ;;
    --reset) resets+=("$2") ;;
    *) printf -v "${variable//-/_}" '%s' "$2" ;;
  esac
}

main() {
  parse "$@"
  check_options
  begin
  case "${command}" in
    status) show_status ;;
    destroy) destroy ;;
    site) deploy_site_only ;;
    rollback) rollback ;;
    *) deploy ;;
  esac
}

main "$@"
