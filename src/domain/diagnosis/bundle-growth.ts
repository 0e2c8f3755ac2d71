import type { Collected } from '../evidence/findings.ts';
import { bundleVerdict } from '../speed/bundle-rules.ts';
import type { Bundle, DependencyChanges } from '../speed/findings.ts';
import { say } from '../text/language.ts';
import { bytesText } from '../text/size.ts';
import { known, type Observation, observe } from './observation.ts';

/** Decoded bytes above which scripts and styles are heavy even with nothing to compare with. */
const heavyBytes = 1_500_000;
/** Growth that is felt: a second more on the slow 4G that Lighthouse assumes (1.6 Mbit/s), compressed. */
const feltBytes = 200_000;
const feltShare = 0.3;

function packages(changes: DependencyChanges | null): Observation[] {
  if (changes === null || changes.added.length === 0) return [];
  const names = changes.added.slice(0, 3).map(({ name }) => name);
  const text = say(
    `${changes.to} added ${names.join(', ')}`,
    `${changes.to}에서 추가된 패키지: ${names.join(', ')}`,
  );
  return [observe('bundle-package', text)];
}

/** Of what the evidence calls *warn* or *bad*: what is felt explains much, the rest less. */
function grown({ total, largestGrowth: most }: Bundle, earlier: number): Observation {
  const [before, now] = [bytesText(earlier), bytesText(total)];
  const file = most ? `, ${most.name} ${bytesText(most.before)} → ${bytesText(most.after)}` : '';
  return observe(
    isFelt(total - earlier, earlier) ? 'bundle-grew' : 'bundle-grew-some',
    say(
      `scripts and styles grew from ${before} to ${now}${file}`,
      `스크립트와 스타일 ${before} → ${now}${file}`,
    ),
  );
}

function unlike(bundle: Bundle): Observation {
  const total = bytesText(bundle.total);
  const text = say(
    `scripts and styles are about as large as before: ${total}`,
    `스크립트와 스타일 크기는 이전과 비슷합니다: ${total}`,
  );
  return observe('bundle-same', text);
}

/** For and against a grown bundle as the cause. */
export function bundleClues(collected: Collected): Observation[] {
  const bundle = known(collected.bundle);
  if (bundle === null) return [];
  if (bundle.comparedWith !== null) {
    if (bundleVerdict(bundle) === 'ok') return [unlike(bundle)];
    const changes = known(collected['dependency-changes']);
    return [grown(bundle, bundle.comparedWith.total), ...packages(changes)];
  }
  if (bundle.total < heavyBytes) return [];
  const total = bytesText(bundle.total);
  const text = say(`scripts and styles are ${total}`, `스크립트와 스타일 ${total}`);
  return [observe('bundle-heavy', text)];
}

/** By three tenths and 200 kB, which holds all that the evidence calls *bad*: felt on a phone. */
function isFelt(more: number, earlier: number): boolean {
  return more >= feltBytes && more >= earlier * feltShare;
}
