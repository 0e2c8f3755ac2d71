/* Takes up an invalidation where an earlier process left it: found out, proved, and written down. */

import type { ActionState } from '../../contract/action.ts';
import {
  type InvalidateRecord,
  reconcileInvalidate,
} from '../../evidence/cdn/invalidate-record.ts';
import { type InvalidateParts, planInvalidate } from './plan.ts';
import { verifyInvalidate } from './verify.ts';

interface Standing {
  readonly state: ActionState;
  /** One sentence. */
  readonly detail: string;
}

/**
 * What became of it, with the same proof from outside as if nobody had stopped. Sends nothing. Throws what
 * Cdn throws, and `refused` while another process drives its record.
 */
export async function takeUpInvalidation(
  parts: InvalidateParts,
  record: InvalidateRecord,
): Promise<Standing> {
  const { cdn, context } = parts;
  const { signal, clock } = context;
  const found = await reconcileInvalidate(record, cdn, clock.now(), { signal });
  if (found.invalidation === null) {
    const { state, detail } = found;
    const open = state === 'not-done' && record.outcome !== state;
    return open ? written(parts, record, async () => ({ state, detail })) : { state, detail };
  }
  const { id, status, createdAt } = found.invalidation;
  return written(parts, record, async (append) => {
    const plan = { ...(await planInvalidate(parts, true)), before: record.before };
    const receipt = { id, status, createdAt, submittedAt: record.sentAt };
    const { proof, state, detail } = await verifyInvalidate(
      parts,
      plan,
      receipt,
      parts.config.timeout,
    );
    if (proof !== null) await append('observed', { proof });
    return { state, detail };
  });
}

type Append = (kind: string, fields: Readonly<Record<string, unknown>>) => Promise<unknown>;

/** Closes what the journal left open, so that nothing asks about it again. */
async function written(
  { context: { journal } }: InvalidateParts,
  { record }: InvalidateRecord,
  look: (append: Append) => Promise<Standing>,
): Promise<Standing> {
  const open = await journal.reopen(record);
  try {
    const standing = await look((kind, fields) => open.append(kind, fields));
    await open.append('outcome', { ...standing, by: 'runbook resume' });
    return standing;
  } finally {
    await open.close();
  }
}
