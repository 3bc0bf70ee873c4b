# shellcheck shell=bash
#
# TensorFlow Serving on Cloud Run: private, with the models in a bucket.

readonly STABLE='stable'

tensorflow_serving_options() {
  printf '%s\n' --model-address --model-name --model-version --model-dir \
    --model-bucket --model-image --model-memory --model-min-instances \
    --model-max-instances
}

tensorflow_serving_check() { :; }

tensorflow_serving_services() { :; }

# An instance reads the configuration and the models once, when it starts: a
# new revision, which gets a configuration of its own, moves to another
# version.
tensorflow_serving_deploy() {
  local all config
  all="$(IFS='-'; printf '%s' "${versions[*]}")"
  config="gs://${model_bucket}/configurations/"
  config+="${model_name}-${all}-${STABLE}-${model_version}.config"
  upload "${model_dir}" "${model_name}"
  feed "$(tensorflow_serving_config)" gcloud storage cp - "${config}" \
    --content-type='text/plain; charset=utf-8' --project="${project}"
  gc_patiently storage buckets add-iam-policy-binding "gs://${model_bucket}" \
    --member="serviceAccount:${identity}" --role=roles/storage.objectViewer \
    --format=none
  tensorflow_serving_run "${config}"
  gc_patiently run services add-iam-policy-binding "${name}-model" \
    --region="${region}" --member="serviceAccount:${identity}" \
    --role=roles/run.invoker --format=none
}

# Serves every version of the folder, so that those who still ask for an
# earlier one get it; the label says which one answers everybody else.
tensorflow_serving_config() {
  local version
  local specific=''
  for version in "${versions[@]}"; do
    specific+="versions: ${version} "
  done
  printf '%s' "model_config_list { config { name: \"${model_name}\"" \
    " base_path: \"gs://${model_bucket}/${model_name}\"" \
    ' model_platform: "tensorflow"' \
    " model_version_policy { specific { ${specific}} }" \
    " version_labels { key: \"${STABLE}\" value: ${model_version} } } }"
}

# Starts a revision: CONFIGURATION.
tensorflow_serving_run() {
  local flags="--rest_api_port=${MODEL_PORT}"
  flags+=";--model_config_file=$1"
  flags+=';--allow_version_labels_for_unavailable_models=true'
  flags+=';--file_system_poll_wait_seconds=0'
  gc_patiently run deploy "${name}-model" --region="${region}" \
    --image="docker.io/${model_image}" --port="${MODEL_PORT}" \
    --command=tensorflow_model_server --args="^;^${flags}" \
    --service-account="${identity}" --no-allow-unauthenticated \
    --memory="${model_memory}" --cpu=1 --concurrency=80 \
    --min-instances="${model_min_instances}" \
    --max-instances="${model_max_instances}" --update-labels="${LABEL}"
}

# Sets 'pinned' to the image of the revision that serves, whatever tag it came
# by: Cloud Run has found out its digest.
tensorflow_serving_image() {
  local image revision
  list revision run services list --region="${region}" \
    --filter="metadata.name=${name}-model" \
    --format='value(status.latestReadyRevisionName)'
  [[ -n "${revision}" ]] || return 0
  list image run revisions describe "${revision}" --region="${region}" \
    --format='value[separator="@"](spec.containers[0].image,status.imageDigest)'
  if [[ "${image}" == *@sha256:* ]]; then
    pinned="${image%%@*}"
    pinned="${pinned#docker.io/}"
    pinned="${pinned%:*}@${image##*@}"
  fi
}

tensorflow_serving_settings() {
  if [[ -z "${model_address}" ]]; then
    look_up model_address run services describe "${name}-model" \
      --region="${region}" --format='value(status.url)' \
      || die_without_model --model-address
    add_setting "Model__Label=${STABLE}"
  fi
  # Cloud Run lets in who has a token for the address.
  add_setting "Model__Audience=${model_address}"
}

tensorflow_serving_status() {
  show Server run services describe "${name}-model" --region="${region}" \
    --format='value(status.latestReadyRevisionName,status.url)'
}

# Also takes services from before they were labelled.
tensorflow_serving_destroy() {
  local service
  local own="metadata.labels.${LABEL} OR spec.template.spec.containers[0]"
  own+='.command[0]=tensorflow_model_server'
  remove_own "metadata.name=${name}-model" "${own}" \
    service tensorflow_serving_remove \
    run services list --region="${region}" --format='value(metadata.name)'
}

tensorflow_serving_remove() {
  remove run services delete "${service}" --region="${region}"
}
