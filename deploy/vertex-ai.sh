# shellcheck shell=bash
#
# Vertex AI: TensorFlow Serving in a container, behind an endpoint.

vertex_ai_options() {
  printf '%s\n' --model-address --endpoint --model-name --model-version \
    --model-dir --model-bucket --model-image --machine-type \
    --model-min-instances --model-max-instances
}

vertex_ai_recall() { :; }

vertex_ai_check() { :; }

vertex_ai_services() { printf '%s\n' aiplatform artifactregistry; }

vertex_ai_deploy() {
  upload "${model_dir}/${model_version}" \
    "vertex-ai/${model_name}/${model_version}/${model_version}"
  vertex_ai_ensure_images
  vertex_ai_upload_model
  vertex_ai_find_endpoint ensure_listed \
    -- ai endpoints create --region="${region}" --display-name="${name}"
  vertex_ai_deploy_model
}

# Vertex AI takes images from Artifact Registry only, which can pass on those
# of Docker Hub.
vertex_ai_ensure_images() {
  ensure artifacts repositories describe "${name}-images" \
    --location="${region}" \
    -- artifacts repositories create "${name}-images" \
    --location="${region}" --repository-format=docker \
    --mode=remote-repository --remote-docker-repo=DOCKER-HUB
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
  ensure ai models describe "${model_name}@v${model_version}" \
    --region="${region}" \
    -- ai models upload "${parent}" --region="${region}" \
    --display-name="${model_name}" --version-aliases="v${model_version}" \
    --artifact-uri="${base}" \
    --container-image-uri="${images}/${model_image}" \
    --container-command=tensorflow_model_server \
    --container-args="${flags}" --container-ports="${MODEL_PORT}" \
    --container-health-route="${path}" \
    --container-predict-route="${path}:predict"
}

# Deploys the version with all traffic, unless it is; then ends the others,
# each of which would go on costing a machine.
vertex_ai_deploy_model() {
  local -r title="${model_name}-v${model_version}"
  local -r least="$(( model_min_instances > 0 ? model_min_instances : 1 ))"
  local deployed number
  vertex_ai_list_deployed
  if ! grep -q "[[:space:]]${title}\$" <<<"${deployed}"; then
    capture_gc number ai models describe "${model_name}@v${model_version}" \
      --region="${region}" --format='value(versionId)'
    gc ai endpoints deploy-model "${endpoint}" --region="${region}" \
      --model="${model_name}@${number}" --display-name="${title}" \
      --machine-type="${machine_type}" --traffic-split=0=100 \
      --min-replica-count="${least}" \
      --max-replica-count="${model_max_instances}"
  fi
  vertex_ai_undeploy "$(grep -v "[[:space:]]${title}\$" <<<"${deployed}")"
}

# Sets 'deployed' to the endpoint's models, a line with id and title for each.
vertex_ai_list_deployed() {
  list deployed ai endpoints describe "${endpoint}" --region="${region}" \
    --flatten='deployedModels[]' \
    --format='value(deployedModels.id,deployedModels.displayName)'
}

# Undeploys models: LINES.
vertex_ai_undeploy() {
  local id
  while read -r id _; do
    [[ -n "${id}" ]] || continue
    gc ai endpoints undeploy-model "${endpoint}" --region="${region}" \
      --deployed-model-id="${id}"
  done <<<"$1"
}

vertex_ai_settings() {
  if [[ -z "${endpoint}" ]]; then
    vertex_ai_find_endpoint capture_gc
    [[ -n "${endpoint}" ]] || die_without_model --endpoint
  fi
  add_setting "Model__Project=${project}"
  add_setting "Model__Location=${region}"
  add_setting "Model__Endpoint=${endpoint}"
  grant "${identity}" roles/aiplatform.user
}

# Sets 'endpoint' to the id of the one that this script made, or would make:
# CAPTURING-FUNCTION [-- CREATE...].
vertex_ai_find_endpoint() {
  local -r capturing="$1"
  shift
  "${capturing}" endpoint ai endpoints list --region="${region}" \
    --filter="displayName=${name}" --format='value(name.basename())' \
    --limit=1 "$@"
}

vertex_ai_status() {
  show Server ai endpoints list --region="${region}" \
    --filter="displayName=${name}" --flatten='deployedModels[]' \
    --format='value(name.basename(),deployedModels.displayName)'
}

# An endpoint that was named is somebody else's.
vertex_ai_destroy() {
  local deployed
  if [[ -z "${endpoint}" ]]; then
    vertex_ai_find_endpoint capture_gc
    if [[ -n "${endpoint}" ]]; then
      vertex_ai_list_deployed
      vertex_ai_undeploy "${deployed}"
      gc ai endpoints delete "${endpoint}" --region="${region}"
    fi
  fi
  ensure_gone ai models describe "${model_name}" --region="${region}" \
    -- ai models delete "${model_name}" --region="${region}"
  ensure_gone artifacts repositories describe "${name}-images" \
    --location="${region}" \
    -- artifacts repositories delete "${name}-images" --location="${region}"
}
