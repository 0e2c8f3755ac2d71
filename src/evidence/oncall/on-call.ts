/* Who is on call: what the config says, and what PagerDuty says. */
import type { Context } from '../../contract/context.ts';
import { TsopsError } from '../../contract/errors.ts';
import type { Evidence } from '../../domain/evidence/shape.ts';
import {
  type ComparedShift,
  comparedShifts,
  type PagedSpan,
  pagingService,
  shiftsOfPaging,
} from '../../domain/oncall/paged.ts';
import type { Rotation } from '../../domain/oncall/rotation.ts';
import { shiftsBetween } from '../../domain/oncall/shifts.ts';
import { settle } from '../asking/settle.ts';
import { configWrittenAt } from './config-written.ts';
import { nobodyIsSet, rotationOf } from './rotation.ts';

type Needs = Pick<Context, 'clock' | 'signal' | 'config' | 'services'>;

export interface PagingState {
  /** `asking` stands only on the screen, until it has answered. */
  readonly state: 'not-set' | 'asking' | 'told' | 'unknown';
  /** Why it is not known. */
  readonly reason: string | null;
}

export interface OnCallKnown {
  readonly rotation: Rotation | null;
  /** Covers the window exactly; empty where PagerDuty alone could tell, and did not. */
  readonly shifts: readonly ComparedShift[];
  readonly spans: readonly PagedSpan[] | null;
  readonly paging: PagingState;
  /** When the config file was last written, epoch milliseconds; null for the shipped defaults. */
  readonly configWritten: number | null;
  readonly problems: readonly NonNullable<Evidence<unknown>['problem']>[];
}

const budget = 8000;

/**
 * Both sources over a window of epoch milliseconds. Throws a config error (exit 2) where the config names
 * nobody and PagerDuty is not asked; what PagerDuty does not tell is `unknown`. `onConfig` is told what the
 * config alone says, before PagerDuty has answered.
 */
export async function onCallKnown(
  context: Needs,
  since: number,
  until: number,
  onConfig: (soFar: OnCallKnown) => void = () => {},
): Promise<OnCallKnown> {
  const { config, file } = await context.config();
  const rotation = rotationOf(config);
  const configWritten = await configWrittenAt(file);
  const plan = rotation === null ? [] : shiftsBetween(rotation, since, until);
  const both = (spans: readonly PagedSpan[] | null) => ({
    rotation,
    shifts:
      rotation === null && spans !== null
        ? shiftsOfPaging(spans, since, until)
        : comparedShifts(plan, spans),
    spans,
    configWritten,
  });
  if (rotation !== null) {
    onConfig({ ...both(null), paging: { state: 'asking', reason: null }, problems: [] });
  }
  const asked = await askPaging(context, since, until);
  if (rotation === null && asked.value === null) throw nothingKnown(asked);
  const problems = asked.problem === undefined ? [] : [asked.problem];
  return { ...both(asked.value), paging: stateOf(asked), problems };
}

function askPaging(context: Needs, since: number, until: number) {
  const question = { question: 'who is paged', source: pagingService, budget };
  return settle<readonly PagedSpan[]>(context, question, async (signal) => {
    const service = await context.services.onCall();
    const value = await service.onCalls({ since, until }, { timeout: budget, signal });
    if (value === null) return { verdict: 'no-data', value, detail: 'no token is set' };
    return { verdict: 'ok', value, detail: `${value.length} entries` };
  });
}

function stateOf({ verdict, detail }: Evidence<unknown>): PagingState {
  if (verdict === 'no-data') return { state: 'not-set', reason: null };
  return verdict === 'unknown'
    ? { state: 'unknown', reason: detail }
    : { state: 'told', reason: null };
}

/** No rotation in the config, and nothing from PagerDuty. */
function nothingKnown({ verdict, detail, problem }: Evidence<unknown>): TsopsError {
  if (verdict === 'no-data') return nobodyIsSet();
  return new TsopsError({
    kind: problem?.kind === 'credentials' ? 'credentials' : 'unreachable',
    message: detail,
    why: 'oncall.primary is empty in the config, so only PagerDuty could answer.',
    next: problem?.next ?? ['tsops doctor pagerduty'],
  });
}
