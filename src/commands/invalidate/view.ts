import type { InvalidatePlan } from '../../actions/cdn/plan.ts';
import { showInvalidatePlan } from '../../actions/cdn/plan-view.ts';
import type { InvalidateProof, InvalidateReceipt } from '../../actions/cdn/verify.ts';
import type { Performed } from '../../contract/action.ts';
import type { Screen } from '../../contract/context.ts';
import type { EdgeProof, EdgeRead } from '../../domain/cdn/edge-proof.ts';
import type { Verdict } from '../../domain/evidence/verdict.ts';
import { wrap } from '../../domain/text/wrap.ts';
import { formatDuration } from '../../domain/time/duration.ts';
import { refusingGuards } from '../view/refusing-guards.ts';

/** What `tsops invalidate --json` prints as `data`: state, plan, receipt, proof, and the journal record. */
export type InvalidateData = Performed<InvalidatePlan, InvalidateReceipt, InvalidateProof>;

export function viewInvalidate(data: InvalidateData, screen: Screen): string {
  if (data.state === 'planned') {
    const plan = showInvalidatePlan(data.plan, screen);
    return [plan, '', data.detail, ...refusingGuards(data, screen)].join('\n');
  }
  const lines = headline(data, screen);
  if (data.proof !== null && data.proof.edge.length > 0) {
    lines.push('', ...edgeLines(data.proof.edge, screen));
  }
  if (data.record !== null) lines.push(`  ${screen.paint.dim('record')}  ${data.record}`);
  return lines.join('\n');
}

function headline(data: InvalidateData, screen: Screen): string[] {
  const text = `${screen.sign(headlineVerdict(data))} ${data.detail}`;
  if (!screen.terminal) return [text];
  return wrap(text, screen.columns - 2, screen.width).map((line, index) =>
    index === 0 ? line : `  ${line}`,
  );
}

function headlineVerdict({ state, proof }: InvalidateData): Verdict {
  if (state === 'not-done') return 'bad';
  if (state === 'unknown' || state === 'stopped-waiting') return 'unknown';
  if (proof === null) return 'ok';
  return proof.edge.find(({ verdict }) => verdict === 'bad')?.verdict ?? mildest(proof.edge);
}

function mildest(edge: readonly EdgeProof[]): Verdict {
  return edge.length > 0 && edge.every(({ verdict }) => verdict === 'ok') ? 'ok' : 'unknown';
}

/** Before and after, address by address, and why one is not proved. */
function edgeLines(edge: readonly EdgeProof[], screen: Screen): string[] {
  const rows = edge.map(({ before, after, verdict, url }) => [
    `${screen.sign(verdict)} ${pathOf(url)}`,
    change(before, after, cacheText),
    change(before, after, ageText),
    change(before, after, ({ hash }) => hash?.slice(0, 8) ?? '-'),
  ]);
  const head = ['  address', 'x-cache', 'age', 'content'];
  const reasons = edge.filter(({ verdict }) => verdict !== 'ok');
  return [
    screen.table(rows, { head, flexible: 0 }),
    ...reasons.map(({ url, reason }) => cut(`    ${pathOf(url).slice(0, 24)}: ${reason}`, screen)),
    screen.paint.dim(cut(seenFrom(edge), screen)),
  ];
}

function cut(text: string, screen: Screen): string {
  return screen.terminal ? screen.fit(text, screen.columns) : text;
}

function change(
  before: EdgeRead | null,
  after: EdgeRead,
  text: (read: EdgeRead) => string,
): string {
  const now = text(after);
  const was = before === null ? now : text(before);
  return was === now ? now : `${was} → ${now}`;
}

function cacheText({ status, xCache }: EdgeRead): string {
  const cache = xCache?.split(' ')[0]?.slice(0, 12) ?? '-';
  return status === null ? 'no answer' : status === 200 ? cache : `${status} ${cache}`;
}

function ageText({ age }: EdgeRead): string {
  return age === null
    ? '-'
    : formatDuration(age * 1000)
        .split(' ')
        .slice(0, 2)
        .join(' ');
}

function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return `${pathname}${search}`;
}

function seenFrom(edge: readonly EdgeProof[]): string {
  const pops = [...new Set(edge.flatMap(({ after }) => after.pop ?? []))];
  const where = pops.length === 0 ? 'one edge location' : `edge location ${pops.join(', ')}`;
  return `  seen from ${where}; browsers keep their own copies`;
}
