import * as z from 'zod';
import { minute } from '../domain/time/units.ts';
import { contradictions } from './contradictions.ts';
import { faultSchema } from './http/fault.ts';
import { pageSchema } from './page-schema.ts';
import {
  burstsSchema,
  clocksSchema,
  elsewhereSchema,
  every,
  intakeSchema,
  noiseSchema,
  releasesSchema,
  spreadSchema,
  surgesSchema,
  vendorsSchema,
} from './rough/fields.ts';
import { moment, spanSchema } from './span.ts';
import { SYSTEMS } from './systems.ts';

const version = z.string().regex(/^v\d+\.\d+\.\d+$/, 'a version tag, such as v1.2.3');
const share = z.number().min(0).max(1);
const weights = z.record(z.string(), z.number().min(0));

const when = z.strictObject({
  from: moment.optional().describe('active from this moment on'),
  until: moment.optional().describe('active until this moment'),
  every,
  versions: z.array(version).optional().describe('active only while one of these is served'),
  outage: z.enum(SYSTEMS).optional().describe('active only while this system has an outage'),
});

const release = z.strictObject({
  version,
  at: moment.describe('when the tag was made'),
  author: z.string().default('minji-kim'),
  commits: z.array(z.string()).default([]).describe('titles of the commits since the tag before'),
  page: pageSchema.optional().describe('what differs from the page of the version before'),
});

const conclusion = z.enum(['success', 'failure', 'cancelled']).default('success');

const deploy = z.strictObject({
  version,
  environment: z
    .string()
    .regex(/^[a-z][a-z0-9-]*$/, 'lower-case letters, digits and dashes')
    .default('production')
    .describe('production and staging have a site; others have runs and errors alone'),
  at: moment.describe('when the run was created, or its last attempt begun'),
  took: spanSchema.default(240_000),
  actor: z.string().default('minji-kim'),
  conclusion,
  firstAttempt: z
    .strictObject({ at: moment, took: spanSchema.default(180_000), conclusion })
    .optional()
    .describe('the run was made then, and run again at its own time'),
  checks: spanSchema.optional().describe('how long the run goes on after its upload'),
  reaches: share.optional().describe('the share of the edge that gets it; default: all'),
  uploaded: z
    .array(z.string())
    .optional()
    .describe('the only paths (without hash, / is the page) that it uploaded before it ended'),
});

const errorGroup = z.strictObject({
  type: z.string().describe('such as TypeError'),
  message: z.string(),
  culprit: z.string(),
  level: z.enum(['fatal', 'error', 'warning', 'info']).default('error'),
  unhandled: z.boolean().default(true),
  perMinute: z.number().min(0).describe('mean events a minute while active'),
  when: when.default({}),
  surge: z
    .strictObject({ from: moment, times: z.number().min(0) })
    .optional()
    .describe('from a moment on, so many times as many of an old error'),
  ramp: spanSchema.optional().describe('time to grow to the full rate after it became active'),
  users: share.default(0.6).describe('new users per event, before repeats'),
  browsers: weights.optional().describe('share per browser; default: that of the traffic'),
  systems: weights.optional().describe('share per operating system; default: that of the traffic'),
  spread: spreadSchema.optional(),
  bursts: burstsSchema.optional(),
  releases: releasesSchema.optional(),
  elsewhere: z
    .array(elsewhereSchema)
    .default([])
    .describe('the same error in other environments, for Sentry the same issue'),
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
  value: z.number().optional().describe('the mean while active, in the unit of the metric'),
  times: z.number().min(0).optional().describe('in place of a value: so many times what it is'),
  when: when.default({}),
  browsers: z.array(z.string()).optional().describe('of a vital: only in these'),
  systems: z.array(z.string()).optional().describe('of a vital: only on these'),
});

const outage = z.strictObject({
  system: z.enum(SYSTEMS),
  from: moment,
  until: moment.optional(),
  kind: z.enum(['status', 'slow', 'drop']).default('status'),
  status: z.number().int().min(400).max(599).default(503),
  delay: spanSchema.default(4_000).describe('how late a slow one answers'),
  note: z.string().default('Investigating elevated errors'),
});

const workflow = z.strictObject({
  queue: spanSchema.default(1_000),
  build: spanSchema.default(3_000),
  deploy: spanSchema.default(3_000),
  approval: z.boolean().default(false).describe('the production environment needs a review'),
  approvedAfter: spanSchema
    .optional()
    .describe('somebody approves after this time; default: nobody'),
  outcome: z.enum(['success', 'failure']).default('success'),
  failedStep: z.string().default('Upload to S3'),
  log: z.array(z.string()).default([]).describe('last lines of the log of the failed step'),
  invalidates: z.boolean().default(true).describe('its last step invalidates the CDN'),
  removes: z
    .array(z.string())
    .default([])
    .describe(
      'files of the version before (paths without hash) that it takes away, and that the edge lost',
    ),
});

