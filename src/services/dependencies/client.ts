import type { Vendor } from '../http/vendor-client.ts';

/** A page of Statuspage's format: public, asked without a secret, and never more than once. */
export const statusPage: Vendor = {
  title: 'The status page',
  secret: { variable: '', howToGet: '' },
  headers: () => ({}),
  limit: {},
  unsaidWait: 1000,
  pauses: [],
  errorText: [],
  maxBody: 2 * 1024 * 1024,
  next: [],
};
