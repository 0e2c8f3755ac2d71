import type { KeptVersion } from '../domain/speed/bundle-rules.ts';

/**
 * Figures of earlier versions, by the address of a site. A convenience: what can not be read is empty,
 * what can not be written is lost, and neither throws.
 */
export interface KeptFigures {
  /** Those read last first. */
  versions(site: string): Promise<readonly KeptVersion[]>;
  keep(site: string, version: KeptVersion): Promise<void>;
}
