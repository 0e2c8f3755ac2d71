/* The keys of a scenario that make its world as rough as the real one. */
import * as z from 'zod/mini';
import { parseDuration } from '../../domain/time/duration.ts';
import { moment, skewSchema, spanSchema } from '../span.ts';
import { systemNames } from '../systems.ts';
import { PRESETS } from './preset-names.ts';

export const share = z.number().check(z.minimum(0), z.maximum(1));
const sigma = z.number().check(z.minimum(0), z.maximum(2));

/** A day is the longest: what comes again less often is no habit of a world of two months. */
export const every = z
  .optional(spanSchema)
  .check(
    z.describe(
      'comes again after each such time, before and after: 1d is the same hour of every day',
    ),
  );

export const spreadSchema = z
  .strictObject({
    minute: z._default(sigma, 0).check(z.describe('from minute to minute')),
    quarterHour: z._default(sigma, 0).check(z.describe('from one quarter of an hour to the next')),
  })
  .check(
    z.describe('standard deviation of the logarithm of the rate; real counts have 0.5 and more'),
  );

export const burstsSchema = z
  .strictObject({
    every: spanSchema.check(z.describe('one in each such time, at a moment of its own')),
    times: z.number().check(z.minimum(0), z.describe('so many times as many meanwhile')),
    last: spanSchema.check(z.describe('for how long')),
  })
  .check(z.describe('now and then, for some minutes, many times as many'));

export const releasesSchema = z
  .strictObject({
    none: z._default(share, 0).check(z.describe('no release at all')),
    commit: z
      ._default(share, 0)
      .check(z.describe('the commit of the served version in place of its release')),
    before: z
      ._default(share, 0)
      .check(z.describe('the version served before, by tabs that stayed open for up to a day')),
    next: z
      ._default(share, 0)
      .check(z.describe('that of a run under way, before the run has ended')),
  })
  .check(
    z.refine(
      ({ none, commit, before, next }) => none + commit + before + next <= 1,
      'no more than 1 in sum',
    ),
    z.describe('which share of its events names what in place of the served release'),
  );

export const elsewhereSchema = z.strictObject({
  environment: z
    .string()
    .check(z.minLength(1), z.describe('whose served version the condition looks at')),
  perMinute: z.number().check(z.minimum(0)),
  as: z
    .optional(z.string().check(z.minLength(1)))
    .check(z.describe('the environment that its events name; default: its own')),
});

export const surgesSchema = z
  ._default(
    z.array(
      z.strictObject({
        from: moment,
        until: moment,
        times: z.number().check(z.minimum(0), z.describe('so many times the sessions')),
      }),
    ),
    [],
  )
  .check(z.describe('more visitors than usual, and with them requests and errors'));

export const intakeSchema = z
  .strictObject({
    drops: z
      ._default(share, 0)
      .check(z.describe('events lost on the way; Sentry counts them as client_discard')),
    delay: z
      ._default(spanSchema, 0)
      .check(z.describe('how old an event is before Sentry shows it')),
    quota: z
      .optional(
        z.strictObject({
          from: moment,
          until: z.optional(moment),
          accepts: z
            ._default(share, 0)
            .check(z.describe('the share of events that is still taken')),
        }),
      )
      .check(
        z.describe(
          'a quota of errors that runs out; Sentry counts what it refuses as rate_limited',
        ),
      ),
  })
  .check(z.describe('what Sentry takes in of the errors'));

export const analyticsSchema = z
  .strictObject({
    thresholded: z
      ._default(z.boolean(), false)
      .check(z.describe('reports say that small groups are withheld')),
    other: z._default(z.boolean(), false).check(z.describe('the last row of a report is (other)')),
    sampled: z._default(share, 1).check(z.describe('the share of events that reports are made of')),
    quota: z
      ._default(share, 1)
      .check(z.describe('the share of its tokens that is left; 0: nothing is answered')),
    label: z
      ._default(z.boolean(), true)
      .check(z.describe('the event parameter event_label is registered as a dimension')),
    api: z._default(z.boolean(), true).check(z.describe('the Data API is on in the cloud project')),
  })
  .check(z.describe('what Google Analytics says of its reports'));

/** `late 20s`, `silent`, `limited`. */
function isManner(text: string): boolean {
  if (text === 'silent' || text === 'limited') return true;
  const [, time] = /^late (\S.*)$/.exec(text) ?? [];
  return time !== undefined && parseDuration(time) !== undefined;
}

export const vendorsSchema = z
  ._default(
    z.partialRecord(
      z.enum(systemNames),
      z
        .string()
        .check(
          z.refine(isManner, 'silent, limited, or late with a length of time, such as late 20s'),
        ),
    ),
    {},
  )
  .check(
    z.describe(
      'a system that answers late, never, or 429, while its status page says that all is well',
    ),
  );

export const clocksSchema = z
  ._default(z.partialRecord(z.enum(systemNames), skewSchema), {})
  .check(z.describe('how far the clock of a system is ahead (90s) or behind (-90s)'));

const preset = z.enum(PRESETS);

export const noiseSchema = z
  ._default(z.union([preset, z.array(preset)]), [])
  .check(z.describe('presets of noise; what the scenario says itself goes before'));
