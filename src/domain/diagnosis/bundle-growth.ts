import type { Collected } from '../evidence/findings.ts';
import type { Bundle, DependencyChanges } from '../speed/findings.ts';
import { bytesText } from '../text/size.ts';
import { type Clue, clue, known, say } from './clue.ts';

/** It grew where it is half as large again, and by this many bytes: the rest is noise of a build. */
const clearFactor = 1.5;
const clearBytes = 200_000;
/** Decoded bytes above which scripts and styles are heavy even with nothing to compare with. */
const heavyBytes = 1_500_000;

/** True where scripts and styles grew against the version that they are compared with. */
function hasGrown({ total, comparedWith }: Bundle): boolean {
  if (comparedWith === null) return false;
  const { total: before } = comparedWith;
  return total >= before * clearFactor && total - before >= clearBytes;
}

function packages(changes: DependencyChanges | null): Clue[] {
  if (changes === null || changes.added.length === 0) return [];
  const names = changes.added.slice(0, 3).map(({ name }) => name);
  const text = say(
    `${changes.to} added ${names.join(', ')}`,
    `${changes.to}에서 추가된 패키지: ${names.join(', ')}`,
  );
  return [clue('bundle-package', text)];
}

function grown(bundle: Bundle): Clue {
  const { total, comparedWith, largestGrowth: most } = bundle;
  const [before, now] = [bytesText(comparedWith?.total ?? 0), bytesText(total)];
  const file = most ? `, ${most.name} ${bytesText(most.before)} → ${bytesText(most.after)}` : '';
  return clue(
    'bundle-grew',
    say(
      `scripts and styles grew from ${before} to ${now}${file}`,
      `스크립트와 스타일 ${before} → ${now}${file}`,
    ),
  );
}

/** For and against a grown bundle as the cause. */
export function bundleClues(collected: Collected): Clue[] {
  const bundle = known(collected.bundle);
  if (bundle === null) return [];
  const total = bytesText(bundle.total);
  if (hasGrown(bundle)) return [grown(bundle), ...packages(known(collected['dependency-changes']))];
  if (bundle.comparedWith === null) {
    if (bundle.total < heavyBytes) return [];
    const text = say(`scripts and styles are ${total}`, `스크립트와 스타일 ${total}`);
    return [clue('bundle-heavy', text)];
  }
  const text = say(
    `scripts and styles are about as large as before: ${total}`,
    `스크립트와 스타일 크기는 이전과 비슷합니다: ${total}`,
  );
  return [clue('bundle-same', text)];
}
