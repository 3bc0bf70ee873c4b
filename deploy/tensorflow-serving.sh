# shellcheck shell=bash
#
# TensorFlow Serving on Cloud Run: private, with the models in a bucket.

readonly STABLE='stable'

# What Cloud Run calls a port that is spoken HTTP/2 to all the way.
readonly HTTP2='h2c'

# How many calls at once Cloud Run sends to an instance.
readonly CALLS_AT_ONCE=80

tensorflow_serving_options() {
  printf '%s\n' --protocol --model-address --model-name --model-version \
    --model-dir --model-bucket --model-image --model-memory \
    --model-min-instances --model-max-instances --model-service-account
}

# On Cloud Run a server has one port, so that both sides change together.
tensorflow_serving_check() {
  if names_server; then
    [[ "${protocol}" != 'grpc' || ! "${model_address}" =~ ://[^/]+/. ]] \
      || refuse "--model-address '${model_address}' has a path, which" \
      '--protocol grpc has no use for: name the host alone.'
  elif [[ -n "${spoken}" && "${protocol}" != "${spoken}" ]]; then
    case "${command}" in
      everything)
        warn "The server changes from ${spoken} to ${protocol}: from then" \
          'until the function is deployed it answers with errors.'
        ;;
      model | function)
        refuse "--protocol '${protocol}' does not apply to the" \
          "$(called "${command}") alone: the other side speaks ${spoken}." \
          'Change both: ./deploy.sh' \
          "--project ${project} --protocol ${protocol}"
        ;;
    esac
  fi
}

tensorflow_serving_services() { :; }

# The revision that had the traffic when this run began, and what it speaks.
tensorflow_serving_before=''
spoken=''

# A server that somebody else has made stays the function's. What one of its
# own speaks, the function speaks too.
tensorflow_serving_recall() {
  local -r config='model_config_file=[^;]*/[a-z0-9_]+-([0-9-]+)-'"${STABLE}"'-'
  local address revision newest record columns
  local size least most account image port arguments
  local before
  before="$(kept_setting Model__Protocol)" || before='rest'
  forget Model__Protocol
  if address="$(kept_setting Model__BaseUri)" && [[ "${command}" != 'model' \
      && "${address}" != "https://${name}-model-"* ]]; then
    model_address="${address}"
    names_server_still='yes'
    keep --protocol "${before}"
    return
  fi
  find_serving "${name}-model" || return 0
  tensorflow_serving_before="${revision}"
  columns='status.imageDigest,spec.containers[0].ports[0].name'
  read_revision record "${columns},spec.containers[0].args"
  IFS="${CLOSING}" read -r -d "${OPENING}" size least most account image \
    port arguments <<<"${record}" || true
  spoken='rest'
  [[ "${port}" != "${HTTP2}" ]] || spoken='grpc'
  keep --protocol "${spoken}"
  keep --model-memory "${size}"
  keep --model-min-instances "${least:-0}"
  keep --model-max-instances "${most}"
  keep --model-service-account "${account}"
  keep --model-image "${image#docker.io/}"
  if [[ "${arguments}" =~ ${config}([0-9]+) ]]; then
    IFS='-' read -r -a served_versions <<<"${BASH_REMATCH[1]}"
    served_version="${BASH_REMATCH[2]}"
  fi
}

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
  let_in "serviceAccount:${model_identity}" roles/storage.objectViewer \
    storage buckets -- "gs://${model_bucket}"
  tensorflow_serving_run "${config}"
  let_in "serviceAccount:${identity}" roles/run.invoker \
    run services -- "${name}-model" --region="${region}"
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
  local port="${MODEL_PORT}" http2='--no-use-http2'
  local flags="--rest_api_port=${port}"
  if [[ "${protocol}" == 'grpc' ]]; then
    port="${GRPC_PORT}"
    http2='--use-http2'
    # By itself it refuses more calls at once than four for each processor.
    flags="--port=${port};--grpc_max_threads=${CALLS_AT_ONCE}"
  fi
  flags+=";--model_config_file=$1"
  flags+=';--allow_version_labels_for_unavailable_models=true'
  flags+=';--file_system_poll_wait_seconds=0'
  learn check_alone "${name}-model" "${tensorflow_serving_before}"
  gc run deploy "${name}-model" --region="${region}" \
    --image="docker.io/${model_image}" --port="${port}" "${http2}" \
    --command=tensorflow_model_server --args="^;^${flags}" \
    --service-account="${model_identity}" --no-allow-unauthenticated \
    --memory="${model_memory}" --cpu=1 --concurrency="${CALLS_AT_ONCE}" \
    --min-instances="${model_min_instances}" \
    --max-instances="${model_max_instances}" --update-labels="${LABEL}"
}

tensorflow_serving_settings() {
  if [[ -z "${model_address}" ]]; then
    look_up model_address run services describe "${name}-model" \
      --region="${region}" --format='value(status.url)' \
      || die_without_model --model-address
    add_setting "Model__Label=${STABLE}"
  fi
  if [[ "${protocol}" == 'grpc' ]]; then
    add_setting 'Model__Protocol=grpc'
  fi
  # Cloud Run lets in who has a token for the address.
  add_setting "Model__Audience=${model_address}"
}

tensorflow_serving_status() {
  show Server run services describe "${name}-model" --region="${region}" \
    --format='value(status.latestReadyRevisionName,status.url)'
  [[ "${protocol}" != 'grpc' ]] || show_text Protocol 'gRPC alone'
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
