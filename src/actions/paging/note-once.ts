/* Notes on pages: each is written once; one whose answer was lost is looked for, never written again. */
import type { Context } from '../../contract/context.ts';
import { asTsopsError } from '../../contract/errors.ts';
import type { Problem } from '../../domain/evidence/result.ts';
import type { OpenRecord } from '../../ports/journal.ts';
import type { Pages } from '../../ports/pages.ts';
import { readBack } from '../protocol/read-back.ts';

export interface NoteState {
  readonly state: 'written' | 'unknown' | 'not-written';
  /** Why it was not, or is not known to be. */
  readonly reason: string | null;
}

const written: NoteState = { state: 'written', reason: null };
/** Milliseconds. */
const lookedFor = 5000;

/** Never throws for the note alone: what it goes with is done already. The first failure ends it. */
export async function noteOnce(
  context: Pick<Context, 'clock' | 'signal'>,
  pager: Pages,
  ids: readonly string[],
  text: string,
  record: OpenRecord,
): Promise<NoteState> {
  for (const id of ids) {
    await record.append('noting', { page: id });
    const state = await note(context, pager, id, text);
    if (state.state !== 'written') return state;
  }
  return written;
}

async function note(...given: Parameters<typeof noteOn>): Promise<NoteState> {
  try {
    return await noteOn(...given);
  } catch (thrown) {
    given[0].signal.throwIfAborted();
    return { state: 'not-written', reason: asTsopsError(thrown).message };
  }
}

/** One note. Throws where it was refused or never left. */
export async function noteOn(
  context: Pick<Context, 'clock' | 'signal'>,
  pager: Pages,
  id: string,
  text: string,
): Promise<NoteState> {
  const { signal } = context;
  const sent = await pager.note(id, text, signal);
  if (sent.written === 'yes') return written;
  const { found } = await readBack(context, lookedFor, async () =>
    (await pager.notes(id, signal)).includes(text) ? true : null,
  );
  return found === true ? written : { state: 'unknown', reason: sent.reason };
}

export function noteProblem({ state, reason }: NoteState): Problem[] {
  if (state === 'written') return [];
  const message =
    state === 'unknown'
      ? `Nobody knows whether the note was written: ${reason}`
      : `The note was not written: ${reason}`;
  return [{ kind: 'unreachable', message, next: ['tsops pages note ID TEXT'] }];
}
