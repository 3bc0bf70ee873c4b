# shellcheck shell=bash
#
# What to do about a command that has failed. Status codes, and the reasons
# that Google's APIs name, come before sentences, which change.

# How Cloud Functions puts that its registry is not there yet:
# https://github.com/firebase/firebase-tools/issues/5244
readonly FIRST_BUILD='repository metadata.*gcf-artifacts'

# How an organization's policy, iam.allowedPolicyMemberDomains, puts that
# nobody from outside is let in.
readonly NO_OUTSIDERS='permitted customer|allowedPolicyMemberDomains'

readonly AGAIN='then run this again: it completes what is missing.'

# --- What gcloud has said ---------------------------------------------------

# True when the error message of the last command matches a pattern. Neither
# the command's own name counts, nor the address that it called.
complains() {
  sed -n -e 's/(gcloud\.[^)]*)//' -e 's/<https\{0,1\}:[^>]*>//g' \
    -e '/^ERROR/,$p' "${log}" | grep -Ei -- "$1" >/dev/null
}

# True when Google's API has named a reason:
# https://cloud.google.com/apis/design/errors#error_info
names_reason() { grep -E "reason\"?: *\"?($1)" "${log}" >/dev/null; }

# The status of the call at which gcloud has failed; nothing, if it made none.
# Where it was asked not to tell of its calls, its words are left. A command's
# progress may stand in the line before what it tells of a call.
status_code() {
  local -r failing="HttpError accessing.*'status': '*([0-9]+)"
  local -r calling='DEBUG: https://.* HTTP/[0-9.]*" ([0-9]*)'
  local -r saying='^ERROR: \(gcloud\.storage[^)]*\) .*not found: (404)\.$'
  local line failed='' called='' said=''
  while IFS= read -r line || [[ -n "${line}" ]]; do
    if [[ "${line}" =~ ${failing} ]]; then
      failed="${BASH_REMATCH[1]}"
    elif [[ "${line}" =~ ${calling} ]]; then
      called="${BASH_REMATCH[1]}"
    elif [[ "${line}" =~ ${saying} ]]; then
      said="${BASH_REMATCH[1]}"
    fi
  done <"${log}"
  printf '%s' "${failed:-${called:-${said}}}"
}

# The host of gcloud's last call.
last_host() {
  sed -n 's/^.*DEBUG: https:\/\/\([^:/]*\).*$/\1/p' "${log}" | tail -n 1
}

is_api_off() {
  names_reason 'SERVICE_DISABLED|accessNotConfigured' \
    || complains 'has not been used in project|it is disabled'
}

# --- What to do about it ----------------------------------------------------

# Says what to do about the command that has just failed, and ends.
explain() {
  explain_account
  explain_project
  explain_policy
  explain_region
  explain_build
  explain_status "$(status_code)"
  die "The command above failed. Mend what it complains about, ${AGAIN}"
}

# Without a call, gcloud tells how to sign in; with one, the status counts: in
# every refusal it names 'the active account'.
explain_account() {
  if [[ "$(status_code)" == '401' || "$(last_host)" == oauth2.* ]] \
      || complains 'gcloud auth login|reauthentication'; then
    die 'gcloud is not signed in, or no longer. Run: gcloud auth login'
  fi
}

explain_project() {
  if names_reason 'UREQ_PROJECT_BILLING|BILLING_DISABLED' \
      || complains 'billing'; then
    die "Project '${project}' has no billing account. Link one, then run this" \
      "again: gcloud billing projects link ${project}" \
      '--billing-account=ACCOUNT (gcloud billing accounts list shows yours)'
  elif names_reason 'UREQ_TOS' || complains 'terms of service'; then
    die 'Google Cloud wants its terms of service accepted first: open' \
      "https://console.cloud.google.com/?project=${project}, ${AGAIN}"
  elif is_api_off; then
    die 'An API is not enabled, or not everywhere yet: wait some minutes,' \
      "${AGAIN} These are enabled: gcloud services list --enabled" \
      "--project=${project}"
  fi
}

explain_policy() {
  if complains "${NO_OUTSIDERS}"; then
    die "An organization policy forbids public access. Run this again with" \
      "--private, or have an administrator allow it for '${project}'" \
      '(iam.allowedPolicyMemberDomains), then run this again.'
  elif complains 'public.?access.?prevention'; then
    die 'An organization policy forbids public buckets. Run this again with' \
      "--private, or have an administrator allow them for '${project}'" \
      '(storage.publicAccessPrevention), then run this again.'
  elif complains 'constraints/iam\.disableServiceAccountCreation'; then
    die 'An organization policy forbids to create service accounts. Have an' \
      'administrator create one, and name its email address with' \
      '--service-account.'
  elif complains 'constraints/'; then
    die 'An organization policy forbids this: the message above names it.' \
      "Choose other options, or have an administrator allow it, ${AGAIN}"
  fi
}

