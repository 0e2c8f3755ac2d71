import type { Collectors } from './asking/inquiry.ts';

/** The questions of the High Error Rate runbook; each collector is loaded when it is asked. */
export const errorCollectors = {
  'error-rate': async () => (await import('./errors/rate.ts')).default,
  'error-types': async () => (await import('./errors/types.ts')).default,
  'error-onset': async () => (await import('./errors/onset.ts')).default,
  'recent-deploys': async () => (await import('./deploys/recent.ts')).default,
  'release-split': async () => (await import('./errors/release-split.ts')).default,
  correlation: async () => (await import('./errors/correlation.ts')).default,
  'affected-users': async () => (await import('./errors/affected-users.ts')).default,
  'browser-split': async () => (await import('./errors/browser-split.ts')).default,
  dependencies: async () => (await import('./errors/dependencies.ts')).default,
  'status-pages': async () => (await import('./errors/status-pages.ts')).default,
} satisfies Partial<Collectors>;
