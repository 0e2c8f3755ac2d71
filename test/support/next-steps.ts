/* Whoever follows what tsops offers: each next step of a screen, and those of the screens it leads to. */
import { readCommandLine } from '../../src/app/cli.ts';
import { runCommand } from '../../src/app/shell.ts';
import type { Context } from '../../src/contract/context.ts';

/** Where a step leads: to other screens, to a write whose plan is taken, to one that a person begins, or wrong. */
export type StepKind = 'screen' | 'plan' | 'begins' | 'advice' | 'wrong';

export interface Step {
  readonly line: string;
  readonly kind: StepKind;
  readonly exitCode: number;
  readonly verdict: string | null;
  readonly next: readonly string[];
}

interface Printed {
  readonly verdict?: string;
  readonly next?: readonly string[];
  readonly problems?: readonly { readonly next?: readonly string[] }[];
}

const words = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map((found) => found.slice(1).join(''));

/** One step as far as it can be taken without a person: a write ends at its plan, a walk begins by itself. */
export async function takeStep(line: string, context: Context): Promise<Step> {
  const ends = (kind: StepKind): Step => ({ line, kind, exitCode: 0, verdict: null, next: [] });
  if (!/^tsops\b/.test(line)) return ends('advice');
  const [, ...typed] = words(line);
  const argv = typed[0] === 'runbook' && !typed.includes('--auto') ? [...typed, '--auto'] : typed;
  const read = await readCommandLine(argv).catch(() => null);
  if (read === null) return { ...ends('wrong'), exitCode: 2 };
  if ('print' in read) return ends('screen');
  const acts = 'action' in read.command;
  if (!acts && read.command.danger !== 'read' && read.entry.name !== 'runbook')
    return ends('begins');
  // A walk that writes is begun by whoever types the word, and who watches stays.
  if (typed.includes('--confirm') || typed.includes('--watch')) return ends('begins');
  const raw = acts ? { ...read.raw, dryRun: true } : read.raw;
  let printed = '';
  const exitCode = await runCommand(
    { ...read, raw },
    { ...context, options: { ...context.options, json: true } },
    { writeOut: (text) => (printed += text), writeErr: () => {} },
  );
  const { verdict, next = [], problems = [] } = JSON.parse(printed) as Printed;
  const all = [...next, ...problems.flatMap((problem) => problem.next ?? [])];
  const wrong = exitCode === 2 || exitCode === 70 || (acts && exitCode !== 0);
  const kind = wrong ? 'wrong' : acts ? 'plan' : 'screen';
  return { line, kind, exitCode, verdict: verdict ?? null, next: [...new Set(all)] };
}

/** Every step that can be reached from these. */
export async function takeAllSteps(
  starts: readonly string[],
  take: (line: string) => Promise<Step>,
): Promise<ReadonlyMap<string, Step>> {
  const taken = new Map<string, Step>();
  for (let lines = [...starts]; lines.length > 0; ) {
    const line = lines.shift() ?? '';
    if (taken.has(line)) continue;
    const step = await take(line);
    taken.set(line, step);
    lines = [...lines, ...step.next];
  }
  return taken;
}

/** What is wrong with the steps: each line tells a way that leads nowhere. Nothing has offered the `starts`. */
export function deadEnds(
  steps: ReadonlyMap<string, Step>,
  starts: readonly string[] = [],
): readonly string[] {
  const offered = new Set([...steps.values()].flatMap(({ next }) => next));
  const wrong = [...steps.values()]
    .filter(({ kind, line }) => kind === 'wrong' && (offered.has(line) || !starts.includes(line)))
    .map(({ line, exitCode }) => `${line} ends with exit ${exitCode}`);
  const inTrouble = [...steps.values()].filter(
    ({ kind, verdict }) =>
      kind === 'screen' && (verdict === 'bad' || verdict === 'warn' || verdict === 'unknown'),
  );
  const stuck = inTrouble
    .filter((step) => !leadsOn(step, steps))
    .map(
      ({ line, verdict, next }) =>
        `${line} is ${verdict}, and leads to ${next.join(', ') || 'nothing'}`,
    );
  return [...wrong, ...stuck, ...inTrouble.flatMap((step) => circle(step, steps))];
}

/** Whether any of its ways ends in a plan, in what a person begins, or where nothing is wrong. */
function leadsOn(from: Step, steps: ReadonlyMap<string, Step>): boolean {
  const seen = new Set<string>();
  for (let lines = [...from.next]; lines.length > 0; ) {
    const line = lines.shift() ?? '';
    const step = steps.get(line);
    if (step === undefined || seen.has(line)) continue;
    seen.add(line);
    if (step.kind === 'plan' || step.kind === 'begins' || step.kind === 'advice') return true;
    if (step.verdict === 'ok') return true;
    lines = [...lines, ...step.next];
  }
  return false;
}

/** Whoever always takes the first step must not come back. */
function circle(from: Step, steps: ReadonlyMap<string, Step>): readonly string[] {
  const way = [from.line];
  for (let step: Step | undefined = from; ; ) {
    const [first] = step?.next ?? [];
    if (first === undefined) return [];
    if (way.includes(first)) return [`${[...way, first].join(' → ')} goes in a circle`];
    way.push(first);
    step = steps.get(first);
  }
}
