import type { Vendor } from '../http/vendor-client.ts';

/** Prometheus itself has no accounts and no limits; what stands before it may. */
export const prometheus: Vendor = {
  title: 'Prometheus',
  secret: {
    variable: 'PROMETHEUS_TOKEN',
    howToGet: 'a bearer token of the proxy before Prometheus',
  },
  headers: (token) => (token === undefined ? {} : { authorization: `Bearer ${token}` }),
  statuses: { 403: 'rejected' },
  limit: {},
  unsaidWait: 1000,
  pauses: [500],
  errorText: [['error']],
  maxBody: 2 * 1024 * 1024,
  next: ['check prometheus.url'],
};
