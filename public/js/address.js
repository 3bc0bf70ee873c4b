// The function's addresses. Its endpoint may have a path and a query.

import { endpoint } from '../config.js';

export const isValid = () => URL.canParse(endpoint || './', location.href);

export const isElsewhere = () => addressOf('').origin !== location.origin;

/** The address of '' (predictions) or 'model'. */
export function addressOf(resource, version) {
  const address = new URL(endpoint || './', location.href);
  address.pathname = `${address.pathname.replace(/\/+$/, '')}/${resource}`;
  if (version) {
    address.searchParams.set('version', version);
  }
  return address;
}
