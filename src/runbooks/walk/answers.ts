/* Waiting for the answers that a step shows, and asking for them once more. */

import type { EvidenceId } from '../../domain/evidence/findings.ts';
import type { Evidence } from '../../domain/evidence/shape.ts';
import { createInquiry } from '../../evidence/asking/inquiry.ts';
import type { RunbookStep } from '../definition.ts';
import type { RunbookProgress } from '../engine.ts';
import { evidenceTitle } from '../views/evidence.ts';
import { progressNow, type Walk } from './state.ts';

/** Milliseconds beyond a source's budget; what measures for longer (Lighthouse) goes on behind the screen. */
const patience = 5000;

/** Waits for the answers, and says on a terminal for which; an engineer is not kept for the slowest one. */
export async function answered(
  { inquiry, context, config, language, guide }: Walk,
  ids: readonly EvidenceId[],
): Promise<void> {
  const open = new Set(ids);
  const text = (): string => [...open].map((id) => evidenceTitle(id, language)).join(', ');
  const spinner = context.terminal.progress(text());
  try {
    const all = Promise.all(
      ids.map(async (id) => {
        await inquiry.ask(id);
        open.delete(id);
        spinner.update(text());
      }),
    );
    const enough = new AbortController();
    const { clock, signal } = context;
    const late = guide.asked
      ? clock.sleep(config.runbooks.budget + patience, AbortSignal.any([signal, enough.signal]))
      : all;
    late.catch(() => {});
    await Promise.race([all, late]).finally(() => enough.abort());
  } finally {
    spinner.stop();
  }
}

/** The same question about the same minutes once more: a vendor may be back, or have had data late. */
export async function reread(
  walk: Walk,
  { round }: RunbookProgress,
  step: RunbookStep,
  ids: readonly EvidenceId[],
): Promise<void> {
  const { collectors } = await import('../../evidence/catalog.ts');
  const write = (id: EvidenceId, evidence: Evidence<unknown>): Promise<void> =>
    walk.write('evidence', { step: step.id, round, id, evidence, again: true });
  const { collected } = progressNow(walk);
  const own = new Set<string>(ids);
  const others = Object.entries(collected).filter(([id]) => !own.has(id));
  const inquiry = createInquiry(walk.inquiry, collectors, Object.fromEntries(others), write);
  await answered({ ...walk, inquiry }, ids);
}
