/** What can be seen from here of the services of others; `dependencies.ts` is the adapter. */
import type { AccessBudget } from './access.ts';

export interface Probed {
  /** `slow`: it answered rightly, but late. `unknown`: it is our own network that does not reach it. */
  readonly state: 'up' | 'down' | 'slow' | 'unknown';
  readonly detail: string;
  /** What it answered: its status, and after how many milliseconds. */
  readonly answered?: { readonly status: number; readonly tookMs: number };
  /** No answer came at all: then it may be our own network. */
  readonly silent?: true;
  /** Why it is `unknown`: what control hosts told of our own line. */
  readonly ownLine?: OwnLine;
}

/** They did not answer either, answered slowly too, or none was asked. */
export type OwnLine = 'silent' | 'slow' | 'not-asked';

export interface PageState {
  /** How bad the vendor calls it; `unknown` where its page could not be read. */
  readonly state: 'none' | 'minor' | 'major' | 'critical' | 'unknown';
  readonly detail: string;
}

export interface FallbackState {
  readonly state: 'active' | 'inactive' | 'unknown';
  readonly detail: string;
}

/** Reads that answer whatever happens; they reject only with the signal's reason. */
export interface DependencyReads {
  /** Asks the probe address; `{seed}` in it becomes a fresh value, so that no cache answers. */
  probe(probe: string, reach: AccessBudget): Promise<Probed>;
  statusPage(
    page: { readonly url: string; readonly format: 'statuspage' | 'slack' | 'aws' },
    reach: AccessBudget,
  ): Promise<PageState>;
  /** Whether the answer (at the path of field names, where one is given) holds the keyword. */
  fallback(
    check: { readonly url: string; readonly path?: string; readonly keyword: string },
    reach: AccessBudget,
  ): Promise<FallbackState>;
}
