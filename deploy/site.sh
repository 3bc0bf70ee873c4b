# shellcheck shell=bash
#
# The demo page: the files of public/ in a bucket.

readonly PAGE="${REPOSITORY}/public"

content_type() {
  case "$1" in
    html) printf 'text/html; charset=utf-8' ;;
    css) printf 'text/css; charset=utf-8' ;;
    js) printf 'text/javascript; charset=utf-8' ;;
    json) printf 'application/json' ;;
    txt) printf 'text/plain; charset=utf-8' ;;
    svg) printf 'image/svg+xml; charset=utf-8' ;;
    png) printf 'image/png' ;;
    *) return 1 ;;
  esac
}

# The page's files, but for those whose name, or folder's, starts with a dot.
list_files() {
  (cd "${PAGE}" && find . -type f ! -path '*/.*') | sed 's|^\./||' | sort
}

# Refuses files that could not be uploaded, before anything is changed.
check_site() {
  local file
  local wrong=''
  while read -r file; do
    if [[ ! "${file}" =~ ^[A-Za-z0-9._/-]+$ ]] \
        || ! content_type "${file##*.}" >/dev/null; then
      wrong+="${wrong:+, }${file}"
    fi
  done < <(list_files)
  [[ -z "${wrong}" ]] || die "public/ holds files that can't be uploaded:" \
    "${wrong}. Their kind is unknown (add it to content_type in" \
    'deploy/site.sh), or their name is not of letters, digits, dots, hyphens' \
    'and underscores.'
}

# The page's origin: its address up to the host.
site_origin() {
  local -r rest="${site_address#https://}"
  printf 'https://%s' "${rest%%/*}"
}

# Uploads the files of a kind, folder by folder. The browser asks each time
# whether they have changed, so that a new deployment shows at once.
upload_kind() {
  local -r extension="$1"
  local file folder
  local -a files
  while read -r folder; do
    files=()
    while read -r file; do
      files+=("${file}")
    done < <(list_kind "${folder}" "${extension}")
    (( ${#files[@]} > 0 )) || continue
    run_in "${PAGE}" gcloud storage cp "${files[@]}" \
      "gs://${site_bucket}/${folder}" \
      --content-type="$(content_type "${extension}")" \
      --cache-control=no-cache --project="${project}"
  done < <(list_files | sed 's|[^/]*$||' | sort -u)
}

# The files of a kind in a folder, but for the one that is written anew:
# FOLDER/ EXTENSION.
list_kind() {
  local file
  while read -r file; do
    [[ "${file%"${file##*/}"}" == "$1" && "${file##*.}" == "$2" ]] \
      && [[ "${file}" != 'config.js' ]] && printf '%s\n' "${file}"
  done < <(list_files)
  return 0
}

# The page comes last, when all it loads is there.
list_kinds() {
  list_files | sed 's/.*\.//' | sort -u | grep -v '^html$'
  printf 'html\n'
}

# A regular expression for the site's files, and for those that are left out.
# It is matched from the beginning: gcloud reads '^...^' as a separator.
site_pattern() {
  printf '(%s)$|(.*/)?\\.' \
    "$(list_files | sed 's/[^A-Za-z0-9_/-]/\\&/g' | paste -sd '|' -)"
}

deploy_site() {
  local extension
  local prevention='--no-public-access-prevention'
  step "The site in gs://${site_bucket}"
  if is_private; then
    prevention='--public-access-prevention'
  fi
  gc storage buckets update "gs://${site_bucket}" "${prevention}" \
    --web-main-page-suffix=index.html --web-error-page=404.html
  feed "export const endpoint = '${function_address}';" \
    gcloud storage cp - "gs://${site_bucket}/config.js" \
    --content-type="$(content_type js)" --cache-control=no-cache \
    --project="${project}"
  for extension in $(list_kinds); do
    upload_kind "${extension}"
  done
  # Everything is there by now: this only deletes what no longer belongs to it.
  run_in "${PAGE}" gcloud storage rsync . "gs://${site_bucket}" --recursive \
    --delete-unmatched-destination-objects --exclude="$(site_pattern)" \
    --project="${project}"
  is_private || gc storage buckets add-iam-policy-binding \
    "gs://${site_bucket}" --member=allUsers \
    --role=roles/storage.legacyObjectReader --format=none
}

show_site() {
  show Site storage buckets describe "gs://${site_bucket}" \
    --format='value(storage_url)'
}
