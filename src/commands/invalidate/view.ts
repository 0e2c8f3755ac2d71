import type { InvalidatePlan } from '../../actions/cdn/plan.ts';
import { showInvalidatePlan } from '../../actions/cdn/plan-view.ts';
import type { InvalidateProof, InvalidateReceipt } from '../../actions/cdn/verify.ts';
import type { Performed } from '../../contract/action.ts';
import type { Screen } from '../../contract/context.ts';
import type { EdgeProof, EdgeRead } from '../../domain/cdn/edge-proof.ts';
import type { Verdict } from '../../domain/evidence/verdict.ts';
import { say, type Text } from '../../domain/text/language.ts';
import { wrap } from '../../domain/text/wrap.ts';
import { refusingGuards } from '../view/refusing-guards.ts';

/** What `tsops invalidate --json` prints as `data`: state, plan, receipt, proof, and the journal record. */
export type InvalidateData = Performed<InvalidatePlan, InvalidateReceipt, InvalidateProof>;

export function viewInvalidate(data: InvalidateData, screen: Screen): string {
  if (data.state === 'planned') {
    const plan = showInvalidatePlan(data.plan, screen);
    return [plan, '', screen.say(data.said), ...refusingGuards(data, screen)].join('\n');
  }
  const lines = headline(data, screen);
  if (data.proof !== null && data.proof.edge.length > 0) {
    lines.push('', ...edgeLines(data.proof.edge, screen));
  }
  if (data.record !== null)
    lines.push(`  ${screen.paint.dim(screen.say(say('record', '기록')))}  ${data.record}`);
  return lines.join('\n');
}

function headline(data: InvalidateData, screen: Screen): string[] {
  const text = `${screen.sign(headlineVerdict(data))} ${screen.say(data.said)}`;
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
    change(before, after, (read) => cacheText(read, screen)),
    change(before, after, (read) => ageText(read, screen)),
    change(before, after, ({ hash }) => hash?.slice(0, 8) ?? '-'),
  ]);
  const head = [
    screen.say(say('  address', '  주소')),
    'x-cache',
    screen.say(say('age', '경과')),
    screen.say(say('content', '내용')),
  ];
  const reasons = edge.filter(({ verdict }) => verdict !== 'ok');
  return [
    screen.table(rows, { head, flexible: 0 }),
    ...reasons.map(({ url, said }) =>
      cut(`    ${screen.fit(pathOf(url), 24)}: ${screen.say(said)}`, screen),
    ),
    screen.paint.dim(cut(screen.say(seenFrom(edge)), screen)),
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

function cacheText({ status, xCache }: EdgeRead, screen: Screen): string {
  const cache = xCache?.split(' ')[0]?.slice(0, 12) ?? '-';
  if (status === null) return screen.say(say('no answer', '응답 없음'));
  return status === 200 ? cache : `${status} ${cache}`;
}

function ageText({ age }: EdgeRead, screen: Screen): string {
  return age === null ? '-' : screen.span(age * 1000);
}

function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return `${pathname}${search}`;
}

function seenFrom(edge: readonly EdgeProof[]): Text {
  const pops = [...new Set(edge.flatMap(({ after }) => after.pop ?? []))];
  const names = pops.join(', ');
  return say(
    `  seen from ${names === '' ? 'one edge location' : `edge location ${names}`}; browsers keep their own copies`,
    `  확인 위치: ${names === '' ? '엣지 한 곳' : `엣지 ${names}`}. 브라우저는 자체 사본을 보관합니다`,
  );
}
