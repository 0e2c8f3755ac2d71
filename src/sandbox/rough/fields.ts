/* The keys of a scenario that make its world as rough as the real one. */
import * as z from 'zod';
import { parseDuration } from '../../domain/time/duration.ts';
import { moment, skewSchema, spanSchema } from '../span.ts';
import { SYSTEMS } from '../systems.ts';
import { PRESETS } from './preset-names.ts';

const share = z.number().min(0).max(1);
const sigma = z.number().min(0).max(2);

/** A day is the longest: what comes again less often is no habit of a world of two months. */
export const every = spanSchema
  .optional()
  .describe('comes again after each such time, before and after: 1d is the same hour of every day');

export const spreadSchema = z
  .strictObject({
    minute: sigma.default(0).describe('from minute to minute'),
    quarterHour: sigma.default(0).describe('from one quarter of an hour to the next'),
  })
  .describe('standard deviation of the logarithm of the rate; real counts have 0.5 and more');

export const burstsSchema = z
  .strictObject({
    every: spanSchema.describe('one in each such time, at a moment of its own'),
    times: z.number().min(0).describe('so many times as many meanwhile'),
    last: spanSchema.describe('for how long'),
  })
  .describe('now and then, for some minutes, many times as many');

export const releasesSchema = z
  .strictObject({
    none: share.default(0).describe('no release at all'),
    commit: share.default(0).describe('the commit of the served version in place of its release'),
    before: share
      .default(0)
      .describe('the version served before, by tabs that stayed open for up to a day'),
    next: share.default(0).describe('that of a run under way, before the run has ended'),
  })
  .refine(
    ({ none, commit, before, next }) => none + commit + before + next <= 1,
    'no more than 1 in sum',
  )
  .describe('which share of its events names what in place of the served release');

export const elsewhereSchema = z.strictObject({
  environment: z.string().min(1).describe('whose served version the condition looks at'),
  perMinute: z.number().min(0),
  as: z
    .string()
    .min(1)
    .optional()
    .describe('the environment that its events name; default: its own'),
});

export const surgesSchema = z
  .array(
    z.strictObject({
      from: moment,
      until: moment,
      times: z.number().min(0).describe('so many times the sessions'),
    }),
  )
  .default([])
  .describe('more visitors than usual, and with them requests and errors');

export const intakeSchema = z
  .strictObject({
    drops: share
      .default(0)
      .describe('events lost on the way; Sentry counts them as client_discard'),
    delay: spanSchema.default(0).describe('how old an event is before Sentry shows it'),
    quota: z
      .strictObject({
        from: moment,
        until: moment.optional(),
        accepts: share.default(0).describe('the share of events that is still taken'),
      })
      .optional()
      .describe('a quota of errors that runs out; Sentry counts what it refuses as rate_limited'),
  })
  .describe('what Sentry takes in of the errors');

/** `late 20s`, `silent`, `limited`. */
function isManner(text: string): boolean {
  if (text === 'silent' || text === 'limited') return true;
  const [, time] = /^late (\S.*)$/.exec(text) ?? [];
  return time !== undefined && parseDuration(time) !== undefined;
}

export const vendorsSchema = z
  .partialRecord(
    z.enum(SYSTEMS),
    z.string().refine(isManner, 'silent, limited, or late with a length of time, such as late 20s'),
  )
  .default({})
  .describe(
    'a system that answers late, never, or 429, while its status page says that all is well',
  );

export const clocksSchema = z
  .partialRecord(z.enum(SYSTEMS), skewSchema)
  .default({})
  .describe('how far the clock of a system is ahead (90s) or behind (-90s)');

const preset = z.enum(PRESETS);

export const noiseSchema = z
  .union([preset, z.array(preset)])
  .default([])
  .describe('presets of noise; what the scenario says itself goes before');
