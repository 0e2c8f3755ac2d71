import type { SpeedId } from '../domain/evidence/wording/speed.ts';
import type { Collectors } from './asking/inquiry.ts';

/** The evidence of slow pages; each is loaded when it is asked. */
export const speedCollectors: Pick<Collectors, SpeedId> = {
  'page-speed': async () => (await import('./speed/page-speed.ts')).default,
  bundle: async () => (await import('./speed/bundle.ts')).default,
  'cache-state': async () => (await import('./cdn/cache-state.ts')).default,
  images: async () => (await import('./speed/images.ts')).default,
  'resource-loading': async () => (await import('./speed/resource-loading.ts')).default,
  'dependency-changes': async () => (await import('./deploys/dependency-changes.ts')).default,
  visits: async () => (await import('./speed/visits.ts')).default,
};
