import * as z from 'zod/mini';
import type { Config } from '../../config/schema.ts';
import { defineCommand } from '../../contract/command.ts';
import type { Context } from '../../contract/context.ts';
import { escalationOf } from '../../domain/oncall/escalation.ts';
import { inForce, sourceOfShift } from '../../domain/oncall/paged.ts';
import { personAt } from '../../domain/oncall/people.ts';
import { dutyIn } from '../../domain/oncall/shifts.ts';
import type { Language } from '../../domain/text/language.ts';
import { day } from '../../domain/time/units.ts';
import { type OnCallKnown, onCallKnown } from '../../evidence/oncall/on-call.ts';
import { contentLanguage } from '../view/content-language.ts';
import { type OnCallNow, onCallVerdict, viewOnCall } from './view.ts';

const input = z.object({});

/** Exit 1 where nobody is on call, 3 where PagerDuty is configured and could not be asked. */
export default defineCommand<z.output<typeof input>, OnCallNow>({
  name: 'oncall',
  danger: 'read',
  examples: [
    { command: 'tsops oncall', explains: 'who is on call, until when, and who is next' },
    { command: 'tsops oncall --lang ko', explains: 'in Korean' },
  ],
  input,
  async run(_input, context, live) {
    const { known, data } = await onCallNow(context, live.update);
    return {
      verdict: onCallVerdict(data),
      data,
      next: ['tsops oncall schedule'],
      problems: known.problems,
    };
  },
  view: viewOnCall,
});

/** `show` draws what the config says while PagerDuty is asked: nobody waits for a name at 3 a.m. */
async function onCallNow(context: Context, show: (data: OnCallNow) => void) {
  const now = context.clock.now();
  const { config } = await context.config();
  const language = await contentLanguage(context);
  const dataOf = (known: OnCallKnown) => onCallData(known, config, now, language);
  const onConfig = (soFar: OnCallKnown): void => show(dataOf(soFar));
  const known = await onCallKnown(context, now - 8 * day, now + 15 * day, onConfig);
  return { known, data: dataOf(known) };
}

function onCallData(
  known: OnCallKnown,
  { contacts, oncall }: Config,
  now: number,
  language: Language,
): OnCallNow {
  const { shift, from, to, next } = dutyIn(known.shifts.map(inForce), now);
  const told = known.shifts.find((each) => each.from <= now && now < each.to);
  const person = (name: string | null) => (name === null ? null : personAt(name, contacts, now));
  return {
    language,
    primary: person(shift.primary),
    secondary: person(shift.secondary),
    now,
    since: from,
    until: to,
    next: next?.primary ?? null,
    escalation: escalationOf(oncall.escalation, contacts, shift.primary),
    source: sourceOfShift(told),
    byConfig: known.rotation === null ? null : (told?.primary ?? null),
    byPagerDuty: told?.paged ?? null,
    differs: told?.differs ?? false,
    pagerduty: known.paging,
    configWritten: known.configWritten,
  };
}
