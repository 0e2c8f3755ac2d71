/* What a run has come to, as data: `--json` prints it, and the views draw it. */
import type { Config } from '../../config/schema.ts';
import type { Diagnosis } from '../../domain/diagnosis/types.ts';
import type { Collected } from '../../domain/evidence/findings.ts';
import type { PinnedTime } from '../../domain/evidence/pinned-time.ts';
import type { Verdict } from '../../domain/evidence/verdict.ts';
import type { IncidentLines } from '../../domain/incident/lines.ts';
import type { RunbookStep, Section } from '../definition.ts';
import { progressOf, type RunbookProgress, type StepState } from '../engine.ts';
import { questionsOf } from './asked-questions.ts';
import { diagnose, type Walk } from './state.ts';

export interface RunStep {
  readonly id: string;
  readonly section: Section;
  readonly kind: RunbookStep['kind'];
  readonly title: string;
  readonly state: StepState;
}

export interface RunbookRun {
  readonly runbook: string;
  readonly title: string;
  readonly environment: string;
  /** The incident's record. */
  readonly incident: string;
  /** True where nothing was written to disk (`--unrecorded`). */
  readonly unrecorded?: boolean;
  readonly state: RunbookProgress['state'];
  /** False where nobody was asked (`--auto`). */
  readonly asked: boolean;
  readonly language: 'en' | 'ko';
  readonly pinned: PinnedTime | null;
  readonly round: number;
  readonly steps: readonly RunStep[];
  readonly evidence: Collected;
  /** As it stands; null while there is none. */
  readonly diagnosis: Diagnosis | null;
  readonly actions: readonly IncidentLines['acted'][];
  readonly recovery: IncidentLines['recovery'] | null;
  /** The file of the report, where the walk wrote one. */
  readonly report?: string;
  /** Steps that are left to people. */
  readonly byHand: readonly {
    readonly id: string;
    readonly title: string;
    readonly body: string;
  }[];
}

type RunFacts = Pick<Walk, 'runbook' | 'language' | 'environment' | 'incident' | 'lines'> & {
  readonly config: Pick<Config, 'timezone'>;
  readonly guide: { readonly asked: boolean };
};

/** The run as it stands now. The diagnosis is there once every question of the runbook has its answer. */
export async function runOf(walk: RunFacts): Promise<RunbookRun> {
  const { runbook, config, language, environment, incident, guide } = walk;
  const progress = progressOf(runbook, walk.lines());
  const { states, collected, hand, lastRecovery: recovery } = progress;
  const whole = questionsOf(runbook).every((id) => collected[id] !== undefined);
  const lines = walk.lines();
  const begun = lines.findLastIndex(({ kind }) => kind === 'runbook-started');
  const report = lines.slice(begun).findLast((line) => 'file' in line && line.kind === 'command');
  return {
    ...(report === undefined ? {} : { report: String((report as { file?: unknown }).file) }),
    runbook: runbook.id,
    title: runbook.title[language],
    environment,
    incident,
    state: progress.state,
    asked: guide.asked,
    language,
    pinned: progress.pinned,
    round: progress.round,
    steps: runbook.steps.map(({ id, section, kind, title }) => ({
      id,
      section,
      kind,
      title: title[language],
      state: states.get(id) ?? 'open',
    })),
    evidence: collected,
    diagnosis: whole ? await diagnose(runbook, collected, hand, config.timezone) : null,
    actions: lines
      .slice(begun)
      .filter(({ kind }) => kind === 'acted')
      .map(actedOf),
    recovery: recovery === null ? null : recoveryOf(recovery),
    byHand: runbook.steps
      .filter((step) => step.kind === 'instruction' && states.get(step.id) === 'skipped')
      .map(({ id, title, body }) => ({ id, title: title[language], body: body[language] })),
  };
}

function actedOf(line: object): IncidentLines['acted'] {
  const { step, round, action, target, state, detail, said, record } =
    line as IncidentLines['acted'];
  const told = said === undefined ? {} : { said };
  return { step, round, action, target, state, detail, ...told, record };
}

function recoveryOf(line: IncidentLines['recovery']): IncidentLines['recovery'] {
  const { step, round, id, recovered, unread, before, after, unit, elapsed, detail } = line;
  const seen = unread === true ? { unread } : {};
  return { step, round, id, recovered, ...seen, before, after, unit, elapsed, detail };
}

/**
 * `ok` where it recovered or nothing was wrong; `unknown` where no cause could be told, and where it is not
 * known what became of a write or of the errors after it.
 */
export function verdictOfRun({ recovery, diagnosis, actions }: RunbookRun): Verdict {
  if (recovery !== null) {
    if (recovery.unread === true) return 'unknown';
    return recovery.recovered ? 'ok' : 'bad';
  }
  // A write may have several outcomes: what was unknown was looked up later.
  const last = actions.at(-1)?.state;
  if (last !== undefined && last !== 'done' && last !== 'not-done') return 'unknown';
  if (diagnosis === null) return 'unknown';
  if (diagnosis.recommended === 'false-alarm') return 'ok';
  return diagnosis.recommended === 'cause-not-seen' ? 'unknown' : 'bad';
}
