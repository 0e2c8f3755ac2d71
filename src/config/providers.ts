/**
 * Who offers each capability, the default first; `src/services/registry.ts` has an adapter for each. A capability
 * that is not here has one adapter, and nothing to choose.
 */
export const providers = {
  cdn: ['cloudfront'],
  deploys: ['github'],
  uptime: ['uptimerobot'],
  analytics: ['ga4'],
} as const;

export type Provider<Capability extends keyof typeof providers> =
  (typeof providers)[Capability][number];
