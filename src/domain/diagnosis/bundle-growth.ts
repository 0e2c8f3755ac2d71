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

/** What the evidence calls *bad* explains much, what it calls *warn* less: there is no other threshold here. */
function grown(bundle: Bundle, isMuch: boolean): Observation {
  const { total, comparedWith, largestGrowth: most } = bundle;
  const [before, now] = [bytesText(comparedWith?.total ?? 0), bytesText(total)];
  const file = most ? `, ${most.name} ${bytesText(most.before)} → ${bytesText(most.after)}` : '';
  return observe(
    isMuch ? 'bundle-grew' : 'bundle-grew-some',
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
    const verdict = bundleVerdict(bundle);
    if (verdict === 'ok') return [unlike(bundle)];
    const changes = known(collected['dependency-changes']);
    return [grown(bundle, verdict === 'bad' || isFelt(bundle)), ...packages(changes)];
  }
  if (bundle.total < heavyBytes) return [];
  const total = bytesText(bundle.total);
  const text = say(`scripts and styles are ${total}`, `스크립트와 스타일 ${total}`);
  return [observe('bundle-heavy', text)];
}

/** By a third and 200 kB: felt on a phone, though the evidence calls only half as much again *bad*. */
function isFelt({ total, comparedWith }: Bundle): boolean {
  const before = comparedWith?.total ?? total;
  return total - before >= feltBytes && total - before >= before * feltShare;
}
