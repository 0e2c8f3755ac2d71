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

const { optional, strictObject } = z;

const environment = strictObject({
  url: optional(httpUrl),
  buildInfo: optional(pathOrUrl),
  cdn: optional(
    strictObject({ provider: optional(z.literal('cloudfront')), distributionId: optional(text) }),
  ),
});

const monitor = strictObject({
  name: text,
  url: httpUrl,
  interval: optional(duration),
  timeout: optional(duration),
  method: optional(z.enum(['GET', 'HEAD', 'OPTIONS'])),
  keyword: optional(text),
  status: optional(statuses),
  headers: optional(z.record(z.string(), text)),
  env: optional(text),
  slowAfter: optional(duration),
  certWarnDays: optional(whole(0, 3650)),
});

const dependency = strictObject({
  name: text,
  probe: httpUrl,
  statusPage: optional(httpUrl),
  fallback: optional(text),
});

const contact = strictObject({
  name: text,
  role: text,
  phone: optional(text),
  slack: optional(text),
  timezone: optional(timezone),
});

const wait = { timeout: optional(duration), pollInterval: optional(duration) };

/** What `tsops.config.yaml` may hold. Every key is optional; ./resolve.ts fills in the defaults. */
export const fileSchema = strictObject({
  service: optional(text),
  language: optional(z.enum(['en', 'ko'])),
  timezone: optional(timezone),
  environments: optional(z.record(z.string(), environment)),
  monitors: optional(z.array(monitor)),
  github: optional(
    strictObject({
      owner: optional(text),
      repo: optional(text),
      workflow: optional(text),
      ref: optional(text),
      versionInput: optional(text),
      apiUrl: optional(httpUrl),
    }),
  ),
  aws: optional(
    strictObject({
      region: optional(text),
      profile: optional(text),
      endpoint: optional(httpUrl),
    }),
  ),
  sentry: optional(
    strictObject({
      url: optional(httpUrl),
      org: optional(text),
      project: optional(text),
      environment: optional(text),
      release: optional(text),
    }),
  ),
  slack: optional(
    strictObject({
      apiUrl: optional(httpUrl),
      channels: optional(z.record(z.string(), text)),
    }),
  ),
  pagerduty: optional(
    strictObject({
      eventsUrl: optional(httpUrl),
      apiUrl: optional(httpUrl),
      service: optional(text),
      escalationPolicy: optional(text),
    }),
  ),
  uptimerobot: optional(strictObject({ apiUrl: optional(httpUrl) })),
  dependencies: optional(z.array(dependency)),
  contacts: optional(z.array(contact)),
  health: optional(
    strictObject({
      timeout: optional(duration),
      retries: optional(whole(0, 10)),
      retryDelay: optional(duration),
      concurrency: optional(whole(1, 1000)),
      controlHosts: optional(z.array(tcpHost)),
      maxBody: optional(size),
    }),
  ),
  rollback: optional(strictObject(wait)),
  invalidate: optional(strictObject(wait)),
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
