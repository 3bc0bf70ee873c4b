# shellcheck shell=bash
#
# The demo page: the files of public/ in a bucket, compressed. What index.html
# loads lies in a folder of each release, and browsers keep it; what has a name
# of its own they ask for each time, so that a new release shows at once.

readonly PAGE="${REPOSITORY}/public"

# The kinds of files that gcloud and browsers know by their names.
readonly KINDS='html|css|js|json|txt|svg|png'

# The page's files, but for those whose name, or folder's, starts with a dot.
list_files() {
  (cd "${PAGE}" && find . -type f ! -path '*/.*') | sed 's|^\./||' \
    | LC_ALL=C sort
}

# What index.html loads.
list_kept() { list_files | grep -v '[.]html$'; }

# What is asked for by its own name, beside index.html: the other pages, and
# what they load from the root, as they answer for addresses of any depth.
list_asked() {
  local -r pages="$(cat "${PAGE}"/*.html)"
  local file
  while read -r file; do
    if [[ "${file}" == *.html && "${file}" != 'index.html' ]] \
        || [[ "${pages}" == *"=\"/${file}\""* ]]; then
      printf '%s\n' "${file}"
    fi
  done < <(list_files)
}

# A regular expression for some names.
any_of() { sed 's/[.]/[.]/g' | paste -sd '|' -; }

# Where this script puts the page, or has put it before there were releases.
site_names() { list_files | any_of; }

# Refuses files that could not be uploaded, before anything is changed.
check_site() {
  local wrong
  wrong="$(list_files | grep -Evx "[A-Za-z0-9._/-]+[.](${KINDS})" \
    | paste -sd ',' - | sed 's/,/, /g' || true)"
  [[ -z "${wrong}" ]] || die "public/ holds files that can't be uploaded:" \
    "${wrong}. Their kind is unknown (add it to KINDS in deploy/site.sh), or" \
    'their name is not of letters, digits, dots, hyphens and underscores.'
}

# The page's origin: its address up to the host.
site_origin() {
  local -r rest="${site_address#https://}"
  printf 'https://%s' "${rest%%/*}"
}

deploy_site() {
  local packed release digest objects generation=0 digest_before='' previous=''
  step "The site in gs://${site_bucket}"
  gc storage buckets update "gs://${site_bucket}" \
    --web-main-page-suffix=index.html --web-error-page=404.html
  pack_page
  find_previous
  upload_page "${packed}/kept" 'public, max-age=31536000, immutable'
  upload_page "${packed}/asked" no-cache
  # What somebody else uploads from now on stays.
  list_objects objects "gs://${site_bucket}/**" "$(outdated)"
  upload_index "${packed}/index"
  run rm -rf "${packed}"
  remove_objects "${objects}"
  publish_site
}

# Sets 'packed' to a folder with what is to be uploaded, 'release', and
# 'digest' to that of its index.html.
pack_page() {
  capture packed mktemp -d
  # shellcheck disable=SC2046 # the names are checked
  capture release "${REPOSITORY}/deploy/tools/pack-page.sh" "${PAGE}" \
    "${function_address}" "${packed}" $(list_kept) -- $(list_asked)
  capture digest cat "${packed}/digest"
}

# Lets everybody read the page, but not list the bucket, or nobody. Where an
# organization allows no public buckets, the rest is there all the same.
publish_site() {
  local -r bucket="gs://${site_bucket}"
  if is_private; then
    gc storage buckets update "${bucket}" --public-access-prevention
    return
  fi
  ! tolerating "${NO_OUTSIDERS}|public.?access.?prevention" open_site \
    || return 0
  warn "An organization policy keeps ${bucket} from being public, so that" \
    'nobody sees the page there; the rest is deployed. Have an administrator' \
    'make an exception (storage.publicAccessPrevention,' \
    'iam.allowedPolicyMemberDomains) and run ./deploy.sh site, or serve the' \
    'files of public/ from a web server of yours, with config.js naming' \
    "${function_address}, and say where with --site-address."
}

open_site() {
  gc storage buckets update "gs://${site_bucket}" \
    --no-public-access-prevention \
    && let_in "${EVERYBODY}" "${READER}" \
      storage buckets -- "gs://${site_bucket}"
}

# The release that was there when this run began to upload.
page_before=''

# Sets 'previous' to the release before this one, which stays: a browser may
# just be loading it. Before there were releases, a page loaded from anywhere.
# Sets 'generation' and 'digest_before' to those of its index.html.
find_previous() {
  local fields='generation,metadata.index,metadata.release,metadata.previous'
  exists storage objects describe "gs://${site_bucket}/index.html" --raw \
    --format="value[separator='|'](${fields})" || return 0
  IFS='|' read -r generation digest_before page_before previous <"${found}" \
    || true
  if [[ "${page_before}" != "${release}" ]]; then
    previous="${page_before:-.*}"
  fi
}

# A filter for what is neither of this release nor of the one before.
outdated() {
  printf '%s AND name!~"%s" AND name!~"%s"' "$(marked site)" \
    "^(${release}|${previous:--})(/|\$)" \
    "^(index.html|$(list_asked | any_of))\$"
}

# Uploads what has changed in a folder: FOLDER CACHE-CONTROL.
upload_page() {
  run_in "$1" gcloud storage rsync . "gs://${site_bucket}" --recursive \
    --checksums-only --content-encoding=gzip --cache-control="$2" \
    --custom-metadata="$(mark_of site)" --project="${project}"
}

# Uploads index.html if it has changed: FOLDER. Fails if somebody else has done
# so since this run has read which release it is of.
upload_index() {
  [[ "${digest_before} ${page_before}" != "${digest} ${release}" ]] || return 0
  run_in "$1" gcloud storage cp index.html "gs://${site_bucket}/index.html" \
    --if-generation-match="${generation}" --content-encoding=gzip \
    --cache-control=no-cache --project="${project}" \
    --custom-metadata="$(mark_of site),index=${digest},release=${release}$(
      )${previous:+,previous=${previous}}"
}

show_site() {
  show Site storage buckets describe "gs://${site_bucket}" \
    --format='value(storage_url)'
}
