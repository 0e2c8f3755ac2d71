import type { SpeedId } from '../domain/told/speed.ts';
import type { Collectors } from './inquiry.ts';

/** The evidence of slow pages; each is loaded when it is asked. */
export const speedCollectors: Pick<Collectors, SpeedId> = {
  'page-speed': async () => (await import('./page-speed.ts')).default,
  bundle: async () => (await import('./bundle.ts')).default,
  'cache-state': async () => (await import('./cache-state.ts')).default,
  images: async () => (await import('./images.ts')).default,
  'resource-loading': async () => (await import('./resource-loading.ts')).default,
  'dependency-changes': async () => (await import('./dependency-changes.ts')).default,
  visits: async () => (await import('./visits.ts')).default,
};
