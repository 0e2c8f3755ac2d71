import type { Collectors } from './inquiry.ts';

/** The questions of the High Error Rate runbook; each collector is loaded when it is asked. */
export const errorCollectors = {
  'error-rate': async () => (await import('./error-rate.ts')).default,
  'error-types': async () => (await import('./error-types.ts')).default,
  'error-onset': async () => (await import('./error-onset.ts')).default,
  'recent-deploys': async () => (await import('./recent-deploys.ts')).default,
  'release-split': async () => (await import('./release-split.ts')).default,
  correlation: async () => (await import('./correlation.ts')).default,
  'affected-users': async () => (await import('./affected-users.ts')).default,
  'browser-split': async () => (await import('./browser-split.ts')).default,
  dependencies: async () => (await import('./dependencies.ts')).default,
  'status-pages': async () => (await import('./status-pages.ts')).default,
} satisfies Partial<Collectors>;
