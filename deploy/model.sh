# shellcheck shell=bash
#
# The model, whatever serves it: its versions in a local folder, and its way
# to a server.

# Where TensorFlow Serving listens, whatever it runs on: for REST and for gRPC.
readonly MODEL_PORT=8501 GRPC_PORT=8500

# Calls the function of that name in the file of the server.
server_does() { "${server//-/_}_$1"; }

# Calls the function of that name of every server.
every_server_does() {
  local server
  for server in $(list_servers); do
    server_does "$1"
  done
}

# The servers, each a file in deploy/ with the same functions.
list_servers() {
  local part
  for part in "${REPOSITORY}"/deploy/*.sh; do
    part="${part##*/}"
    part="${part%.sh}"
    if declare -F "${part//-/_}_services" >/dev/null; then
      printf '%s\n' "${part}"
    fi
  done
}

# Whether a server takes an option: SERVER OPTION.
server_takes() {
  local option
  for option in $("${1//-/_}_options"); do
    [[ "${option}" != "$2" ]] || return 0
  done
  return 1
}

# Whether the model server is one that somebody else has made, and that was
# named, now or before.
names_server() {
  is_given --model-address || is_given --endpoint \
    || [[ "${names_server_still}" == 'yes' ]]
}
names_server_still='no'

# Whether this run brings a model to a server.
serves_model() {
  [[ "${command}" == 'everything' || "${command}" == 'model' ]] \
    && server_takes "${server}" --model-dir && ! names_server
}

# The numbered folders of SavedModels, and the one that is to answer.
find_versions() {
  local folder
  # gcloud would take a dash in the beginning for an option.
  [[ "${model_dir}" == /* ]] || model_dir="${PWD}/${model_dir}"
  for folder in "${model_dir}"/*/; do
    find_version "$(basename "${folder}")"
  done
  (( ${#versions[@]} > 0 )) || refuse "'${model_dir}' holds no SavedModel:" \
    'there is no <version>/saved_model.pb in it.'
  model_version="${model_version:-$(default_version)}"
  [[ " ${versions[*]} " == *" ${model_version} "* ]] || refuse \
    "'${model_dir}' holds no version ${model_version}, but: ${versions[*]}."
}

# The version that answers goes on to, unless the folder has a newer one than
# the server has had.
default_version() {
  local -r highest="$(highest_of "${versions[@]}")"
  if (( highest > $(highest_served) )) || is_reset model-version \
      || [[ " ${versions[*]} " != *" ${served_version} "* ]]; then
    printf '%s' "${highest}"
  else
    printf '%s' "${served_version}"
  fi
}

highest_served() {
  highest_of ${served_versions[@]+"${served_versions[@]}"}
}

# Prints the highest of some versions; 0, if there are none.
highest_of() {
  local version
  local highest=0
  for version in "$@"; do
    (( version <= highest )) || highest="${version}"
  done
  printf '%s' "${highest}"
}

# Takes a folder for a version, passes over it, or refuses it.
find_version() {
  local -r file="${model_dir}/$1/saved_model.pb"
  if [[ "$1" =~ ^[1-9][0-9]{0,17}$ ]]; then
    [[ -s "${file}" ]] || refuse "'${file}' is missing or empty. Put the" \
      'SavedModel there, or delete the folder.'
    versions+=("$1")
  elif [[ -f "${file}" || "$1" =~ ^[0-9]+$ ]]; then
    refuse "'${model_dir}/$1' is not a version: its name is to be a whole" \
      'number of up to 18 digits, without a zero in front.'
  fi
}

deploy_model() {
  step "The model '${model_name}', version ${model_version}"
  pin_image
  ensure_bucket "${model_bucket}" model
  server_does deploy
}

# Where this script puts models, and what serves them.
model_names() {
  local -r path="${model_name}/[1-9][0-9]*/[^][*?#]+"
  printf '%s' "([a-z]+-[a-z]+/)?${path}|" \
    "configurations/${model_name}-[0-9-]+-stable-[0-9]+[.]config"
}

# Uploads a folder: FOLDER DESTINATION. What the bucket has beside it stays: a
# server that is running may be asked for it.
upload() {
  run_in "$1" gcloud storage rsync . "gs://${model_bucket}/$2" --recursive \
    --checksums-only --custom-metadata="$(mark_of model)" \
    --project="${project}"
}

# Adds the versions that this script has uploaded before.
add_stored_versions() {
  local -r file='saved_model.pb'
  local stored version
  list_objects stored "gs://${model_bucket}/${model_name}/*/${file}" \
    "$(marked model)"
  for version in ${stored}; do
    version="${version%/"${file}"#*}"
    version="${version##*/}"
    [[ " ${versions[*]} " == *" ${version} "* ]] || versions+=("${version}")
  done
}

# Ends, as the function needs a model server: OPTION-THAT-NAMES-ONE.
die_without_model() {
  die "The function needs a model server, and there is none. Deploy one with" \
    "./deploy.sh model --project ${project} --server ${server}, or name" \
    "yours with $1."
}
