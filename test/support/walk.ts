/* A runbook walked in process: scripted keys and answers, a journal in memory, evidence that is there already. */
import { resolveConfig } from '../../src/config/resolve.ts';
import type { Config } from '../../src/config/schema.ts';
import type { Context } from '../../src/contract/context.ts';
import type { Collected, EvidenceId } from '../../src/domain/evidence/findings.ts';
import { pinTime } from '../../src/domain/evidence/pinned-time.ts';
import type { Evidence } from '../../src/domain/evidence/shape.ts';
import type { Language } from '../../src/domain/text/language.ts';
import type { Runbook, RunbookStep } from '../../src/runbooks/definition.ts';
import { askedGuide } from '../../src/runbooks/walk/asked-guide.ts';
import { questionsOf } from '../../src/runbooks/walk/asked-questions.ts';
import { autoGuide } from '../../src/runbooks/walk/auto-guide.ts';
import { type Begun, begin, takeUp } from '../../src/runbooks/walk/begin.ts';
import { runRunbook } from '../../src/runbooks/walk/run.ts';
import { fakeClock } from './clock.ts';
import { type ContextParts, fakeContext } from './context.ts';
import { memoryJournal } from './journal.ts';
import { fakeTerminal } from './terminal.ts';

/** What a question of a terminal is answered with: a key, a line, yes or no, or giving it up. */
export type Answer = string | boolean | undefined;

export interface WalkParts {
  readonly runbook: Runbook;
  readonly collected?: Collected;
  readonly answers: readonly Answer[];
  readonly language?: Language;
  readonly context?: ContextParts;
  /** Nobody is asked. */
  readonly auto?: boolean;
  /** Environment whose writes are wanted. */
  readonly confirm?: string;
}

const nothing: Evidence<null> = {
  question: 'q',
  verdict: 'no-data',
  value: null,
  unit: null,
  source: 'nobody',
  window: { from: 0, to: 1 },
  baseline: null,
  observedAt: 1,
  tookMs: 1,
  detail: 'nothing was asked',
};

/** A runbook of one section after the other, for what needs no built-in one. */
export function runbookOf(steps: readonly RunbookStep[], more: Partial<Runbook> = {}): Runbook {
  const none = { en: '', ko: '' };
  const title = { en: 'Ours', ko: '우리 것' };
  return {
    id: 'ours',
    title,
    severity: 'P3',
    symptoms: none,
    diagnosis: null,
    steps,
    file: 'runbooks/ours.md',
    ...more,
  };
}

export function walkingWith(parts: WalkParts) {
  const clock = parts.context?.clock ?? fakeClock();
  const journal = memoryJournal(() => clock.now());
  const config: Config = parts.context?.config ?? resolveConfig({});
  const contextOf = (answers: readonly Answer[]) => {
    const terminal = fakeTerminal(() => clock.now(), answers);
    const context = fakeContext({ clock, journal, config, terminal, ...parts.context });
    return { terminal: context.terminal as typeof terminal, context };
  };
  const { runbook, collected = {}, language = 'en', auto, confirm } = parts;
  const linesOf = (id: string) => journal.records.get(id) ?? [];
  const walk = async (context: Context, begun: Begun, with_: Runbook) => {
    const consent = { confirm, yes: confirm !== undefined };
    const { terminal } = context;
    const run = await runRunbook({
      runbook: with_,
      context,
      config,
      environment: 'production',
      language,
      begun,
      health: null,
      guide: (news) =>
        auto === true
          ? autoGuide(consent, () => {})
          : askedGuide(terminal, language, consent, { news }),
    });
    return { run, lines: linesOf(begun.record.id), kinds: kindsOf(linesOf(begun.record.id)) };
  };
  return {
    clock,
    journal,
    config,
    async begin() {
      const { context, terminal } = contextOf(parts.answers);
      const pinned = pinTime(clock.now());
      const options = { runbook, environment: 'production', pinned, anew: false, fresh: 3_600_000 };
      const begun = await begin(context, options);
      const known = begun.took === 'up' ? [] : questionsOf(runbook);
      for (const id of known) await record(begun, id, collected[id] ?? nothing);
      const lines = linesOf(begun.record.id);
      return { ...(await walk(context, { ...begun, lines: [...lines] }, runbook)), terminal };
    },
    async resume(answers: readonly Answer[], edited: Runbook = runbook) {
      const { context, terminal } = contextOf(answers);
      const id = (await journal.list()).find((each) => each.includes('-incident-')) ?? '';
      const taken = await takeUp(context, id, async () => edited);
      return { ...(await walk(context, taken, taken.runbook)), terminal };
    },
  };
}

async function record({ record }: Begun, id: EvidenceId, evidence: unknown): Promise<void> {
  await record.append('evidence', { step: 'x', round: 1, id, evidence, again: false });
}

function kindsOf(lines: readonly { readonly kind: string }[]): string[] {
  return lines.map(({ kind }) => kind).filter((kind) => kind !== 'evidence');
}

/** Begins a walk and goes on until the answers pause, give up or end it. */
export function walked(parts: WalkParts) {
  return walkingWith(parts).begin();
}
