// The function's addresses. Its endpoint may have a path (…cloudfunctions.net/sentiment) and a query.

import { endpoint } from '../config.js';

/** False when config.js holds something that is no address. */
export const isValid = () => URL.canParse(endpoint || '/', location.href);

/** True when the endpoint lives elsewhere than this page, so that CORS decides. */
export const isElsewhere = () => addressOf('').origin !== location.origin;

/**
 * The address of a resource below the endpoint: '' for predictions, 'model' for the model version; of the
 * default version unless another one is named.
 */
export function addressOf(resource, version) {
  const address = new URL(endpoint || '/', location.href);
  address.pathname = `${address.pathname.replace(/\/+$/, '')}/${resource}`;
  if (version) {
    address.searchParams.set('version', version);
  }
  return address;
}
