# shellcheck shell=bash
#
# What each command does.

# Whether this run deploys the function.
deploys_function() {
  [[ "${command}" == 'everything' || "${command}" == 'function' ]]
}

# Whether this run deploys the page.
deploys_site() {
  [[ "${command}" == 'everything' || "${command}" == 'site' ]]
}

# Finds out what is there, and with it the options that were not said.
get_ready() {
  find_project
  learn recall
  check_together
  learn check_buckets
}

deploy() {
  get_ready
  enable_services
  ensure_identities
  if [[ "${command}" == 'everything' ]]; then
    # Early, because its name may be taken.
    step 'The bucket of the site'
    ensure_bucket "${site_bucket}" site
  fi
  if serves_model; then
    deploy_model
  fi
  if deploys_function; then
    deploy_function
    find_function
    try_function
  fi
  if deploys_site; then
    deploy_site
  fi
  when_planning show_difference
  if deploys_function; then
    report
  fi
}

deploy_site_only() {
  get_ready
  enable_services
  find_function
  ensure_bucket "${site_bucket}" site
  deploy_site
  when_planning show_difference
  report
}

report() {
  report_answer
  conclude "Function: ${function_address}"
  if [[ "${command}" == 'function' ]]; then
    report_bounds
  elif is_private; then
    conclude "Site:     gs://${site_bucket}, private: a page can't call a" \
      'private function'
  else
    conclude "Site:     ${site_address}"
  fi
}

# Who bounds the function may take the model server to be bounded as well.
report_bounds() {
  if is_given --max-instances && server_takes "${server}" \
      --model-max-instances && ! names_server; then
    conclude "The model server has a bound of its own: ./deploy.sh model" \
      "--project ${project} --server ${server} --model-max-instances" \
      "${max_instances}"
  fi
}

show_status() {
  get_ready
  step 'What is deployed'
  show_function
  server_does status
  show_site
  show_version
}

# The model may have been on any server.
destroy() {
  confirm
  find_project
  learn check_buckets
  step 'The site and the function'
  destroy_bucket "${site_bucket}" site
  destroy_function
  step 'The model servers'
  every_server_does destroy
  destroy_bucket "${model_bucket}" model
  destroy_identities
  report_destroyed
}

confirm() {
  [[ "${yes}" == 'no' ]] || return 0
  ask_for "${project}" 'the name of the project' \
    "This deletes from project '${project}': the function '${name}', its" \
    "model servers of every kind, and the buckets ${site_bucket} and" \
    "${model_bucket} with all that this script has put there." \
    || die 'Nothing was deleted.'
}
