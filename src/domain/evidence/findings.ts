/* Every question that a runbook, the digest or a dashboard may put, and the value that answers it. */
import type {
  AffectedUsers,
  BrowserSplit,
  Correlation,
  Dependencies,
  ErrorOnset,
  ErrorRate,
  ErrorTypes,
  RecentDeploys,
  ReleaseSplit,
  StatusPages,
} from '../errors/findings.ts';
import type {
  Bundle,
  CacheState,
  DependencyChanges,
  Images,
  PageSpeed,
  ResourceLoading,
  Visits,
} from '../speed/findings.ts';
import type { Language, Text } from '../text/language.ts';
import type { Picture } from './picture.ts';
import type { Evidence } from './shape.ts';

export interface Findings {
  readonly 'error-rate': ErrorRate;
  readonly 'error-types': ErrorTypes;
  readonly 'error-onset': ErrorOnset;
  readonly 'recent-deploys': RecentDeploys;
  readonly 'release-split': ReleaseSplit;
  readonly correlation: Correlation;
  readonly 'affected-users': AffectedUsers;
  readonly 'browser-split': BrowserSplit;
  readonly dependencies: Dependencies;
  readonly 'status-pages': StatusPages;
  readonly 'page-speed': PageSpeed;
  readonly bundle: Bundle;
  readonly 'cache-state': CacheState;
  readonly images: Images;
  readonly 'resource-loading': ResourceLoading;
  readonly 'dependency-changes': DependencyChanges;
  readonly visits: Visits;
}

export type EvidenceId = keyof Findings;

/** Evidence by its question, as far as it has been collected. */
export type Collected = { readonly [Id in EvidenceId]?: Evidence<Findings[Id]> };

/** How a value is told to people. Pure; what came from outside is clean already. */
export interface Told<Value> {
  /** Two to four words. */
  readonly title: Text;
  /** The answer in one sentence, without a full stop; at most some 100 columns. */
  sentence(value: Value): Text;
  /**
   * Null where the sentence says it all. `others` may lend it marks (deploys on a curve of errors); its
   * words are of the language.
   */
  picture?(value: Value, others?: Collected, language?: Language): Picture | null;
}
