/* What the alerts of a shift were: read from what people were told, and were not. */
import type { RuleSeverity } from '../../alerts/language/rule.ts';
import type { DeliveryState } from '../../notification/ledger.ts';
import type { NotifiedEvent } from '../../notification/notified-events.ts';
import { hour } from '../../time/units.ts';
import type { ShiftWindow } from './window.ts';

/** One alert from when it began to when it was over. Times are epoch milliseconds. */
export interface AlertSpell {
  readonly key: string;
  readonly rule: string;
  readonly severity: RuleSeverity;
  readonly environment: string;
  readonly kind: 'firing' | 'no-data';
  readonly from: number;
  /** Null while it lasts. */
  readonly to: number | null;
  readonly sent: NotifiedEvent['sent'];
  /** Why nobody was told; null where somebody was. */
  readonly quiet: string | null;
}

/** A rule in one environment, over a shift. */
export interface RuleShift {
  readonly rule: string;
  readonly severity: RuleSeverity;
  readonly environment: string;
  readonly times: number;
  /** Milliseconds of the longest, up to now where it lasts. */
  readonly longest: number;
  readonly lasts: boolean;
  readonly flapped: boolean;
  /** Each channel once, with the worst that became of a message to it. */
  readonly told: readonly { readonly channel: string; readonly state: DeliveryState }[];
  readonly quiet: readonly string[];
}

/** As often within an hour, an alert comes and goes. */
const flapping = { times: 3, within: hour };
const worstFirst: readonly DeliveryState[] = ['failed', 'sending', 'waiting', 'sent'];

/** All that is recorded, in the order of its beginning. */
export function spellsOf(events: readonly NotifiedEvent[]): AlertSpell[] {
  const spells: AlertSpell[] = [];
  const update = (event: NotifiedEvent, kind: AlertSpell['kind'], change: Partial<AlertSpell>) => {
    const index = spells.findLastIndex(
      (each) => each.key === event.key && each.kind === kind && each.to === null,
    );
    const spell = spells[index];
    if (spell !== undefined) spells[index] = { ...spell, ...change };
    return spell;
  };
  for (const event of events) {
    if (event.kind === 'resolved') update(event, 'firing', { to: event.t });
    else if (event.kind === 'data-back') update(event, 'no-data', { to: event.t });
    else {
      const kind = event.kind === 'no-data' ? 'no-data' : 'firing';
      // What a P1 kept quiet is told late, and what still fires again: it is the same alert.
      const told = event.suppressed === null ? { sent: event.sent, quiet: null } : {};
      if (update(event, kind, told) === undefined) spells.push(spellOf(event, kind));
    }
  }
  return spells;
}

function spellOf(event: NotifiedEvent, kind: AlertSpell['kind']): AlertSpell {
  const { key, rule, severity, environment, since, sent, suppressed } = event;
  return { key, rule, severity, environment, kind, from: since, to: null, sent, quiet: suppressed };
}

export function touches({ from, to }: AlertSpell, window: Pick<ShiftWindow, 'from' | 'to'>) {
  return from < window.to && (to === null || to > window.from);
}

/** The most severe first. */
export function ruleShifts(
  spells: readonly AlertSpell[],
  window: ShiftWindow,
  now: number,
): RuleShift[] {
  const fired = spells.filter((spell) => spell.kind === 'firing' && touches(spell, window));
  return grouped(fired, (each) => JSON.stringify([each.rule, each.environment]))
    .flatMap((group) => ruleShift(group, now))
    .toSorted((a, b) => (a.severity < b.severity ? -1 : a.severity > b.severity ? 1 : 0));
}

function grouped<Each>(all: readonly Each[], keyOf: (each: Each) => string): Each[][] {
  const groups = new Map<string, Each[]>();
  for (const each of all) groups.set(keyOf(each), [...(groups.get(keyOf(each)) ?? []), each]);
  return [...groups.values()];
}

function ruleShift(group: readonly AlertSpell[], now: number): RuleShift[] {
  const [first] = group;
  if (first === undefined) return [];
  const { rule, severity, environment } = first;
  return [
    {
      ...{ rule, severity, environment },
      times: group.length,
      longest: Math.max(...group.map(({ from, to }) => (to ?? now) - from)),
      lasts: group.some(({ to }) => to === null),
      flapped: hasFlapped(group),
      told: toldIn(group),
      quiet: [...new Set(group.map(({ quiet }) => quiet).filter((reason) => reason !== null))],
    },
  ];
}

/** One alert that comes and goes; many servers that fail at once are no flapping. */
function hasFlapped(group: readonly AlertSpell[]): boolean {
  const { times, within } = flapping;
  return grouped(group, ({ key }) => key).some((own) =>
    own.some(({ from }, index) => {
      const later = own[index + times - 1];
      return later !== undefined && later.from - from <= within;
    }),
  );
}

function toldIn(group: readonly AlertSpell[]): RuleShift['told'] {
  const sent = group.flatMap((spell) => spell.sent);
  return [...new Set(sent.map(({ channel }) => channel))].map((channel) => {
    const states = sent.filter((each) => each.channel === channel).map(({ state }) => state);
    return { channel, state: worstFirst.find((state) => states.includes(state)) ?? 'sent' };
  });
}
