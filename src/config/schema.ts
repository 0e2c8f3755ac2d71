import * as z from 'zod/mini';
import * as value from './values.ts';

/** A group of keys; any other key is a fault. */
const group = <const Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
  z.strictObject(shape, { error: 'a group of keys' });
const list = <Item extends z.core.$ZodType>(item: Item) =>
  z.exactOptional(z.array(item, { error: 'a list' }));
const named = <Key extends z.core.$ZodRecordKey, Item extends z.core.$ZodType>(
  key: Key,
  item: Item,
) => z.exactOptional(z.record(key, item, { error: 'a group of names' }));

/** Shared, because making a schema costs more than using one, and every command pays it. */
const text = z.exactOptional(value.text);
const duration = z.exactOptional(value.duration);
const httpUrl = z.exactOptional(value.httpUrl);
const timezone = z.exactOptional(value.timezone);
const name = z.exactOptional(value.name);

const environment = group({
  url: httpUrl,
  buildInfo: z.exactOptional(value.pathOrUrl),
  cdn: z.exactOptional(
    group({
      provider: z.exactOptional(value.oneOf('cloudfront')),
      distributionId: value.distribution,
    }),
  ),
});

const monitor = group({
  name: value.text,
  url: value.httpUrl,
  interval: duration,
  timeout: duration,
  method: z.exactOptional(value.oneOf('GET', 'HEAD', 'OPTIONS')),
  keyword: text,
  status: z.exactOptional(value.statuses),
  headers: named(value.headerName, value.text),
  env: name,
  slowAfter: duration,
  certWarnDays: z.exactOptional(value.whole(0, 3650)),
});

const dependency = group({
  name: value.text,
  probe: value.httpUrl,
  statusPage: httpUrl,
  fallback: text,
});

const contact = group({
  name: value.text,
  role: value.text,
  phone: text,
  slack: text,
  timezone,
});

const github = group({
  owner: z.exactOptional(value.owner),
  repo: z.exactOptional(value.repository),
  workflow: z.exactOptional(value.workflowFile),
  ref: z.exactOptional(value.gitRef),
  versionInput: name,
  apiUrl: httpUrl,
});

const health = group({
  timeout: duration,
  retries: z.exactOptional(value.whole(0, 10)),
  retryDelay: z.exactOptional(value.pause),
  concurrency: z.exactOptional(value.whole(1, 1000)),
  controlHosts: list(value.tcpHost),
  maxBody: z.exactOptional(value.size),
});

const waiting = z.exactOptional(group({ timeout: duration, pollInterval: duration }));

/**
 * What `tsops.config.yaml` may hold: the one source of the types, the published JSON Schema, the table of
 * keys in the documentation, and what is accepted. `./resolve.ts` fills in the defaults.
 */
export const fileSchema = group({
  service: text,
  language: z.exactOptional(value.oneOf('en', 'ko')),
  timezone,
  environments: named(value.name, environment),
  monitors: list(monitor),
  github: z.exactOptional(github),
  aws: z.exactOptional(
    group({ region: z.exactOptional(value.region), profile: text, endpoint: httpUrl }),
  ),
  sentry: z.exactOptional(
    group({
      url: httpUrl,
      org: name,
      project: name,
      environment: text,
      release: z.exactOptional(value.release),
    }),
  ),
  slack: z.exactOptional(group({ apiUrl: httpUrl, channels: named(value.name, value.text) })),
  pagerduty: z.exactOptional(
    group({ eventsUrl: httpUrl, apiUrl: httpUrl, service: text, escalationPolicy: text }),
  ),
  uptimerobot: z.exactOptional(group({ apiUrl: httpUrl })),
  dependencies: list(dependency),
  contacts: list(contact),
  health: z.exactOptional(health),
  rollback: waiting,
  invalidate: waiting,
});

/** The file as validated: durations in milliseconds, sizes in bytes, defaults not yet filled in. */
export type FileConfig = z.output<typeof fileSchema>;

type Section<Key extends keyof FileConfig> = NonNullable<FileConfig[Key]>;
type Item<Key extends 'monitors' | 'dependencies' | 'contacts'> = Section<Key>[number];
type Frozen<T> = T extends (infer Item)[] ? readonly Item[] : T;
/** Every key present, but those in `Missing`, which have no default. */
type Complete<T, Missing extends keyof T = never> = {
  readonly [Key in Exclude<keyof T, Missing>]-?: Frozen<NonNullable<T[Key]>>;
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
