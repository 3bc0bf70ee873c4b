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
  upload "${model_dir}" "${model_name}"
  add_stored_versions
  all="$(IFS='-'; printf '%s' "${versions[*]}")"
  config="gs://${model_bucket}/configurations/"
  config+="${model_name}-${all}-${STABLE}-${model_version}.config"
  feed "$(tensorflow_serving_config)" gcloud storage cp - "${config}" \
    --content-type='text/plain; charset=utf-8' --project="${project}" \
    --custom-metadata="$(mark_of model)"
  gc_patiently storage buckets add-iam-policy-binding "gs://${model_bucket}" \
    --member="serviceAccount:${identity}" --role=roles/storage.objectViewer \
    --format=none
  tensorflow_serving_run "${config}"
  gc_patiently run services add-iam-policy-binding "${name}-model" \
    --region="${region}" --member="serviceAccount:${identity}" \
    --role=roles/run.invoker --format=none
}

# Serves every version of the bucket, so that those who still ask for an
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
    --max-instances="${model_max_instances}"
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

tensorflow_serving_destroy() {
  ensure_gone run services describe "${name}-model" --region="${region}" \
    -- run services delete "${name}-model" --region="${region}"
}
