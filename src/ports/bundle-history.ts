import type { KeptVersion } from '../domain/speed/bundle-rules.ts';

/**
 * Figures of earlier versions, by the address of a site. A convenience: what cannot be read is empty,
 * what cannot be written is lost, and neither throws.
 */
export interface BundleHistory {
  /** Those read last first. */
  versions(site: string): Promise<readonly KeptVersion[]>;
  keep(site: string, version: KeptVersion): Promise<void>;
}