explain_region() {
  local -r other='choose another one with --region, such as us-central1 or'
  if names_reason 'LOCATION_POLICY_VIOLATED' \
      || complains '(^|[^/[:alnum:]])locations/' \
      || complains 'location constraint is not valid'
  then
    die "There is no region '${region}', or it is not open to project" \
      "'${project}': ${other} europe-west1. These there are: gcloud run" \
      "regions list --project=${project}"
  elif complains 'quota restrictions.*builds in this region'; then
    die "Google lets project '${project}', as many new ones, build in some" \
      "regions only: ${other} europe-west1, or ask Google for builds in" \
      "'${region}': https://cloud.google.com/build/docs/locations"
  fi
}

explain_build() {
  if complains "${FIRST_BUILD}"; then
    die 'The first build in a project fails until Google has made its' \
      "registry: that takes some minutes. Nothing is wrong; wait, ${AGAIN}"
  elif complains 'builds\.builder|permission on the build|gcf-v2-sources'; then
    die 'The build may not use its service account. Grant it the role, then' \
      "run this again: gcloud projects add-iam-policy-binding ${project}" \
      "--member=serviceAccount:$(default_account)" \
      '--role=roles/cloudbuild.builds.builder --condition=None'
  elif complains 'bucket name is not available|storage\.buckets\.get access'
  then
    die 'The name of the bucket is taken by somebody else: names are shared' \
      'by all of Google Cloud. Choose another one with --site-bucket or' \
      '--model-bucket.'
  fi
}

# By the status of a call: STATUS.
explain_status() {
  case "$1" in
    403) explain_permission ;;
    404)
      die 'Something that this needs is gone, or was never there: the message' \
        "above names it. If somebody deleted it meanwhile, run this again."
      ;;
    409 | 412)
      die 'Something else is changing the same at this moment, such as a' \
        'deployment by somebody else, or one that was interrupted: wait until' \
        "it has ended, ${AGAIN}"
      ;;
    429)
      die 'Google Cloud gets too many calls, or a quota is used up: the' \
        "message above says which. Wait a minute, ${AGAIN} Quotas:" \
        "https://console.cloud.google.com/iam-admin/quotas?project=${project}"
      ;;
    5??)
      die "Google Cloud itself has failed ($1). Wait some minutes, ${AGAIN}" \
        'Known troubles: https://status.cloud.google.com'
      ;;
    '')
      ! complains 'network|connect|resolve|proxy|certificate|timed out' || die \
        "Google Cloud can't be reached. Check the network, ${AGAIN}"
      ;;
  esac
}

explain_permission() {
  local -r host="$(last_host)"
  local role
  role="$(role_at "${host}")" || die 'Your account may not see project' \
    "'${project}', or there is no such project. Check its id (gcloud projects" \
    'list), or have an owner let you in, then run this again.'
  die "Your account may not do this in project '${project}'. Have an owner" \
    "grant it the role, then run this again: gcloud projects" \
    "add-iam-policy-binding ${project} --member=user:YOU --role=${role}" \
    '--condition=None'
}

# The role with which everything may be done at an API that this script does.
role_at() {
  if complains 'actAs'; then
    printf 'roles/iam.serviceAccountUser'
    return
  fi
  case "$1" in
    *cloudfunctions.*) printf 'roles/cloudfunctions.admin' ;;
    *run.*) printf 'roles/run.admin' ;;
    storage.*) printf 'roles/storage.admin' ;;
    serviceusage.*) printf 'roles/serviceusage.serviceUsageAdmin' ;;
    iam.*) printf 'roles/iam.serviceAccountAdmin' ;;
    *aiplatform.*) printf 'roles/aiplatform.admin' ;;
    artifactregistry.*) printf 'roles/artifactregistry.admin' ;;
    cloudbuild.*) printf 'roles/cloudbuild.builds.editor' ;;
    cloudresourcemanager.*) grep -q 'setIamPolicy\|getIamPolicy' "${log}" \
      && printf 'roles/resourcemanager.projectIamAdmin' ;;
    *) return 1 ;;
  esac
}
