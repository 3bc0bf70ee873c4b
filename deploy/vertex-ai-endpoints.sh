# shellcheck shell=bash
#
# Vertex AI's endpoints: which is the script's own, and what is deployed there.

# An endpoint with a domain of its own is refused at the one that all others
# share.
vertex_ai_find_address() {
  local host own location="${region}"
  if [[ "${endpoint}" =~ /locations/([^/]+)/ ]]; then
    location="${BASH_REMATCH[1]}"
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
