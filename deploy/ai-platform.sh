# shellcheck shell=bash
#
# AI Platform Prediction, which Google has closed: only the function can be
# deployed, for an API that speaks its protocol.

ai_platform_options() { printf '%s\n' --model-address --model-name; }

ai_platform_check() {
  case "${command}" in
    everything | model | function)
      [[ -n "${model_address}" ]] || refuse 'Google closed AI Platform' \
        'Prediction on 2025-01-31: nothing can be deployed to it. Use' \
        '--server tensorflow-serving or --server vertex-ai, or name an API' \
        'that speaks its protocol with --model-address.'
      ;;
  esac
}

ai_platform_services() { :; }
ai_platform_image() { :; }
ai_platform_deploy() { :; }

ai_platform_settings() {
  add_setting "Model__Project=${project}"
  grant roles/ml.developer
}

ai_platform_status() { :; }
ai_platform_destroy() { :; }
