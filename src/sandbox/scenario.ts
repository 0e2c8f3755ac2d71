import * as z from 'zod/mini';
import { minute } from '../domain/time/units.ts';
import { contradictions } from './contradictions.ts';
import { deploySchema, releaseSchema, versionSchema, workflowSchema } from './deploy-schema.ts';
import { faultSchema } from './http/fault.ts';
import {
  analyticsSchema,
  burstsSchema,
  clocksSchema,
  elsewhereSchema,
  every,
  intakeSchema,
  noiseSchema,
  releasesSchema,
  share,
  spreadSchema,
  surgesSchema,
  vendorsSchema,
} from './rough/fields.ts';
import { moment, spanSchema } from './span.ts';
import { systemNames } from './systems.ts';

const weights = z.record(z.string(), z.number().check(z.minimum(0)));

const when = z.strictObject({
  from: z.optional(moment).check(z.describe('active from this moment on')),
  until: z.optional(moment).check(z.describe('active until this moment')),
  every,
  versions: z
    .optional(z.array(versionSchema))
    .check(z.describe('active only while one of these is served')),
  outage: z
    .optional(z.enum(systemNames))
    .check(z.describe('active only while this system has an outage')),
});

const errorGroup = z.strictObject({
  type: z.string().check(z.describe('such as TypeError')),
  message: z.string(),
  culprit: z.string(),
  level: z._default(z.enum(['fatal', 'error', 'warning', 'info']), 'error'),
  unhandled: z._default(z.boolean(), true),
  perMinute: z.number().check(z.minimum(0), z.describe('mean events a minute while active')),
  when: z._default(when, {}),
  surge: z
    .optional(z.strictObject({ from: moment, times: z.number().check(z.minimum(0)) }))
    .check(z.describe('from a moment on, so many times as many of an old error')),
  ramp: z
    .optional(spanSchema)
    .check(z.describe('time to grow to the full rate after it became active')),
  users: z._default(share, 0.6).check(z.describe('new users per event, before repeats')),
  browsers: z
    .optional(weights)
    .check(z.describe('share per browser; default: that of the traffic')),
  systems: z
    .optional(weights)
    .check(z.describe('share per operating system; default: that of the traffic')),
  spread: z.optional(spreadSchema),
  bursts: z.optional(burstsSchema),
  releases: z.optional(releasesSchema),
  elsewhere: z
    ._default(z.array(elsewhereSchema), [])
    .check(z.describe('the same error in other environments, for Sentry the same issue')),
});

const METRICS = [
  'requests',
  'errorRate4xx',
  'errorRate5xx',
  'cacheHitRate',
  'originLatency',
  'lcp',
  'inp',
  'cls',
  'bounceRate',
] as const;

const signal = z.strictObject({
  metric: z.enum(METRICS),
  value: z
    .optional(z.number())
    .check(z.describe('the mean while active, in the unit of the metric')),
  times: z
    .optional(z.number().check(z.minimum(0)))
    .check(z.describe('in place of a value: so many times what it is')),
  when: z._default(when, {}),
  browsers: z.optional(z.array(z.string())).check(z.describe('of a vital: only in these')),
  systems: z.optional(z.array(z.string())).check(z.describe('of a vital: only on these')),
});

const outage = z.strictObject({
  system: z.enum(systemNames),
  from: moment,
  until: z.optional(moment),
  kind: z._default(z.enum(['status', 'slow', 'drop']), 'status'),
  status: z._default(z.int().check(z.minimum(400), z.maximum(599)), 503),
  delay: z._default(spanSchema, 4_000).check(z.describe('how late a slow one answers')),
  note: z._default(z.string(), 'Investigating elevated errors'),
});

const edge = z.strictObject({
  ttl: z
    ._default(z.record(z.string(), spanSchema), {
      '/build-info.json': minute,
      '/assets/*': 31_536_000_000,
      '*': minute,
    })
    .check(z.describe('how long the edge keeps a path; the first pattern that fits counts')),
  cachedAt: z.optional(moment).check(z.describe('when the edge took its copies')),
  invalidation: z
    ._default(spanSchema, 4_000)
    .check(z.describe('time until an invalidation is Completed')),
  additionalMetrics: z
    ._default(z.boolean(), true)
    .check(z.describe('whether the metrics are on that are paid for: hit ratio, origin latency')),
  other: z
    .optional(z.strictObject({ version: versionSchema, share }))
    .check(z.describe('a part of the edge that serves another version, whatever is deployed')),
});

const traffic = z.strictObject({
  sessionsPerMinute: z._default(z.number().check(z.minimum(0)), 60),
  requestsPerSession: z._default(z.number().check(z.minimum(0)), 14),
  users: z._default(z.int().check(z.minimum(1)), 18_000).check(z.describe('people in a day')),
  surges: surgesSchema,
  browsers: z._default(weights, {
    Chrome: 0.58,
    Safari: 0.24,
    'Samsung Internet': 0.1,
    Firefox: 0.08,
  }),
  systems: z._default(weights, { Android: 0.37, iOS: 0.24, Windows: 0.27, macOS: 0.12 }),
});

