import * as z from 'zod/mini';
import { defineCommand } from '../command.ts';
import type { Context } from '../context.ts';
import { escalationOf } from '../domain/oncall/escalation.ts';
import { inForce } from '../domain/oncall/paged.ts';
import { personAt } from '../domain/oncall/people.ts';
import { dutyIn } from '../domain/oncall/shifts.ts';
import { onCallKnown } from '../evidence/on-call.ts';
import { contentLanguage } from './content-language.ts';
import { sampleOnCall } from './oncall-sample.ts';
import { type OnCallNow, onCallVerdict, viewOnCall } from './oncall-view.ts';

const input = z.object({});
const day = 86_400_000;

/** Exit 1 where nobody is on call, 3 where PagerDuty is configured and could not be asked. */
export default defineCommand<z.output<typeof input>, OnCallNow>({
  name: 'oncall',
  danger: 'read',
  examples: [
    { command: 'tsops oncall', explains: 'who, until when, how to reach them, who comes next' },
    { command: 'tsops oncall --lang ko', explains: 'in Korean' },
  ],
  input,
  async run(_input, context) {
    const { known, data } = await onCallNow(context);
    return {
      verdict: onCallVerdict(data),
      data,
      next: ['tsops oncall schedule'],
      problems: known.problems,
    };
  },
  view: viewOnCall,
  sample: sampleOnCall,
});

async function onCallNow(context: Context) {
  const now = context.clock.now();
  const known = await onCallKnown(context, now - 8 * day, now + 15 * day);
  const { contacts, oncall } = (await context.config()).config;
  const { shift, from, to, next } = dutyIn(known.shifts.map(inForce), now);
  const told = known.shifts.find((each) => each.from <= now && now < each.to);
  const person = (name: string | null) => (name === null ? null : personAt(name, contacts, now));
  const data: OnCallNow = {
    language: await contentLanguage(context),
    primary: person(shift.primary),
    secondary: person(shift.secondary),
    now,
    since: from,
    until: to,
    next: next?.primary ?? null,
    escalation: escalationOf(oncall.escalation, contacts, shift.primary),
    source: told?.paged === undefined ? 'config' : 'PagerDuty',
    byConfig: known.rotation === null ? null : (told?.primary ?? null),
    byPagerDuty: told?.paged ?? null,
    differs: told?.differs ?? false,
    pagerduty: known.pagerduty,
    configWritten: known.configWritten,
  };
  return { known, data };
}
