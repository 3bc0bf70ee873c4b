# shellcheck shell=bash
#
# Vertex AI: TensorFlow Serving in a container, behind an endpoint.

vertex_ai_options() {
  printf '%s\n' --model-address --endpoint --model-name --model-version \
    --model-dir --model-bucket --model-image --machine-type \
    --model-min-instances --model-max-instances
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

# Sets 'pinned' to the image of the versions that are there. Vertex AI has
# copied it: what is uploaded stays as it is.
vertex_ai_image() {
  local image
  list image ai models list --region="${region}" \
    --filter="name~/models/${model_name}$" \
    --format='value(containerSpec.imageUri)'
  if [[ "${image}" == */"${name}-images/"*@* ]]; then
    pinned="${image#*/"${name}-images/"}"
  fi
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
  fi
  vertex_ai_end_others
}

# The endpoint names a deployment only once it is complete: one that was
# interrupted would be begun again, and both would go on.
vertex_ai_await() {
  local -r host="https://${region}-aiplatform.googleapis.com/v1"
  local -r parent="projects/${project}/locations/${region}/endpoints"
  await_operations "${host}/${parent}/${endpoint}" \
    "what an earlier run has begun at the endpoint ${endpoint}"
}

# Sets 'kept' to the id of the version's deployment, of several to the one
# with most traffic, and 'share' to that. Sets 'deployed' to all of them.
vertex_ai_find_kept() {
  local id version other split percent
  local fields='deployedModels.id,deployedModels.modelVersionId,'
  fields+="deployedModels.displayName,trafficSplit.list(separator=' ')"
  list deployed ai endpoints describe "${endpoint}" --region="${region}" \
    --flatten='deployedModels[]' --format="value[separator=' '](${fields})"
  while read -r id version other split; do
    [[ "${other} ${version}" == "${title} ${number}" ]] || continue
    percent=0
    if [[ " ${split} " =~ \ ${id}=([0-9]+)\  ]]; then
      percent="${BASH_REMATCH[1]}"
    fi
    if [[ -z "${kept}" ]] || (( percent > share )); then
      kept="${id}"
      share="${percent}"
    fi
  done <<<"${deployed}"
}

# Vertex AI undeploys none that has traffic, unless it is the only one.
vertex_ai_end_others() {
  local id
  [[ -n "${kept}" ]] || return 0
  (( share == 100 )) || gc ai endpoints update "${endpoint}" \
    --region="${region}" --traffic-split="${kept}=100"
  while read -r id _; do
    [[ "${id}" == "${kept}" ]] || vertex_ai_undeploy
  done <<<"${deployed}"
}

vertex_ai_undeploy() {
  gc ai endpoints undeploy-model "${endpoint}" --region="${region}" \
    --deployed-model-id="${id}"
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
  grant roles/aiplatform.user
}

# An endpoint with a domain of its own is refused at the one that all others
# share.
vertex_ai_find_address() {
  local host own
  local location="${region}"
  if [[ "${endpoint}" == */locations/* ]]; then
    location="${endpoint#*/locations/}"
    location="${location%%/*}"
  fi
  own="dedicatedEndpointDns.yesno(no='${location}-aiplatform.googleapis.com')"
  capture_gc host ai endpoints describe "${endpoint}" --region="${location}" \
    --format="value(${own}.sub('^https://',''))"
  model_address="https://${host}"
}

# Filters for the endpoints that this script has made. Before it labelled
# them, it was the only one to deploy versions of its model there.
vertex_ai_own() {
  local -r titles="${model_name}-v[0-9]+"
  local -r models="[^,]*/models/${model_name}(@[0-9]+)?"
  printf '%s' "labels.${LABEL} OR (" \
    "deployedModels[].displayName.list()~\"^(${titles}(,|\$))+\$\" AND " \
    "deployedModels[].model.list()~\"^(${models}(,|\$))+\$\")"
}

# Sets 'endpoint' to the id of the one that this script made, or would make:
# CAPTURING-FUNCTION [-- CREATE...]. One with a model comes first: gcloud sorts
# what has no value as 'None', after all numbers.
vertex_ai_find_endpoint() {
  local -r capturing="$1"
  shift
  "${capturing}" endpoint ai endpoints list --region="${region}" \
    --filter="displayName=${name} AND ($(vertex_ai_own))" \
    --sort-by='deployedModels[0].id' --format='value(name.basename())' \
    --limit=1 "$@"
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

# An endpoint that was named is somebody else's.
vertex_ai_remove_endpoint() {
  local id
  [[ "${endpoint}" != "${named}" ]] || return 0
  vertex_ai_await
  gc ai endpoints update "${endpoint}" --region="${region}" \
    --clear-traffic-split --update-labels="${LABEL}"
  for_each id ai endpoints describe "${endpoint}" --region="${region}" \
    --flatten='deployedModels[]' --format='value(deployedModels.id)' \
    -- vertex_ai_undeploy
  remove ai endpoints delete "${endpoint}" --region="${region}"
}

vertex_ai_remove_model() {
  remove ai models delete "${model}" --region="${region}"
}

vertex_ai_remove_repository() {
  remove artifacts repositories delete "${repository}" --location="${region}"
}
