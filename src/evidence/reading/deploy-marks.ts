import type { EvidenceWindow } from '../../domain/evidence/shape.ts';
import type { FigureMark } from '../../domain/numbers/figure.ts';
import type { Inquiry } from '../asking/inquiry.ts';
import { partOf } from './errors.ts';

/** The versions that went live within the window, oldest first; none where the deploys are not known. */
export async function deployMarks(
  inquiry: Inquiry,
  window: EvidenceWindow,
): Promise<readonly FigureMark[]> {
  const { value } = await partOf(askMarks(inquiry, window), inquiry.context.signal);
  return value ?? [];
}

/** The same; null where the deploys are not known within so many milliseconds: figures do not wait for their marks. */
export async function deployMarksWithin(
  inquiry: Inquiry,
  window: EvidenceWindow,
  patience: number,
): Promise<readonly FigureMark[] | null> {
  const { clock, signal } = inquiry.context;
  const timer = new AbortController();
  const late = clock.sleep(patience, timer.signal).then(
    () => null,
    () => null,
  );
  const { value } = await partOf(Promise.race([askMarks(inquiry, window), late]), signal);
  timer.abort();
  return value;
}

async function askMarks(
  inquiry: Inquiry,
  { from, to }: EvidenceWindow,
): Promise<readonly FigureMark[] | null> {
  const { value, verdict } = await inquiry.ask('recent-deploys');
  if (value === null && verdict === 'unknown') return null;
  return (value?.deploys ?? [])
    .flatMap(({ version, endedAt, conclusion }) =>
      version === null || endedAt === null || conclusion !== 'success'
        ? []
        : [{ at: endedAt, version }],
    )
    .filter(({ at }) => at > from && at <= to)
    .sort((a, b) => a.at - b.at);
}
