import * as z from 'zod/mini';
import { defineCommand } from '../../contract/command.ts';
import { icsOf } from '../../domain/oncall/calendar.ts';
import { inForce } from '../../domain/oncall/paged.ts';
import { day, week } from '../../domain/time/units.ts';
import { onCallKnown } from '../../evidence/oncall/on-call.ts';
import { contentLanguage } from '../view/content-language.ts';
import { writeWhole } from '../view/whole-file.ts';
import { calendarEventsOf, type OnCallSchedule, viewSchedule } from './schedule-view.ts';

const mostWeeks = 52;

const input = z.object({
  weeks: z.pipe(
    z._default(z.string(), '4'),
    z.transform((text, context) => {
      const weeks = /^\d{1,2}$/.test(text) ? Number(text) : 0;
      if (weeks >= 1 && weeks <= mostWeeks) return weeks;
      const message = `needs a whole number from 1 to ${mostWeeks}`;
      context.issues.push({ code: 'custom', input: text, message });
      return z.NEVER;
    }),
  ),
  ics: z.optional(z.string().check(z.minLength(1))),
});

/** Exit 1 where nobody is on call at some time, 3 where PagerDuty could not be asked. */
export default defineCommand<z.output<typeof input>, OnCallSchedule>({
  name: 'oncall schedule',
  danger: 'local',
  examples: [
    { command: 'tsops oncall schedule', explains: 'the next four weeks' },
    { command: 'tsops oncall schedule --weeks 12 --ics oncall.ics', explains: 'as a calendar' },
  ],
  options: [
    { flags: '--weeks <n>', description: `how many (default: 4, at most ${mostWeeks})` },
    { flags: '--ics <file>', description: 'also write a calendar file', complete: 'file' },
  ],
  input,
  async run({ weeks, ics }, context) {
    const now = context.clock.now();
    const end = now + weeks * week;
    const known = await onCallKnown(context, now - 8 * day, end + 8 * day);
    const { config } = await context.config();
    const data: OnCallSchedule = {
      language: await contentLanguage(context),
      zone: config.timezone,
      // Whole shifts: a calendar knows them again by when they begin.
      shifts: known.shifts.filter(({ from, to }) => to > now && from < end),
      pagerduty: known.paging,
      ics: ics ?? null,
    };
    if (ics !== undefined) {
      const text = icsOf(`${config.service} on-call`, calendarEventsOf(data, config.service), now);
      await writeWhole(context, ics, text, 'tsops oncall schedule');
    }
    return {
      verdict: verdictOf(data),
      data,
      next: ['tsops oncall lint'],
      problems: known.problems,
    };
  },
  view: viewSchedule,
});

function verdictOf({ shifts, pagerduty }: OnCallSchedule) {
  if (shifts.map(inForce).some(({ primary }) => primary === null)) return 'bad';
  if (pagerduty.state === 'unknown') return 'unknown';
  return shifts.some(({ differs }) => differs) ? 'warn' : 'ok';
}
