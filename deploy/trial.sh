# shellcheck shell=bash
#
# What is asked of the function once it is deployed.

# Sends a sentence to the function as the page does. It may be starting, and
# its right to call the model server may need a minute to be known everywhere.
try_function() {
  local answer='' authorization='' token=''
  local -a request=(curl --silent --show-error --fail --include --max-time 60
    --header "Origin: $(site_origin)" --header 'Content-Type: application/json'
    --data '{"sentence": "I love it"}' "${function_address}/")
  step 'A prediction'
  if is_private; then
    # Through the standard input, so that no list of processes shows it.
    request+=(--header @-)
    if ! try_capture token gcloud auth print-identity-token; then
      warn 'The function is private, and gcloud has no identity token for' \
        'you: it has not been tried.'
      return
    fi
    authorization="Authorization: Bearer ${token}"
  fi
  insist_capture answer "$(trial_tries)" 'the function does not answer yet' \
    "${authorization}" "${request[@]}" \
    || die 'The function is deployed but does not answer. Its log says why:' \
    "gcloud functions logs read ${name} --gen2 --region=${region}" \
    "--project=${project}"
  check_answer
}

# An instance starts within a minute; what this run has made may take longer.
trial_tries() {
  if (( ${#made[@]} > 0 )); then
    printf '%s' "${TRIES}"
  else
    printf '6'
  fi
}

check_answer() {
  local -r header='[Aa]ccess-[Cc]ontrol-[Aa]llow-[Oo]rigin'
  local -r return=$'\r' line=$'\n'
  answer="${answer//${return}/}"
  conclude "\"I love it\" is answered with: ${answer##*"${line}${line}"}"
  expect answer "(^|${line})${header}: $(site_origin)${line}" \
    "The function answers, but not to pages of $(site_origin): a setting" \
    'Cors__AllowedOrigins must name it.'
}
