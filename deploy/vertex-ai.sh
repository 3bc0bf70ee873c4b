# shellcheck shell=bash
#
# Vertex AI: TensorFlow Serving in a container, behind an endpoint.

vertex_ai_options() {
  printf '%s\n' --model-address --endpoint --model-name --model-version \
    --model-dir --model-bucket --model-image --machine-type \
    --model-min-instances --model-max-instances
}

# An endpoint that somebody else has made stays the function's.
vertex_ai_recall() {
  local before=''
  if ! is_given --endpoint; then
    before="$(kept_setting Model__Endpoint)" || true
    vertex_ai_find_endpoint list
    if [[ "${command}" != 'model' && -n "${before}" \
        && "${before##*/}" != "${endpoint}" ]]; then
      endpoint="${before}"
      names_server_still='yes'
    elif [[ -n "${endpoint}" ]]; then
      vertex_ai_recall_model
    fi
  fi
}

# The model at the script's own endpoint. Vertex AI has copied the image: what
# is uploaded stays as it is.
vertex_ai_recall_model() {
  local fields='machineSpec.machineType,minReplicaCount,maxReplicaCount'
  local model highest title type least most
  fields="deployedModels.dedicatedResources.${fields//,/,$(
    )deployedModels.dedicatedResources.}"
  fields="labels.${HIGHEST}.yesno(no=0),deployedModels.displayName,${fields}"
  list model ai endpoints describe "${endpoint}" --region="${region}" \
    --flatten='deployedModels[]' --format="value[separator=' '](${fields})"
  read -r highest title type least most <<<"${model}" || true
  keep --machine-type "${type}"
  keep --model-min-instances "${least}"
  keep --model-max-instances "${most}"
  served_versions=("${highest}")
  served_version="${title##*-v}"
  list model ai models list --region="${region}" \
    --filter="name~/models/${model_name}$" \
    --format='value(containerSpec.imageUri)'
  if [[ "${model}" == */"${name}-images/"*@* ]]; then
    keep --model-image "${model#*/"${name}-images/"}"
  fi
}

vertex_ai_check() { :; }

vertex_ai_services() { printf '%s\n' aiplatform artifactregistry; }

vertex_ai_deploy() {
  upload "${model_dir}/${model_version}" \
    "vertex-ai/${model_name}/${model_version}/${model_version}"
  vertex_ai_ensure_images
  vertex_ai_upload_model
  vertex_ai_find_endpoint ensure_listed \
    -- ai endpoints create --region="${region}" --display-name="${name}" \
    --labels="${LABEL}"
  vertex_ai_deploy_model
}

# Vertex AI takes images from Artifact Registry only, which can pass on those
# of Docker Hub.
vertex_ai_ensure_images() {
  ensure artifacts repositories describe "${name}-images" \
    --location="${region}" \
    -- artifacts repositories create "${name}-images" \
    --location="${region}" --repository-format=docker \
    --mode=remote-repository --remote-docker-repo=DOCKER-HUB \
    --labels="${LABEL}"
}

# The alias ties a version of Vertex AI's to the SavedModel's own number.
vertex_ai_upload_model() {
  local -r base="gs://${model_bucket}/vertex-ai/${model_name}/${model_version}"
  local -r images="${region}-docker.pkg.dev/${project}/${name}-images"
  local -r path="/v1/models/${model_name}"
  local parent="--model-id=${model_name}"
  local flags="--rest_api_port=${MODEL_PORT},--model_name=${model_name}"
  # shellcheck disable=SC2016 # for Vertex AI, which fills it in
  flags+=',--model_base_path=$(AIP_STORAGE_URI)'
  if exists ai models describe "${model_name}" --region="${region}"; then
    parent="--parent-model=projects/${project}/locations/${region}/models/"
    parent+="${model_name}"
  fi
  if is_given --model-image && exists ai models describe \
      "${model_name}@v${model_version}" --region="${region}"; then
    warn "Version ${model_version} keeps the image that it was uploaded with:" \
      '--model-image is for versions that are new to Vertex AI.'
  fi
  ensure ai models describe "${model_name}@v${model_version}" \
    --region="${region}" \
    -- ai models upload "${parent}" --region="${region}" \
    --display-name="${model_name}" --version-aliases="v${model_version}" \
    --labels="${LABEL}" \
    --artifact-uri="${base}" \
    --container-image-uri="${images}/${model_image}" \
    --container-command=tensorflow_model_server \
    --container-args="${flags}" --container-ports="${MODEL_PORT}" \
    --container-health-route="${path}" \
    --container-predict-route="${path}:predict"
}

