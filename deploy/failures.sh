# shellcheck shell=bash
#
# What to do about a command that has failed.

# True when the error message of the last command matches a pattern.
complains() { sed -n '/ERROR/,$p' "${log}" | grep -Ei -- "$1" >/dev/null; }

# Says what to do about the command that has just failed, and ends.
explain() {
  if complains 'active account|auth login|reauth|invalid_grant|credentials'
  then
    die 'gcloud is not signed in. Run: gcloud auth login'
  elif complains 'billing'; then
    die "Project '${project}' has no billing account. Link one, then run this" \
      "again: gcloud billing projects link ${project}" \
      '--billing-account=ACCOUNT (gcloud billing accounts list shows yours)'
  elif complains 'permitted customer|allowedPolicyMemberDomains'; then
    die "An organization policy forbids public access. Run this again with" \
      "--private, or have an administrator allow it for '${project}'" \
      '(iam.allowedPolicyMemberDomains), then run this again.'
  elif complains 'public.?access.?prevention'; then
    die 'An organization policy forbids public buckets. Run this again with' \
      "--private, or have an administrator allow them for '${project}'" \
      '(storage.publicAccessPrevention), then run this again.'
  fi
  explain_access
}

explain_access() {
  if complains 'bucket name is not available|storage\.buckets\.get'; then
    die 'The name of the bucket is taken by somebody else: names are shared' \
      'by all of Google Cloud. Choose another one with --site-bucket or' \
      '--model-bucket.'
  elif complains 'has not been used|SERVICE_DISABLED|is disabled|not enabled'
  then
    die 'An API is not enabled yet. Google Cloud may need a minute: run this' \
      "again, or see: gcloud services list --enabled --project=${project}"
  elif complains 'builds\.builder|missing permission on the build'; then
    die 'The build may not use its service account. Grant it the role, then' \
      "run this again: gcloud projects add-iam-policy-binding ${project}" \
      "--member=serviceAccount:$(default_account)" \
      '--role=roles/cloudbuild.builds.builder --condition=None'
  elif complains 'permission|forbidden|403'; then
    die "Your account may not do this in project '${project}', or there is no" \
      'such project. Check its id (gcloud projects list), or have an owner' \
      'grant you the role that is missing, then run this again.'
  fi
  die 'The command above failed. Mend what it complains about, then run this' \
    'again: it completes what is missing.'
}
