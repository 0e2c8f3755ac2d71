/* One run of a runbook, from the open journal to what became of it. */
import type { Config } from '../../config/schema.ts';
import type { Context } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import type { EvidenceId } from '../../domain/evidence/findings.ts';
import type { Evidence } from '../../domain/evidence/shape.ts';
import type { IncidentKind, IncidentLines } from '../../domain/incident/lines.ts';
import type { Language } from '../../domain/text/language.ts';
import { wrap } from '../../domain/text/wrap.ts';
import { createInquiry, type Inquiry } from '../../evidence/asking/inquiry.ts';
import { collectors } from '../../evidence/catalog.ts';
import type { Runbook } from '../definition.ts';
import { type Line, progressOf } from '../engine.ts';
import { proposedResponseText } from '../views/diagnosis.ts';
import { questionsOf } from './asked-questions.ts';
import type { Begun } from './begin.ts';
import type { Guide } from './guide.ts';
import { walkOn } from './loop.ts';
import { type RunbookRun, runOf } from './run-data.ts';
import { diagnose, type Walk } from './state.ts';
import { texts } from './texts.ts';

export interface RunParts {
  readonly runbook: Runbook;
  readonly context: Context;
  readonly config: Config;
  readonly environment: string;
  readonly language: Language;
  readonly begun: Begun;
  readonly health: Walk['health'];
  /** Told after each line, so that a screen can follow. */
  readonly onLine?: (run: RunbookRun) => void;
  /** `news` resolves once all sources have answered. */
  guide(news: Promise<readonly string[]>): Guide;
}

/**
 * Walks on to the end, a pause or an abort, and closes the record. On Ctrl-C the walk is paused: rejects
 * with what to type to take it up.
 */
export async function runRunbook(parts: RunParts): Promise<RunbookRun> {
  const { context, begun } = parts;
  const walk = walkOf(parts);
  try {
    await walkOn(walk);
    return await runOf(walk);
  } catch (thrown) {
    if (context.signal.aborted) throw await paused(walk, context.signal.reason, thrown);
    throw thrown;
  } finally {
    await begun.record.close();
  }
}

function walkOf(parts: RunParts): Walk {
  const { begun, onLine } = parts;
  const lines: Line[] = [...begun.lines];
  const write = async <Kind extends IncidentKind>(
    kind: Kind,
    fields: IncidentLines[Kind],
  ): Promise<void> => {
    lines.push(await begun.record.append(kind, { ...fields }));
    if (onLine !== undefined) onLine(await runOf(walk));
  };
  const inquiry = inquiryOf(parts, lines, write);
  const walk: Walk = {
    ...parts,
    incident: begun.record.id,
    guide: parts.guide(news(parts, inquiry, lines)),
    inquiry,
    lines: () => lines,
    write,
  };
  return walk;
}

function inquiryOf(
  { runbook, context, config, environment, language, begun }: RunParts,
  lines: readonly Line[],
  write: Walk['write'],
): Inquiry {
  const { collected } = progressOf(runbook, lines);
  const { budget } = config.runbooks;
  const asked = { context, config, environment, pinned: begun.pinned, budget };
  let told = false;
  return createInquiry(asked, collectors, collected, async (id, evidence: Evidence<unknown>) => {
    const offset = context.services.clockOffsets?.wrong() ?? null;
    if (offset !== null && !told) {
      told = true;
      const { clockOffsetText } = await import('../../domain/evidence/clock-text.ts');
      context.terminal.warn(clockOffsetText(offset)[language]);
    }
    const { round } = progressOf(runbook, lines);
    return write('evidence', { step: stepOf(runbook, id), round, id, evidence, again: false });
  });
}

/** The step that shows an answer; the first one for what only other questions need. */
function stepOf({ steps }: Runbook, id: EvidenceId): string {
  const own = steps.find((step) => step.kind === 'evidence' && step.collects.includes(id));
  return (own ?? steps[0])?.id ?? '';
}

/** What all sources together tell, as soon as the last one has answered. */
async function news(
  { runbook, language, context }: RunParts,
  inquiry: Inquiry,
  lines: readonly Line[],
): Promise<readonly string[]> {
  const never = new Promise<never>(() => {});
  await Promise.all(questionsOf(runbook).map((id) => inquiry.ask(id).catch(() => never)));
  const { collected, hand } = progressOf(runbook, lines);
  const diagnosis = await diagnose(runbook, collected, hand, context.terminal.screen.zone);
  if (diagnosis === null) return never;
  const { paint, columns, width } = context.terminal.screen;
  const first = diagnosis.ranked.find(({ hypothesis }) => hypothesis === diagnosis.recommended);
  const about = first?.about == null ? '' : ` (${first.about})`;
  const name = `${first?.name[language] ?? diagnosis.recommended}${about}`;
  const line = `${texts.rightNow[language]}: ${name} → ${proposedResponseText(diagnosis.response)[language]}`;
  const told = wrap(line, Math.min(columns, 80) - 3, width);
  return told.map((each, index) => paint.accent(`${index === 0 ? '▸' : ' '} ${each}`));
}

async function paused(walk: Walk, reason: unknown, thrown: unknown): Promise<TsopsError> {
  const { runbook, lines, write } = walk;
  const begun = progressOf(runbook, lines()).acting;
  const acting = begun !== null && mayHaveBeenSent(begun, lines(), thrown) ? begun : null;
  await write('paused', {}).catch(() => {});
  const { unended } = progressOf(runbook, lines());
  const inFlight = [
    acting === null ? '' : ` The ${acting.action} of ${acting.target} may still be in flight.`,
    unended === null ? '' : ` The command of the step ${unended.step} was stopped in the middle.`,
  ].join('');
  return new TsopsError({
    kind: reason instanceof TsopsError ? reason.kind : 'interrupted',
    message: `The runbook is paused, and nothing is lost.${inFlight}`,
    next: ['tsops runbook resume', ...(acting === null ? [] : ['tsops incident status'])],
    data: await runOf(walk),
  });
}

/** Not where it was stopped ahead of its record: at the plan, or at the question. */
function mayHaveBeenSent({ seq }: Line, lines: readonly Line[], thrown: unknown): boolean {
  if (lines.some((line) => line.kind === 'resumed' && line.seq > seq)) return true;
  const data = thrown instanceof TsopsError ? thrown.data : null;
  return typeof data === 'object' && data !== null && 'record' in data && data.record !== null;
}
