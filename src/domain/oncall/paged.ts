/* Whom PagerDuty pages, next to what the config says. */
import { isSameName } from './contact.ts';
import { pieces, type Shift } from './shifts.ts';

/** Somebody is on call in PagerDuty. Times are epoch milliseconds; null is without beginning or end. */
export interface PagedSpan {
  readonly person: string;
  /** The step of the escalation policy, from 1. */
  readonly level: number;
  readonly from: number | null;
  readonly to: number | null;
  readonly schedule: string | null;
}

export interface ComparedShift extends Shift {
  /** Who is paged first, several with a comma; null where nobody is, undefined where it is not known. */
  readonly paged?: string | null;
  readonly differs: boolean;
}

/** Who says whom a shift pages: `config`, or whoever pages, by its name. */
export type OnCallSource = string;

/** The service that pages, where it told; else the config. */
export function sourceOfShift(shift: Pick<ComparedShift, 'paged'> | undefined): OnCallSource {
  return shift?.paged === undefined ? 'config' : pagingService;
}

/** As records and documents name it. */
export const pagingService = 'PagerDuty';

/** The shifts of the config, cut where PagerDuty changes; `spans` is null where it could not be asked. */
export function comparedShifts(
  shifts: readonly Shift[],
  spans: readonly PagedSpan[] | null,
): ComparedShift[] {
  if (spans === null) return shifts.map((shift) => ({ ...shift, differs: false }));
  const edges = spans.flatMap(({ from, to }) => [from, to]).filter((edge) => edge !== null);
  const cut = shifts.flatMap((shift) =>
    pieces(shift.from, shift.to, edges).map((piece): ComparedShift => {
      const people = pagedAt(spans, piece.from);
      const paged = people.length === 0 ? null : people.join(', ');
      const differs = !people.some((person) => isSameName(person, shift.primary));
      return { ...shift, ...piece, paged, differs };
    }),
  );
  return cut.reduce<ComparedShift[]>((kept, shift) => {
    const last = kept.at(-1);
    const goesOn =
      last !== undefined && shifts.some(({ from, to }) => from <= last.from && shift.to <= to);
    if (goesOn && last.paged === shift.paged) kept[kept.length - 1] = { ...last, to: shift.to };
    else kept.push(shift);
    return kept;
  }, []);
}

/** Those of the first level. */
function pagedAt(spans: readonly PagedSpan[], at: number): string[] {
  const there = spans.filter(
    ({ level, from, to }) => level === 1 && (from ?? at) <= at && at < (to ?? Number.MAX_VALUE),
  );
  return [...new Set(there.map(({ person }) => person))];
}

/** PagerDuty's own shifts, where no rotation is written in the config; `to` is where they end at last. */
export function shiftsOfPaging(
  spans: readonly PagedSpan[],
  from: number,
  to: number,
): ComparedShift[] {
  const edges = spans.flatMap((span) => [span.from, span.to]).filter((edge) => edge !== null);
  return pieces(from, to, edges).map((piece) => {
    const paged = pagedAt(spans, piece.from).join(', ') || null;
    const shift = { week: 0, part: 'weekday', secondary: null, why: 'rotation' } as const;
    return { ...piece, ...shift, primary: paged, paged, differs: false };
  });
}

/** Who would be paged: PagerDuty's word where it is known, else the config's. */
export function inForce({ paged, ...shift }: ComparedShift): Shift {
  return paged === undefined ? shift : { ...shift, primary: paged };
}