# Deploys the version with all traffic, unless it is; then ends all others,
# each of which would go on costing a machine.
vertex_ai_deploy_model() {
  local -r title="${model_name}-v${model_version}"
  local -r least="$(( model_min_instances > 0 ? model_min_instances : 1 ))"
  local deployed number
  local kept='' share=0
  capture_gc number ai models describe "${model_name}@v${model_version}" \
    --region="${region}" --format='value(versionId)'
  vertex_ai_await
  vertex_ai_find_kept
  if [[ -z "${kept}" ]]; then
    gc ai endpoints deploy-model "${endpoint}" --region="${region}" \
      --model="${model_name}@${number}" --display-name="${title}" \
      --machine-type="${machine_type}" --traffic-split=0=100 \
      --min-replica-count="${least}" \
      --max-replica-count="${model_max_instances}"
    vertex_ai_find_kept
    remark 'Then every other version is undeployed.'
    shows kept . || die "Somebody else has undeployed version" \
      "${model_version} meanwhile. Once that has ended, run this again."
  fi
  vertex_ai_end_others
  vertex_ai_note_highest
}

# Notes down that a version was deployed completely: it is no longer new, and
# going back from it is meant.
readonly HIGHEST='highest-version'
vertex_ai_note_highest() {
  (( $(highest_served) < model_version )) || return 0
  gc ai endpoints update "${endpoint}" --region="${region}" \
    --update-labels="${HIGHEST}=${model_version}"
}

# The endpoint that this script has made was not given a domain of its own.
vertex_ai_settings() {
  if [[ -z "${endpoint}" ]]; then
    vertex_ai_find_endpoint capture_gc
    [[ -n "${endpoint}" ]] || die_without_model --endpoint
  elif [[ -z "${model_address}" ]]; then
    vertex_ai_find_address
  fi
  add_setting "Model__Project=${project}"
  add_setting "Model__Location=${region}"
  add_setting "Model__Endpoint=${endpoint}"
  grant "${identity}" roles/aiplatform.user
}

vertex_ai_status() {
  show Server ai endpoints list --region="${region}" \
    --filter="displayName=${name} AND ($(vertex_ai_own))" \
    --flatten='deployedModels[]' \
    --format='value(name.basename(),deployedModels.displayName)'
}

# Also takes models and repositories from before they were labelled.
vertex_ai_destroy() {
  local -r named="${endpoint##*/}"
  local endpoint model repository
  remove_own "displayName=${name}" "$(vertex_ai_own)" \
    endpoint vertex_ai_remove_endpoint ai endpoints list \
    --region="${region}" --format='value(name.basename())'
  remove_own "name~/models/${model_name}$" \
    "labels.${LABEL} OR artifactUri~/vertex-ai/${model_name}/[0-9]+$" \
    model vertex_ai_remove_model ai models list \
    --region="${region}" --format='value(name.basename())'
  remove_own "name~/repositories/${name}-images$" \
    "labels.${LABEL} OR mode=REMOTE_REPOSITORY" \
    repository vertex_ai_remove_repository artifacts repositories list \
    --location="${region}" --format='value(name.basename())'
}

vertex_ai_remove_model() {
  remove ai models delete "${model}" --region="${region}"
}

vertex_ai_remove_repository() {
  remove artifacts repositories delete "${repository}" --location="${region}"
}
