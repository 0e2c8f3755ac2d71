import type { RecentDeploys } from '../errors/findings.ts';
import type { Language, Text } from '../text/language.ts';
import type { Picture } from './picture.ts';
import type { Evidence } from './shape.ts';

/** Answers that may lend a picture marks. */
export interface Neighbours {
  readonly 'recent-deploys'?: Evidence<RecentDeploys>;
}

/** How a value is told to people. Pure; what came from outside is clean already. */
export interface Wording<Value> {
  /** Two to four words. */
  readonly title: Text;
  /**
   * The answer in one sentence, without a full stop; at most some 100 columns. Its times are of `zone` (an
   * IANA name); of UTC, as records have them, where none is given.
   */
  sentence(value: Value, zone?: string): Text;
  /**
   * Null where the sentence says it all. `others` may lend it marks (deploys on a curve of errors); its
   * words are of the language, and its times of the zone.
   */
  picture?(value: Value, others?: Neighbours, language?: Language, zone?: string): Picture | null;
}
