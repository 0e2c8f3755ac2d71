import type { Collectors } from './asking/inquiry.ts';

/** Who answers each question of the table; loaded when it is asked. */
export const collectors: Collectors = {
  'site-up': async () => (await import('./health/site-up.ts')).default,
  certificate: async () => (await import('./health/certificate.ts')).default,
  'served-deploy': async () => (await import('./deploys/served-deploy.ts')).default,
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
  'page-speed': async () => (await import('./speed/page-speed.ts')).default,
  bundle: async () => (await import('./speed/bundle.ts')).default,
  'cache-state': async () => (await import('./cdn/cache-state.ts')).default,
  images: async () => (await import('./speed/images.ts')).default,
  'resource-loading': async () => (await import('./speed/resource-loading.ts')).default,
  'dependency-changes': async () => (await import('./deploys/dependency-changes.ts')).default,
  'cdn-figures': async () => (await import('./cdn/figures.ts')).default,
  'usage-figures': async () => (await import('./usage/figures.ts')).default,
  'lab-figures': async () => (await import('./speed/lab-figures.ts')).default,
  visits: async () => (await import('./speed/visits.ts')).default,
};
