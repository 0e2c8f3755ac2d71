/*
 * An incident report apart from what differs between two walks that did the same: times, line ids, hashes,
 * ids that vendors gave, the order in which sources answered; and apart from what a crash itself left in it.
 */

export interface Told {
  readonly text: string;
  /** A write that the process before had announced, and never sent, was sent after the crash. */
  readonly sentAgain: boolean;
}

const apart: readonly (readonly [RegExp, string])[] = [
  [/<!-- tsops:begin ([\w-]+) [0-9a-f]+ -->/g, '<!-- $1 -->'],
  [/\d{8}T\d{6}Z-/g, ''],
  [/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d KST \((?:\d\d-\d\d )?\d\d:\d\d UTC\)/g, '(time)'],
  [/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d \| \d\d:\d\d:\d\d/g, '(time)'],
  [/`([a-z-]*?)(?:-\d)?#\d+`/g, '`$1#`'],
  [/(\| [a-z-]+)-2: /g, '$1: '],
  [/(?<=: |, | in )(?:\d+m )?\d+s(?= |;|\n)/g, '(span)'],
  [/\bI[A-Z0-9]{13}\b/g, '(invalidation)'],
  [/TTFB \d+ ms/g, 'TTFB (span)'],
  // They change from one second to the next; a rate below its limit of 5 % has recovered.
  [/(?<=recovered: error rate [\d.]+ % → )[0-4]\.\d %/g, '(within its limit)'],
  [/of \d+ sessions today/g, 'of (so far) sessions today'],
  [/(?<=First evidence: ).*/g, '(whichever came first)'],
];

/** Rows that tell of the crash, and of nothing else. */
const ofTheCrash = /\| (?:record taken over from process \d+|taken up again after a crash)/;
const neverSent = /\| looked up: (\S+) .*?: not-done, /;

export function reportApart(markdown: string): Told {
  let text = markdown;
  for (const [pattern, by] of apart) text = text.replace(pattern, by);
  let lines = text.split('\n').filter((line) => !ofTheCrash.test(line));
  const unsent = lines.find((line) => neverSent.test(line));
  if (unsent !== undefined)
    lines = withoutAttempt(lines, neverSent.exec(unsent)?.[1] ?? '', unsent);
  lines = lines.map((line) => line.replace('| looked up: ', '| '));
  return { text: inAnyOrder(lines).join('\n'), sentAgain: unsent !== undefined };
}

/** What a sentence calls an action, where that is another word. */
const nouns: Readonly<Record<string, string>> = { invalidate: 'invalidation' };

/** The attempt that came to nothing: announced, perhaps begun, and found never to have been sent. */
function withoutAttempt(lines: readonly string[], action: string, unsent: string): string[] {
  const left = lines.filter((line) => line !== unsent && !line.includes(`| ${action}: not-done, `));
  const beginning = left.findIndex((line) => line.includes(`| beginning ${action} `));
  left.splice(beginning, 1);
  const begun = left.filter((line) =>
    new RegExp(`\\| ${nouns[action] ?? action} of \\w+ begun`).test(line),
  );
  if (begun.length > 1) left.splice(left.indexOf(begun[0] ?? ''), 1);
  return left.filter((line) => !new RegExp(`^- \\(time\\) ${action} .*: not-done `).test(line));
}

/** Sources answer in any order: what stands before the decision, and the list of evidence, is sorted. */
function inAnyOrder(lines: readonly string[]): string[] {
  const sorted = [...lines];
  const sort = (from: number, to: number): void => {
    sorted.splice(from, to - from, ...sorted.slice(from, to).sort());
  };
  const rows = lines.findIndex((line) => line.startsWith('| ---'));
  sort(
    rows,
    lines.findIndex((line) => line.includes('| decided: ')),
  );
  const evidence = lines.indexOf('### Evidence');
  const after = lines.findIndex((line, index) => index > evidence && line.startsWith('<!--'));
  sort(evidence + 1, after);
  return sorted;
}
