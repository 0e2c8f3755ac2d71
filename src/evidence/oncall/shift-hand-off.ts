/* Asks everything that a hand-off is made of: who, what is open, what happened, what comes. */
import type { Config } from '../../config/schema.ts';
import type { Context } from '../../contract/context.ts';
import type { Deploy } from '../../domain/deploys/history.ts';
import type { Evidence } from '../../domain/evidence/shape.ts';
import { isInForce, type Silence } from '../../domain/notification/silence.ts';
import type { ShiftAction } from '../../domain/oncall/hand-off/actions.ts';
import { comingChanges } from '../../domain/oncall/hand-off/coming.ts';
import type { HandOver, ShiftFacts } from '../../domain/oncall/hand-off/facts.ts';
import { shiftPages } from '../../domain/oncall/hand-off/pages.ts';
import {
  dutyHolding,
  type ShiftWindow,
  shiftWindow,
  type WantedWindow,
} from '../../domain/oncall/hand-off/window.ts';
import { inForce, sourceOfShift } from '../../domain/oncall/paged.ts';
import { personAt } from '../../domain/oncall/people.ts';
import { day } from '../../domain/time/units.ts';
import { knownSilences } from '../alerts/silences.ts';
import { settle } from '../asking/settle.ts';
import { deployHistory } from '../deploys/history.ts';
import { openActions } from '../digest/open-actions.ts';
import { openPages } from '../digest/open-pages.ts';
import { type OnCallKnown, onCallKnown } from './on-call.ts';
import { rotationOf } from './rotation.ts';
import { incidentsIn } from './shift-incidents.ts';
import { actionsIn, alertsIn, lastRecorded } from './shift-journal.ts';

/** Milliseconds, so that two whole shifts of a week are known before a moment, and the next one after it. */
const looksBack = 22 * day;
const looksAhead = 15 * day;
const budget = 8000;
/** As many runs GitHub gives at once. */
const mostRuns = 100;

/** Only reads. Each source settles on its own; rejects only with the signal, or when the config is wrong. */
export async function collectShift(context: Context, wanted: WantedWindow): Promise<ShiftFacts> {
  const { config } = await context.config();
  const environment = await context.environment();
  const now = context.clock.now();
  const earliest = Math.min(wanted.since ?? now, wanted.until ?? now);
  const known = await whoIsOnCall(context, earliest - looksBack, now + looksAhead);
  const shifts = known.value?.shifts.map(inForce) ?? [];
  const window = shiftWindow(shifts, now, await lastRecorded(context), wanted);
  const [incidents, open, pagesOpen, silences, alerts, actions, deploys] = await Promise.all([
    incidentsIn(context, window),
    openActions(context, budget),
    openPages(context, budget),
    silencesNow(context),
    alertsIn(context, window),
    actionsIn(context, window),
    deploysIn(context, config, environment, window),
  ]);
  const pages = [...(alerts.value?.paged ?? []), ...pagedByHand(actions.value ?? [])];
  const handOver = handOverOf(known, config, window, now);
  return {
    ...{ service: config.service, environment, zone: config.timezone, drill: context.drill },
    ...{ machine: context.host.user, now, window },
    ...{ handOver, incidents, openActions: open, alerts, actions, deploys },
    ...{ openPages: pagesOpen, silences },
    pages: shiftPages(pages, window, shifts, config.contacts),
    coming: comingOf(config, now, handOver.value),
  };
}

function silencesNow(context: Context) {
  const question = { question: 'what is silenced', source: 'journal', budget };
  return settle<readonly Silence[]>(context, question, async () => {
    const now = context.clock.now();
    const value = (await knownSilences(context.journal)).filter((each) => isInForce(each, now));
    return { verdict: 'ok', value, detail: `${value.length} silences` };
  });
}

function whoIsOnCall(context: Context, since: number, until: number) {
  const question = { question: 'who is on call', source: 'config, PagerDuty', budget: budget * 2 };
  return settle<OnCallKnown>(context, question, async () => {
    const value = await onCallKnown(context, since, until);
    return { verdict: 'ok', value, detail: `${value.shifts.length} shifts` };
  });
}

function handOverOf(
  known: Evidence<OnCallKnown>,
  { contacts }: Config,
  { to }: ShiftWindow,
  now: number,
): Evidence<HandOver> {
  const { value } = known;
  const duty = value === null ? null : dutyHolding(value.shifts.map(inForce), to);
  if (value === null || duty === null) return { ...known, value: null, baseline: null };
  const person = (name: string | null = null) => {
    return name === null ? null : personAt(name, contacts, now);
  };
  const then = value.shifts.find((shift) => shift.from <= duty.to && duty.to < shift.to);
  const handOver: HandOver = {
    from: person(duty.shift.primary),
    to: person(duty.next?.primary),
    at: duty.to,
    source: sourceOfShift(then),
    differs: then?.differs ?? false,
    gap: value.paging.reason,
  };
  return { ...known, value: handOver, baseline: null };
}

/** The week that begins at the hand-over, and what is left of the one before. */
function comingOf(config: Config, now: number, handOver: HandOver | null) {
  const rotation = rotationOf(config);
  if (rotation === null) return null;
  return comingChanges(rotation, now, Math.max(now, handOver?.at ?? now) + 7 * day);
}

function pagedByHand(actions: readonly ShiftAction[]): number[] {
  return actions
    .filter(({ action, state }) => action === 'page' && state !== 'not-done')
    .map(({ at }) => at);
}

function deploysIn(
  context: Context,
  config: Config,
  environment: string,
  window: ShiftWindow,
): Promise<Evidence<readonly Deploy[]>> {
  const question = { question: 'what was deployed', source: 'GitHub', budget, window };
  return settle(context, question, async (signal) => {
    const deployService = await context.services.deploys();
    const names = Object.keys(config.environments);
    const reading = { patience: budget / 2, signal };
    const runs = await deployHistory(deployService, names, { limit: mostRuns, reading });
    const value = runs.filter(
      ({ environment: own, at }) => own === environment && window.from <= at && at < window.to,
    );
    const oldest = runs.at(-1);
    const cut = runs.length >= mostRuns && oldest !== undefined && oldest.at > window.from;
    const detail = cut ? `only the last ${mostRuns} runs are known` : `${value.length} deploys`;
    return { verdict: cut ? 'warn' : 'ok', value, detail };
  });
}
