import type { Config } from '../../config/schema.ts';
import type { Context } from '../../contract/context.ts';
import type { EvidenceId, Findings } from '../../domain/evidence/findings.ts';
import type { PinnedTime } from '../../domain/evidence/pinned-time.ts';
import type { Evidence } from '../../domain/evidence/shape.ts';

/** What one diagnosis is about; every collector reads the same minutes of the same environment. */
export interface Inquiry<Answers = Findings> {
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
  ask<Id extends keyof Answers>(id: Id): Promise<Evidence<Answers[Id]>>;
}

/**
 * Answers one question. Only reads, never prompts, settles within the budget: what cannot be asked is
 * `unknown` with its reason. Rejects only with the context's signal.
 */
export type Collector<Id extends EvidenceId> = (
  inquiry: Inquiry,
) => Promise<Evidence<Findings[Id]>>;

/** Who answers the questions of the table, or those of a wider one. */
export type Collectors<Answers = Findings> = {
  readonly [Id in keyof Answers]: () => Promise<
    (inquiry: Inquiry<Answers>) => Promise<Evidence<Answers[Id]>>
  >;
};

type CollectorContext = Pick<Inquiry, 'context' | 'config' | 'environment' | 'pinned' | 'budget'>;

/** An inquiry that keeps what was asked; `kept` is what is known already (from a journal). */
export function createInquiry<Answers = Findings>(
  asked: CollectorContext,
  collectors: Collectors<Answers>,
  kept: { readonly [Id in keyof Answers]?: Evidence<Answers[Id]> } = {},
  onAnswer: (id: keyof Answers, evidence: Evidence<unknown>) => Promise<void> | void = () => {},
): Inquiry<Answers> {
  const answers = new Map<keyof Answers, Promise<Evidence<unknown>>>();
  const known = Object.entries(kept) as [keyof Answers, Evidence<unknown>][];
  for (const [id, evidence] of known) answers.set(id, Promise.resolve(evidence));
  const collect = async (id: keyof Answers): Promise<Evidence<unknown>> => {
    const collector = await collectors[id]();
    const evidence = await inTheirTime(await collector(inquiry), collector);
    await onAnswer(id, evidence);
    return evidence;
  };
  const inTheirTime = async (
    evidence: Evidence<unknown>,
    collector: (inquiry: Inquiry<Answers>) => Promise<Evidence<unknown>>,
  ): Promise<Evidence<unknown>> => {
    const offset = asked.context.services.clockOffsets?.wrong() ?? null;
    if (offset === null) return evidence;
    const { inTimeOf, pinnedInTheirTime } = await import('./vendors-time.ts');
    const pinned = pinnedInTheirTime(asked.pinned, asked.context.clock.now(), offset);
    return collector({ ...inquiry, context: inTimeOf(asked.context, offset), pinned });
  };
  const inquiry: Inquiry<Answers> = {
    ...asked,
    ask: (id) => {
      const answer = answers.get(id) ?? collect(id);
      answers.set(id, answer);
      return answer as ReturnType<typeof inquiry.ask<typeof id>>;
    },
  };
  return inquiry;
}
