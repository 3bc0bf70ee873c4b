# shellcheck shell=bash
#
# What is asked of the function once it is deployed, and which of its revisions
# has the traffic: only one that has answered keeps it.

# What is wrong with the function, or what it has answered.
complaint=''
answered=''

# Asks the function which version answers, and for a prediction as the page
# does. Fails if it doesn't do what it is for.
works() {
  local answer='' authorization='' token=''
  local -a ask=(curl --silent --show-error --fail --max-time 60)
  step 'A prediction'
  if is_private; then
    # Through the standard input, so that no list of processes shows it.
    ask+=(--header @-)
    if ! try_capture token gcloud auth print-identity-token; then
      warn 'The function is private, and gcloud has no identity token for' \
        'you: it has not been tried.'
      return
    fi
    authorization="Authorization: Bearer ${token}"
  fi
  complaint='does not answer'
  insist_answer "${ask[@]}" "${function_address}/model" \
    && insist_answer "${ask[@]}" --include --header "Origin: $(site_origin)" \
      --header 'Content-Type: application/json' \
      --data '{"sentence": "I love it"}' "${function_address}/" \
    && check_answer
}

# Sets 'answer'. The function may be starting, and its right to call the model
# server may need a minute to be known everywhere.
insist_answer() {
  insist_capture answer "$(trial_tries)" 'the function does not answer yet' \
    "${authorization}" "$@"
}

# An instance starts within a minute; what this run has made may take longer,
# and is waited for where there is no other revision to answer meanwhile.
trial_tries() {
  if (( ${#made[@]} > 0 )) && [[ -z "${serving_before}" ]]; then
    printf '%s' "${TRIES}"
  else
    printf '6'
  fi
}

check_answer() {
  local -r header='[Aa]ccess-[Cc]ontrol-[Aa]llow-[Oo]rigin'
  local -r return=$'\r' line=$'\n'
  answer="${answer//${return}/}"
  answered="\"I love it\" is answered with: ${answer##*"${line}${line}"}"
  complaint="does not answer pages of $(site_origin), which$(
    ) Cors__AllowedOrigins must name"
  shows answer "(^|${line})${header}: $(site_origin)${line}"
}

report_answer() { [[ -z "${answered}" ]] || conclude "${answered}"; }

# --- Traffic ----------------------------------------------------------------

# Keeps the traffic at what was just deployed if it works; else gives it back
# to the revision that had it before, if there was one, and ends.
try_function() {
  local revision='' newest before=''
  works && return
  if [[ -n "${serving_before}" ]] && find_serving "${name}" \
      && [[ "${revision}" != "${serving_before}" ]]; then
    give_traffic "${serving_before}"
    before=" The revision before, ${serving_before}, has the traffic again."
  fi
  die "The function is deployed, but ${complaint}.${before}" \
    "Mend that, ${AGAIN} Its log: gcloud functions logs read ${name} --gen2" \
    "--region=${region} --project=${project}"
}

give_traffic() {
  gc run services update-traffic "${name}" --region="${region}" \
    --to-revisions="$1=100" --format=none
}

# Gives the traffic to the newest of the earlier revisions that works.
rollback() {
  local revision revisions
  get_ready
  ! is_blind || die "Which revisions there are gcloud can't tell: sign in," \
    'with gcloud auth login.'
  find_function
  revisions="$(earlier_revisions)" || exit
  for revision in ${revisions}; do
    step "The traffic to ${revision}"
    give_traffic "${revision}"
    if works; then
      report_answer
      conclude "${revision} has the traffic, until the next deployment."
      return
    fi
    warn "${revision} ${complaint}."
  done
  [[ -z "${revision:-}" ]] || give_traffic "${serving_before}"
  die "There is no revision of '${name}' before ${serving_before:-it} that" \
    'works.'
}

# Prints the revisions from before the one that has the traffic, newest first.
# Those that have failed to start are not ready.
earlier_revisions() {
  local revisions
  list revisions run revisions list --service="${name}" --region="${region}" \
    --flatten='status.conditions[]' --sort-by='~metadata.creationTimestamp' \
    --filter='status.conditions.type=Ready AND status.conditions.status=True' \
    --format='value(metadata.name)'
  sed -n "/^${serving_before}\$/,\$p" <<<"${revisions}" | sed 1d
}