const edge = z.strictObject({
  ttl: z
    .record(z.string(), spanSchema)
    .default({ '/build-info.json': minute, '/assets/*': 31_536_000_000, '*': minute })
    .describe('how long the edge keeps a path; the first pattern that fits counts'),
  cachedAt: moment.optional().describe('when the edge took its copies'),
  invalidation: spanSchema.default(4_000).describe('time until an invalidation is Completed'),
  other: z
    .strictObject({ version, share })
    .optional()
    .describe('a part of the edge that serves another version, whatever is deployed'),
});

const traffic = z.strictObject({
  sessionsPerMinute: z.number().min(0).default(60),
  requestsPerSession: z.number().min(0).default(14),
  users: z.number().int().min(1).default(18_000).describe('people in a day'),
  surges: surgesSchema,
  browsers: weights.default({ Chrome: 0.58, Safari: 0.24, 'Samsung Internet': 0.1, Firefox: 0.08 }),
  systems: weights.default({ Android: 0.37, iOS: 0.24, Windows: 0.27, macOS: 0.12 }),
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
    .min(1)
    .max(2)
    .describe(
      'the hypothesis that a diagnosis should name; two where there are two causes at once',
    ),
  fair: z
    .array(z.array(z.enum(HYPOTHESES)).min(1).max(2))
    .default([])
    .describe('other answers that are as right, each of one cause or of two at once'),
  tellable: z
    .boolean()
    .default(true)
    .describe('the evidence can tell; where not, cause-not-seen or a tie is the right answer'),
  rollback: version
    .nullable()
    .default(null)
    .describe(
      'the version that a rollback may go to; null where none may: the deployment is innocent, or guilty and without a way back',
    ),
  invalidation: z.boolean().default(false).describe('an invalidation of the CDN repairs it'),
});

const incident = z.strictObject({
  title: z.string(),
  severity: z.enum(['P1', 'P2', 'P3', 'P4']).default('P2'),
  runbook: runbook.optional(),
  from: moment.describe('when it was detected'),
  until: moment.describe('when it was resolved'),
  summary: z.string().describe('what it was'),
});

const fallback = z
  .enum(['initials', 'off'])
  .default('initials')
  .describe('what the site draws where DiceBear gives no picture');

const none = 'at least one, or a history: talkstudio';

const shape = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]*$/, 'lower-case letters, digits and dashes'),
  title: z.string(),
  description: z.string().describe('what an engineer would be told'),
  korean: z
    .strictObject({ title: z.string(), description: z.string() })
    .optional()
    .describe('the same for people who read Korean'),
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
    summary: z.string().describe('what is really the matter'),
    remedy: z.string().describe('the right first response'),
  }),
  runbook: runbook.optional(),
  answer: answer.optional().describe('what a diagnosis by the runbook should say'),
  pace: z
    .number()
    .min(0)
    .default(1)
    .describe('multiplies workflow and invalidation times; 0: at once'),
  tls: z
    .enum(['none', 'valid', 'expired', 'expiring', 'self-signed', 'wrong-host'])
    .default('none'),
  repository: z
    .strictObject({ owner: z.string(), name: z.string(), branch: z.string() })
    .default({ owner: 'talkstudio', name: 'talkstudio-web', branch: 'main' }),
  history: z
    .enum(['talkstudio'])
    .optional()
    .describe('begins with what TalkStudio had, and says in versions and deploys what differs'),
  versions: z.prefault(z.array(release).min(1, none), []),
  deploys: z.prefault(z.array(deploy).min(1, none), []),
  workflow: workflow.default(workflow.parse({})),
  edge: edge.default(edge.parse({})),
  traffic: traffic.default(traffic.parse({})),
  errors: z.array(errorGroup).default([]),
  fallback,
  signals: z.array(signal).default([]),
  outages: z.array(outage).default([]),
  faults: z.array(faultSchema).default([]),
  incidents: z.array(incident).default([]).describe("resolved ones of the team's journal"),
  noise: noiseSchema,
  sentry: intakeSchema.default(intakeSchema.parse({})),
  vendors: vendorsSchema,
  clocks: clocksSchema,
});

export const scenarioSchema = shape.superRefine((scenario, context) => {
  for (const [path, message] of contradictions(scenario)) {
    context.addIssue({ code: 'custom', path, message });
  }
});

export type Scenario = z.output<typeof scenarioSchema>;
export type ScenarioInput = z.input<typeof scenarioSchema>;
export type ErrorGroup = Scenario['errors'][number];
export type ScenarioOutage = Scenario['outages'][number];
export type When = z.output<typeof when>;
export type SandboxMetric = (typeof METRICS)[number];