const runbook = z.enum(['high-error-rate', 'performance-degradation', 'service-down']);

const HYPOTHESES = [
  'site-down',
  'certificate',
  'not-served',
  'recent-deployment',
  'external-service',
  'client',
  'cache',
  'origin',
  'bundle-growth',
  'resource-loading',
  'images',
  'false-alarm',
  'cause-not-seen',
] as const;

const answer = z.strictObject({
  recommended: z
    .array(z.enum(HYPOTHESES))
    .check(
      z.minLength(1),
      z.maxLength(2),
      z.describe(
        'the hypothesis that a diagnosis should name; two where there are two causes at once',
      ),
    ),
  fair: z
    ._default(z.array(z.array(z.enum(HYPOTHESES)).check(z.minLength(1), z.maxLength(2))), [])
    .check(z.describe('other answers that are as right, each of one cause or of two at once')),
  tellable: z
    ._default(z.boolean(), true)
    .check(
      z.describe('the evidence can tell; where not, cause-not-seen or a tie is the right answer'),
    ),
  rollback: z
    ._default(z.nullable(versionSchema), null)
    .check(
      z.describe(
        'the version that a rollback may go to; null where none may: the deployment is innocent, or guilty and without a way back',
      ),
    ),
  invalidation: z
    ._default(z.boolean(), false)
    .check(z.describe('an invalidation of the CDN repairs it')),
});

const incident = z.strictObject({
  title: z.string(),
  severity: z._default(z.enum(['P1', 'P2', 'P3', 'P4']), 'P2'),
  runbook: z.optional(runbook),
  from: moment.check(z.describe('when it was detected')),
  until: moment.check(z.describe('when it was resolved')),
  summary: z.string().check(z.describe('what it was')),
});

const fallback = z
  ._default(z.enum(['initials', 'off']), 'initials')
  .check(z.describe('what the site draws where DiceBear gives no picture'));

const none = 'at least one, or a history: talkstudio';

const shape = z.strictObject({
  name: z.string().check(z.regex(/^[a-z][a-z0-9-]*$/, 'lower-case letters, digits and dashes')),
  title: z.string(),
  description: z.string().check(z.describe('what an engineer would be told')),
  korean: z
    .optional(z.strictObject({ title: z.string(), description: z.string() }))
    .check(z.describe('the same for people who read Korean')),
  cause: z.strictObject({
    kind: z.enum([
      'none',
      'deploy',
      'dependency',
      'client',
      'cache',
      'bundle',
      'image',
      'third-party',
      'site',
      'workflow',
    ]),
    summary: z.string().check(z.describe('what is really the matter')),
    remedy: z.string().check(z.describe('the right first response')),
    korean: z
      .optional(z.strictObject({ summary: z.string(), remedy: z.string() }))
      .check(z.describe('the same for people who read Korean')),
  }),
  runbook: z.optional(runbook),
  answer: z.optional(answer).check(z.describe('what a diagnosis by the runbook should say')),
  pace: z
    ._default(z.number().check(z.minimum(0)), 1)
    .check(z.describe('multiplies workflow and invalidation times; 0: at once')),
  tls: z._default(
    z.enum(['none', 'valid', 'expired', 'expiring', 'self-signed', 'wrong-host']),
    'none',
  ),
  repository: z._default(
    z.strictObject({ owner: z.string(), name: z.string(), branch: z.string() }),
    { owner: 'talkstudio', name: 'talkstudio-web', branch: 'main' },
  ),
  history: z
    .optional(z.enum(['talkstudio']))
    .check(
      z.describe('begins with what TalkStudio had, and says in versions and deploys what differs'),
    ),
  versions: z.prefault(z.array(releaseSchema).check(z.minLength(1, none)), []),
  deploys: z.prefault(z.array(deploySchema).check(z.minLength(1, none)), []),
  workflow: z._default(workflowSchema, workflowSchema.parse({})),
  edge: z._default(edge, edge.parse({})),
  traffic: z._default(traffic, traffic.parse({})),
  errors: z._default(z.array(errorGroup), []),
  fallback,
  signals: z._default(z.array(signal), []),
  outages: z._default(z.array(outage), []),
  faults: z._default(z.array(faultSchema), []),
  incidents: z
    ._default(z.array(incident), [])
    .check(z.describe("resolved ones of the team's journal")),
  noise: noiseSchema,
  sentry: z._default(intakeSchema, intakeSchema.parse({})),
  analytics: z._default(analyticsSchema, analyticsSchema.parse({})),
  vendors: vendorsSchema,
  clocks: clocksSchema,
});

export const scenarioSchema = shape.check(
  z.superRefine((scenario, context) => {
    for (const [path, message] of contradictions(scenario)) {
      context.addIssue({ code: 'custom', path, message });
    }
  }),
);

export type Scenario = z.output<typeof scenarioSchema>;
export type ScenarioInput = z.input<typeof scenarioSchema>;
export type ErrorGroup = Scenario['errors'][number];
export type ScenarioOutage = Scenario['outages'][number];
export type When = z.output<typeof when>;
export type SandboxMetric = (typeof METRICS)[number];
