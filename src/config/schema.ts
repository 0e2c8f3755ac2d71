import * as z from 'zod/mini';
import {
  duration,
  httpUrl,
  pathOrUrl,
  size,
  statuses,
  tcpHost,
  text,
  timezone,
  whole,
} from './values.ts';

/** Shared, because making a schema costs more than using one, and every command pays it. */
const maybe = {
  text: z.optional(text),
  duration: z.optional(duration),
  httpUrl: z.optional(httpUrl),
  timezone: z.optional(timezone),
};

const environment = z.strictObject({
  url: maybe.httpUrl,
  buildInfo: z.optional(pathOrUrl),
  cdn: z.optional(
    z.strictObject({
      provider: z.optional(z.literal('cloudfront')),
      distributionId: maybe.text,
    }),
  ),
});

const monitor = z.strictObject({
  name: text,
  url: httpUrl,
  interval: maybe.duration,
  timeout: maybe.duration,
  method: z.optional(z.enum(['GET', 'HEAD', 'OPTIONS'])),
  keyword: maybe.text,
  status: z.optional(statuses),
  headers: z.optional(z.record(z.string(), text)),
  env: maybe.text,
  slowAfter: maybe.duration,
  certWarnDays: z.optional(whole(0, 3650)),
});

const dependency = z.strictObject({
  name: text,
  probe: httpUrl,
  statusPage: maybe.httpUrl,
  fallback: maybe.text,
});

const contact = z.strictObject({
  name: text,
  role: text,
  phone: maybe.text,
  slack: maybe.text,
  timezone: maybe.timezone,
});

const wait = { timeout: maybe.duration, pollInterval: maybe.duration };

/** What `tsops.config.yaml` may hold. Every key is optional; ./resolve.ts fills in the defaults. */
export const fileSchema = z.strictObject({
  service: maybe.text,
  language: z.optional(z.enum(['en', 'ko'])),
  timezone: maybe.timezone,
  environments: z.optional(z.record(z.string(), environment)),
  monitors: z.optional(z.array(monitor)),
  github: z.optional(
    z.strictObject({
      owner: maybe.text,
      repo: maybe.text,
      workflow: maybe.text,
      ref: maybe.text,
      versionInput: maybe.text,
      apiUrl: maybe.httpUrl,
    }),
  ),
  aws: z.optional(
    z.strictObject({
      region: maybe.text,
      profile: maybe.text,
      endpoint: maybe.httpUrl,
    }),
  ),
  sentry: z.optional(
    z.strictObject({
      url: maybe.httpUrl,
      org: maybe.text,
      project: maybe.text,
      environment: maybe.text,
      release: maybe.text,
    }),
  ),
  slack: z.optional(
    z.strictObject({
      apiUrl: maybe.httpUrl,
      channels: z.optional(z.record(z.string(), text)),
    }),
  ),
  pagerduty: z.optional(
    z.strictObject({
      eventsUrl: maybe.httpUrl,
      apiUrl: maybe.httpUrl,
      service: maybe.text,
      escalationPolicy: maybe.text,
    }),
  ),
  uptimerobot: z.optional(z.strictObject({ apiUrl: maybe.httpUrl })),
  dependencies: z.optional(z.array(dependency)),
  contacts: z.optional(z.array(contact)),
  health: z.optional(
    z.strictObject({
      timeout: maybe.duration,
      retries: z.optional(whole(0, 10)),
      retryDelay: maybe.duration,
      concurrency: z.optional(whole(1, 1000)),
      controlHosts: z.optional(z.array(tcpHost)),
      maxBody: z.optional(size),
    }),
  ),
  rollback: z.optional(z.strictObject(wait)),
  invalidate: z.optional(z.strictObject(wait)),
});

/** The file as validated: durations in milliseconds, sizes in bytes, defaults not yet filled in. */
export type FileConfig = z.output<typeof fileSchema>;

type Section<Key extends keyof FileConfig> = NonNullable<FileConfig[Key]>;
type Item<Key extends 'monitors' | 'dependencies' | 'contacts'> = Section<Key>[number];
/** Every key present, but those in `Missing`, which have no default. */
type Complete<T, Missing extends keyof T = never> = {
  readonly [Key in Exclude<keyof T, Missing>]-?: NonNullable<T[Key]>;
} & { readonly [Key in Missing]?: T[Key] };

export interface Environment {
  readonly url: string;
  /** Absolute URL of the environment's build-info.json. */
  readonly buildInfo: string;
  readonly cdn?: { readonly provider: 'cloudfront'; readonly distributionId: string } | undefined;
}

/** A monitor with its defaults: milliseconds; `status` is a list of inclusive ranges. */
export type Monitor = Complete<Item<'monitors'>, 'keyword'>;
export type Dependency = Complete<Item<'dependencies'>, 'statusPage' | 'fallback'>;
export type Contact = Complete<Item<'contacts'>, 'phone' | 'slack'>;

/** The effective configuration: durations in milliseconds, sizes in bytes. */
export interface Config {
  readonly service: string;
  readonly language: 'en' | 'ko';
  readonly timezone: string;
  readonly environments: Readonly<Record<string, Environment>>;
  readonly monitors: readonly Monitor[];
  readonly github: Complete<Section<'github'>, 'owner' | 'repo'>;
  readonly aws: Complete<Section<'aws'>, 'profile' | 'endpoint'>;
  readonly sentry: Complete<Section<'sentry'>, 'org' | 'project'>;
  readonly slack: Complete<Section<'slack'>>;
  readonly pagerduty: Complete<Section<'pagerduty'>>;
  readonly uptimerobot: Complete<Section<'uptimerobot'>>;
  readonly dependencies: readonly Dependency[];
  readonly contacts: readonly Contact[];
  readonly health: Complete<Section<'health'>>;
  readonly rollback: Complete<Section<'rollback'>>;
  readonly invalidate: Complete<Section<'invalidate'>>;
}
