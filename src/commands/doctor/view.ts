import type { Screen } from '../../contract/context.ts';
import type { AccessState } from '../../domain/doctor/access.ts';
import { type Check, verdictOfCheck } from '../../domain/doctor/checks.ts';
import { cleanText } from '../../domain/text/clean.ts';
import { wrap } from '../../domain/text/wrap.ts';
import { anyWayAreas, areaNames, areas } from '../../evidence/doctor/areas.ts';
import { roomFor } from '../view/labelled.ts';
import type { DoctorData } from './data.ts';

/** One line a check: sign, name, state, detail, then what to set or grant. */
export function doctorView(data: DoctorData, screen: Screen): string {
  const blocks = areas.flatMap((area) => {
    const rows = data.checks.filter((check) => check.area === area);
    if (rows.length === 0) return [];
    return [screen.paint.bold(areaNames[area]), ...rows.flatMap((row) => lines(row, data, screen))];
  });
  return [...blocks, '', summary(data)].join('\n');
}

const nameWidth = 16;
const stateWidth = 9;
const indent = 4 + nameWidth + stateWidth;
/** Columns below which words would break beside the names: they stand below. */
const leastBeside = 30;

function lines(check: Check, data: DoctorData, screen: Screen): readonly string[] {
  const { paint } = screen;
  const verdict = verdictOfCheck(check, data.checks, { areas: data.required, anyWay: anyWayAreas });
  const sign = verdict === null ? paint.dim('·') : screen.sign(verdict);
  const word = stateWord(check.state).padEnd(stateWidth);
  const name = screen.fit(cleanText(check.name), nameWidth - 1);
  const gap = ' '.repeat(nameWidth - screen.width(name));
  const head = `  ${sign} ${name}${gap}${verdict === null ? paint.dim(word) : word}`;
  const beside = !screen.terminal || screen.columns - indent >= leastBeside;
  const at = beside ? indent : 4;
  const told = said(check, screen).flatMap((each) => wrap(each, roomFor(screen, at), screen.width));
  const hung = told.map((line) => ' '.repeat(at) + line);
  return beside ? [head + (told[0] ?? ''), ...hung.slice(1)] : [head.trimEnd(), ...hung];
}

/** What is not set says all it has to say by what would set it. */
function said(check: Check, screen: Screen): readonly string[] {
  const advice = (check.next ?? []).map((each) => `→ ${screen.step(cleanText(each))}`);
  return check.state === 'not-set' && advice.length > 0
    ? advice
    : [cleanText(check.detail), ...advice];
}

function stateWord(state: AccessState): string {
  return state.replace('-', ' ');
}

const counted: readonly AccessState[] = [
  'works',
  'limited',
  'rejected',
  'unknown',
  'untested',
  'not-set',
];

function summary({ checks, waitingFor, skipped }: DoctorData): string {
  if (waitingFor.length > 0) return `asking ${waitingFor.join(', ')} …`;
  const counts = counted
    .map((state) => [checks.filter((check) => check.state === state).length, state] as const)
    .filter(([count]) => count > 0)
    .map(
      ([count, state]) => `${count} ${count > 1 && state === 'works' ? 'work' : stateWord(state)}`,
    )
    .join(', ');
  if (skipped.length === 0) return counts;
  return `${counts}; the rest was not asked: the config has to be right first`;
}
