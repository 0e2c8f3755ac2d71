import type { Config } from '../../config/schema.ts';
import type { Context } from '../../contract/context.ts';
import type { Collected, EvidenceId, Findings } from '../../domain/evidence/findings.ts';
import type { PinnedTime } from '../../domain/evidence/pinned-time.ts';
import type { Evidence } from '../../domain/evidence/shape.ts';

/** What one diagnosis is about; every collector reads the same minutes of the same environment. */
export interface Inquiry {
  readonly context: Pick<
    Context,
    'clock' | 'signal' | 'services' | 'children' | 'host' | 'journal' | 'drill'
  >;
  readonly config: Config;
  readonly environment: string;
  readonly pinned: PinnedTime;
  /** Milliseconds that one source may take. */
  readonly budget: number;
  /** Another answer of the same inquiry: asked once, whoever needs it. */
  ask<Id extends EvidenceId>(id: Id): Promise<Evidence<Findings[Id]>>;
}

/**
 * Answers one question. Only reads, never prompts, settles within the budget: what can not be asked is
 * `unknown` with its reason. Rejects only with the context's signal.
 */
export type Collector<Id extends EvidenceId> = (
  inquiry: Inquiry,
) => Promise<Evidence<Findings[Id]>>;

export type Collectors = { readonly [Id in EvidenceId]: () => Promise<Collector<Id>> };

type Asked = Pick<Inquiry, 'context' | 'config' | 'environment' | 'pinned' | 'budget'>;

/** An inquiry that keeps what was asked; `kept` is what is known already (from a journal). */
export function createInquiry(
  asked: Asked,
  collectors: Collectors,
  kept: Collected = {},
  onAnswer: (id: EvidenceId, evidence: Evidence<unknown>) => Promise<void> | void = () => {},
): Inquiry {
  const answers = new Map<EvidenceId, Promise<Evidence<unknown>>>();
  for (const [id, evidence] of Object.entries(kept)) {
    answers.set(id as EvidenceId, Promise.resolve(evidence));
  }
  const collect = async (id: EvidenceId): Promise<Evidence<unknown>> => {
    const collector = await collectors[id]();
    const evidence = await inTheirTime(await collector(inquiry), collector);
    await onAnswer(id, evidence);
    return evidence;
  };
  const inTheirTime = async (
    evidence: Evidence<unknown>,
    collector: (inquiry: Inquiry) => Promise<Evidence<unknown>>,
  ): Promise<Evidence<unknown>> => {
    const offset = asked.context.services.clockOffsets?.wrong() ?? null;
    if (offset === null) return evidence;
    const { inTimeOf, pinnedInTheirTime } = await import('./vendors-time.ts');
    const pinned = pinnedInTheirTime(asked.pinned, asked.context.clock.now(), offset);
    return collector({ ...inquiry, context: inTimeOf(asked.context, offset), pinned });
  };
  const inquiry: Inquiry = {
    ...asked,
    ask: (id) => {
      const known = answers.get(id) ?? collect(id);
      answers.set(id, known);
      return known as ReturnType<typeof inquiry.ask<typeof id>>;
    },
  };
  return inquiry;
}
