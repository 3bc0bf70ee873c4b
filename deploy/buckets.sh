# shellcheck shell=bash
#
# The buckets, and what in them is this deployment's: the label of a bucket and
# the metadata of an object say so. What has neither is somebody else's, and is
# neither deleted nor replaced nor published.

readonly MARK='sentiment-function'
readonly READER='roles/storage.legacyObjectReader'

mark_of() { printf '%s=%s-%s' "${MARK}" "${name}" "$1"; }

# A filter for the marked objects of a use. In an address gcloud would take
# these characters for a pattern.
marked() {
  printf '(custom_fields.%s AND name!~"[][*?#\\n]")' "$(mark_of "$1")"
}

# Sets a variable to the addresses that match a pattern and a filter: VARIABLE
# PATTERN FILTER. They name the generations, so that what has come since is
# left alone. gcloud would warn of a filter for metadata that no object has.
list_objects() {
  list "$1" storage objects list "$2" --filter="$3" --verbosity=error \
    --format='value(storage_url)'
}

# The first few addresses of some.
few() {
  sed -n 's/#[0-9]*$//; 1,3p; 4s/.*/.../p' <<<"$1" | paste -sd ',' - \
    | sed 's/,/, /g'
}

another() { printf 'Name another bucket with --%s-bucket.' "$1"; }

# --- Whose it is ------------------------------------------------------------

# What is known of the buckets before they are looked at.
for use in site model; do
  printf -v "${use}_state" missing
  printf -v "${use}_unmarked" ''
  printf -v "${use}_others" ''
done

# Checks the buckets that this run uses, before anything is changed.
check_buckets() {
  case "${command}" in
    everything | site | destroy) check_bucket "${site_bucket}" site ;;
  esac
  if [[ "${command}" == 'destroy' ]] || serves_model; then
    check_bucket "${model_bucket}" model
  fi
}

# Finds out whose a bucket is, or refuses it: BUCKET USE, which is site or
# model. Sets USE_state to missing, own or new, which is to be taken over;
# USE_unmarked to those of its objects that are to be marked as this
# deployment's, and USE_others to those that are somebody else's.
check_bucket() {
  local -r names="gs://$1/($("$2_names"))#[0-9]+"
  local number prevention label others unmarked=''
  find_bucket "$@" || return 0
  IFS='|' read -r number prevention label <"${found}" || true
  [[ "${number}" == "${project_number}" ]] || die "gs://$1 is in another" \
    "project (number ${number}). $(another "$2")"
  [[ "${label:-${name}-$2}" == "${name}-$2" ]] || die "gs://$1 belongs to" \
    "another deployment: its label ${MARK} is ${label}. $(another "$2")"
  list_objects others "gs://$1/**" "NOT $(marked "$2")"
  if [[ -n "${label}" ]]; then
    printf -v "$2_state" own
    check_written "$2" "$(grep -Ex "${names}" <<<"${others}" || true)"
  else
    printf -v "$2_state" new
    check_taken "$1" "$2" "${others}"
    unmarked="$(grep -Ex "${names}" <<<"${others}" || true)"
    others="$(grep -Evx "${names}" <<<"${others}" || true)"
  fi
  printf -v "$2_unmarked" '%s' "${unmarked}"
  printf -v "$2_others" '%s' "${others}"
  [[ "$2" != 'site' ]] || check_published "${prevention}" "${others}"
}

# Describes a bucket in a line, if it is there: BUCKET USE.
find_bucket() {
  local fields='projectNumber,iamConfiguration.publicAccessPrevention'
  fields+=",labels.${MARK}"
  exists storage buckets describe "gs://$1" --raw \
    --format="value[separator='|'](${fields})"
}

# Nothing of others' is replaced: USE OBJECTS-WHERE-OWN-ONES-ARE-PUT.
check_written() {
  [[ -z "$2" || "${command}" == 'destroy' ]] || die 'This deployment did not' \
    "put these objects where it puts its own: $(few "$2"). Delete them, or" \
    'say that they are its own: gcloud storage objects update OBJECT' \
    "--update-custom-metadata=$(mark_of "$1")"
}

# A bucket without a label is taken over if it has the script's own name for it
# and no option names it, or if it is empty: BUCKET USE OBJECTS.
check_taken() {
  [[ -z "$3" ]] || is_of_before "$@" || die "gs://$1 is not this" \
    "deployment's, and it holds: $(few "$3"). $(another "$2")"
}

# Whether the script of before labels may have made it: BUCKET USE.
is_of_before() {
  local default="${project}-${name}-$2"
  [[ "$2" != 'model' ]] || default+='s'
  [[ "$1" == "${default}" ]] && ! is_given "--$2-bucket"
}

# To publish the page is to publish the whole bucket: PREVENTION OTHERS.
check_published() {
  if [[ -z "$2" || "${command}" == 'destroy' ]] || is_private; then
    return
  elif [[ "$1" == 'enforced' ]] || ! is_let_in \
      "${EVERYBODY}" "${READER}" storage buckets -- "gs://${site_bucket}"; then
    die "gs://${site_bucket} holds objects that are not the page's, and would" \
      "be published with it: $(few "$2"). Move them, or take another bucket" \
      'with --site-bucket.'
  fi
  warn "What is in gs://${site_bucket} is public, also: $(few "$2")."
}

# --- Making and deleting ----------------------------------------------------

# Creates a bucket, or takes it over: BUCKET USE. The label comes last, when
# what the deployment has in it is marked.
ensure_bucket() {
  local -r state="$2_state" unmarked="$2_unmarked"
  [[ "${!state}" != 'own' ]] || return 0
  if [[ "${!unmarked}" != '' ]]; then
    feed "${!unmarked}" gcloud storage objects update \
      --read-paths-from-stdin --project="${project}" \
      --update-custom-metadata="$(mark_of "$2")"
  elif [[ "${!state}" != 'new' ]]; then
    gc storage buckets create "gs://$1" --location="${region}" \
      --uniform-bucket-level-access
  fi
  gc storage buckets update "gs://$1" --update-labels="$(mark_of "$2")"
}

# Deletes what this deployment has put into a bucket, and the bucket itself if
# nothing is left in it: BUCKET USE.
destroy_bucket() {
  local -r state="$2_state" others="$2_others"
  local objects
  if [[ "${!state}" == 'new' ]] && ! is_of_before "$@"; then
    conclude "gs://$1 stays: this deployment has put nothing there."
    return
  elif [[ "${!state}" == 'missing' ]]; then
    return
  fi
  ensure_bucket "$@"
  [[ -z "${!others}" ]] || shut_readers_out "$@"
  list_objects objects "gs://$1/**" "$(marked "$2")"
  remove_objects "${objects}"
  if [[ -n "${!others}" ]]; then
    conclude "gs://$1 stays, as it holds objects that this deployment did not" \
      "put there: $(few "${!others}")."
  else
    remove storage buckets delete "gs://$1"
  fi
}

# Takes away what rights this deployment has given on a bucket that stays:
# BUCKET USE.
shut_readers_out() {
  if [[ "$2" == 'site' ]]; then
    shut_out "${EVERYBODY}" "${READER}" storage buckets -- "gs://$1"
  else
    shut_out "serviceAccount:$(account_for "${model_service_account}" model)" \
      roles/storage.objectViewer storage buckets -- "gs://$1"
  fi
}

# Removes objects, unless there are none: ADDRESSES.
remove_objects() {
  [[ -z "$1" ]] || feed "$1" gcloud storage rm --read-paths-from-stdin \
    --project="${project}"
}
