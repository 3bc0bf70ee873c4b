# shellcheck shell=bash
#
# The model server's image, by its digest: a tag is somebody else's to move.

# Names 'model_image' by the digest that Docker Hub has under its tag now; what
# is deployed already has one.
pin_image() { [[ "${model_image}" == *@* ]] || find_digest; }

# Docker Hub tells the digest of a tag to anybody:
# https://docs.docker.com/reference/api/registry/auth/
find_digest() {
  local -r repository="${model_image%:*}" tag="${model_image##*:}"
  local -r digest='[Dd]ocker-[Cc]ontent-[Dd]igest: *(sha256:[0-9a-f]{64})'
  local -r scope="service=registry.docker.io&scope=repository:${repository}"
  local accept='Accept: application/vnd.oci.image.index.v1+json'
  local answer token
  accept+=', application/vnd.docker.distribution.manifest.list.v2+json'
  accept+=', application/vnd.oci.image.manifest.v1+json'
  accept+=', application/vnd.docker.distribution.manifest.v2+json'
  ask answer curl --silent --show-error --fail --max-time 30 \
    "https://auth.docker.io/token?${scope}:pull"
  token="$(sed -n 's/.*"token" *: *"\([^"]*\)".*/\1/p' <<<"${answer}")"
  ask answer curl --silent --show-error --fail --max-time 30 --head \
    --header "Authorization: Bearer ${token}" --header "${accept}" \
    "https://registry-1.docker.io/v2/${repository}/manifests/${tag}"
  if [[ "${answer}" =~ ${digest} ]]; then
    model_image="${repository}@${BASH_REMATCH[1]}"
  else
    conclude "Warning: Docker Hub doesn't tell the digest of ${model_image}:" \
      'the image is named by its tag, which may move.'
  fi
}
