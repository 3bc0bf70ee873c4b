#!/usr/bin/env bash
#
# Packs the demo page for its bucket, and prints the name of its release.
#
# Usage: pack-page.sh PAGE ADDRESS FOLDER FILE... -- FILE...
#
# PAGE is the page's folder, and ADDRESS the function's. FOLDER gets
#   kept/RELEASE  the first files, which index.html loads: browsers keep them,
#                 as the release is a hash of them all
#   asked         the second ones, which browsers ask for by their own names
#   index         index.html, with the addresses of the release
#   digest        a hash of that
# Each file is compressed, and the same ones always to the same bytes.

set -euo pipefail

digest() {
  if command -v sha256sum >/dev/null; then
    sha256sum
  else
    shasum -a 256
  fi
}

# Only config.js knows which address is called.
content_of() {
  if [[ "$1" == 'config.js' ]]; then
    grep -v '^export const endpoint' "$1" || true
    printf "export const endpoint = '%s';\n" "${address}"
  else
    cat "$1"
  fi
}

pack() {
  mkdir -p "${1%/*}"
  gzip -9n >"$1"
}

main() {
  local -r page="$1" address="$2" folder="$3"
  local -a kept=()
  local file release links=''
  shift 3
  cd "${page}"
  mkdir -p "${folder}/asked"
  while [[ "$1" != '--' ]]; do
    kept+=("$1")
    shift
  done
  shift
  release="$(for file in ${kept[@]+"${kept[@]}"}; do
    printf '%s ' "${file}"
    content_of "${file}" | digest
  done | digest | cut -c 1-16)"
  for file in ${kept[@]+"${kept[@]}"}; do
    content_of "${file}" | pack "${folder}/kept/${release}/${file}"
    links+="s|=\"${file//./[.]}\"|=\"${release}/${file}\"|g;"
  done
  for file in "$@"; do
    content_of "${file}" | pack "${folder}/asked/${file}"
  done
  sed "${links}" index.html | pack "${folder}/index/index.html"
  # gcloud would note another time at each file.
  TZ=UTC find "${folder}" -type f -exec touch -t 202001010000 {} +
  digest <"${folder}/index/index.html" | cut -c 1-16 >"${folder}/digest"
  printf '%s\n' "${release}"
}

main "$@"
