# shellcheck shell=bash
#
# The model that is part of the function, and comes and goes with it.

embedded_options() { :; }

embedded_check() {
  [[ "${command}" != 'model' ]] || refuse 'There is no model to deploy: the' \
    'embedded one is part of the function. Deploy that instead:' \
    "./deploy.sh function --project ${project} --server embedded"
}

embedded_services() { :; }
embedded_image() { :; }
embedded_deploy() { :; }
embedded_settings() { :; }
embedded_status() { :; }
embedded_destroy() { :; }
