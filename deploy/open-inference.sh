# shellcheck shell=bash
#
# A server of the Open Inference Protocol that is there already: KServe,
# Triton, MLServer and their like. Nothing but the function is deployed.

open_inference_options() { printf '%s\n' --model-address --model-name; }

open_inference_check() {
  case "${command}" in
    everything | function)
      [[ -n "${model_address}" ]] || refuse 'A server of the Open Inference' \
        'Protocol is not deployed here, but used: say with --model-address' \
        'where yours is.'
      ;;
    model)
      refuse "There is no model to deploy: the server of --server ${server}" \
        'is yours. Deploy the function instead: ./deploy.sh function' \
        "--project ${project} --server ${server} --model-address ADDRESS"
      ;;
  esac
}

open_inference_recall() {
  local address
  address="$(kept_setting Model__BaseUri)" || return 0
  keep --model-address "${address}"
}

open_inference_services() { :; }
open_inference_deploy() { :; }

# Cloud Run lets in who has a token for the address; others don't ask for one.
open_inference_settings() {
  if [[ "${model_address}" == https://*.run.app ]]; then
    add_setting "Model__Audience=${model_address}"
  fi
}

open_inference_status() { :; }
open_inference_destroy() { :; }
