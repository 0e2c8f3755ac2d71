import * as z from 'zod/mini';
import type { configSections } from './defaults.ts';
import { type KindName, kinds } from './kinds.ts';
import type { Provider } from './providers.ts';

type ValueOf<Name extends KindName> = NonNullable<ReturnType<(typeof kinds)[Name]['parse']>>;

/** The kind of each schema that reads a text. */
export const kindOf = new WeakMap<z.core.$ZodType, KindName>();

function is<Name extends KindName>(name: Name) {
  const { sentence, parse } = kinds[name];
  const schema = z.pipe(
    z.string({ error: sentence }),
    z.transform((text, context): ValueOf<Name> => {
      const value = parse(text);
      if (value !== undefined) return value as ValueOf<Name>;
      context.issues.push({ code: 'custom', input: text, message: sentence });
      return z.NEVER;
    }),
  );
  kindOf.set(schema, name);
  return schema;
}

const maybe = <Name extends KindName>(name: Name) => z.exactOptional(is(name));
/** A group of keys; any other key is a fault. */
const group = <const Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
  z.strictObject(shape, { error: 'a group of keys' });
const part = <const Shape extends z.core.$ZodLooseShape>(shape: Shape) =>
  z.exactOptional(group(shape));
const list = <Item extends z.core.$ZodType>(item: Item) =>
  z.exactOptional(z.array(item, { error: 'a list' }));
/** A group in which any name of the kind may stand. */
const named = <Item extends z.core.$ZodType>(name: KindName, item: Item) =>
  z.exactOptional(z.record(is(name) as z.core.$ZodRecordKey, item, { error: 'a group of names' }));
/** One or a list of them; always read as a list. */
const oneOrMore = <Name extends KindName>(name: Name) =>
  z.exactOptional(
    z.pipe(
      z.transform((given: unknown) => (Array.isArray(given) ? given : [given])),
      z.array(is(name)).check(z.minLength(1, { error: `at least one: ${kinds[name].sentence}` })),
    ),
  );

/**
 * What `tsops.config.yaml` may hold: the one source of the types, of what is accepted, of the published
 * JSON Schema and of the documentation's table. `./resolve.ts` fills in the defaults. It is loaded only to
 * explain a mistake: what a right file needs of it is kept, generated, in `./outline.json`.
 */
export const fileSchema = group({
  service: maybe('text'),
  language: maybe('language'),
  timezone: maybe('timezone'),
  environments: named(
    'name',
    group({
      url: maybe('url'),
      buildInfo: maybe('pathOrUrl'),
      headers: named('header', is('headerValue')),
      cdn: part({ provider: maybe('cdnProvider'), distributionId: is('distribution') }),
    }),
  ),
  monitors: list(
    group({
      name: is('text'),
      url: is('url'),
      interval: maybe('duration'),
      timeout: maybe('duration'),
      method: maybe('method'),
      keyword: maybe('text'),
      status: oneOrMore('status'),
      headers: named('header', is('headerValue')),
      env: maybe('name'),
      slowAfter: maybe('duration'),
      certWarnDays: maybe('days'),
    }),
  ),
  deploys: part({ provider: maybe('deploysProvider') }),
  github: part({
    owner: maybe('owner'),
    repo: maybe('repository'),
    workflow: maybe('workflow'),
    ref: maybe('ref'),
    tagFormat: maybe('tagFormat'),
    versionInput: maybe('name'),
    environmentInput: maybe('name'),
    reasonInput: maybe('name'),
    inputs: named('name', is('text')),
    apiUrl: maybe('url'),
  }),
  aws: part({ region: maybe('region'), profile: maybe('text'), endpoint: maybe('url') }),
  sentry: part({
    url: maybe('url'),
    org: maybe('name'),
    project: maybe('name'),
    environment: maybe('text'),
    release: maybe('release'),
  }),
  slack: part({ apiUrl: maybe('url'), channels: named('name', is('text')) }),
  pagerduty: part({
    eventsUrl: maybe('url'),
    apiUrl: maybe('url'),
    service: maybe('text'),
    escalationPolicy: maybe('text'),
  }),
  uptime: part({ provider: maybe('uptimeProvider') }),
  uptimerobot: part({ apiUrl: maybe('url') }),
  prometheus: part({ url: maybe('url') }),
  dependencies: list(
    group({
      name: is('text'),
      probe: is('url'),
      statusPage: maybe('url'),
      fallback: maybe('text'),
      errorsMention: list(is('text')),
      fallbackCheck: part({ url: is('url'), path: maybe('jsonPath'), keyword: is('text') }),
      fallbackSwitch: maybe('text'),
    }),
  ),
  statusPages: list(group({ name: is('text'), url: is('url'), format: maybe('statusFormat') })),
  contacts: list(
    group({
      name: is('text'),
      role: is('text'),
      phone: maybe('text'),
      slack: maybe('text'),
      timezone: maybe('timezone'),
    }),
  ),
  oncall: part({
    start: maybe('date'),
    handover: maybe('weekTime'),
    weekendFrom: maybe('weekTime'),
    primary: list(is('text')),
    secondary: list(is('text')),
    weekend: list(is('text')),
    overrides: list(
      group({
        person: is('text'),
        from: is('wallTime'),
        to: is('wallTime'),
        role: maybe('onCallRole'),
        reason: maybe('text'),
      }),
    ),
    leave: list(group({ person: is('text'), from: is('wallTime'), to: is('wallTime') })),
    escalation: list(group({ to: is('text'), after: is('pause') })),
  }),
  health: part({
    timeout: maybe('duration'),
    retries: maybe('attempts'),
    retryDelay: maybe('pause'),
    concurrency: maybe('concurrency'),
    controlHosts: list(is('host')),
    maxBody: maybe('size'),
  }),
  rollback: part({ timeout: maybe('duration'), pollInterval: maybe('duration') }),
  invalidate: part({ timeout: maybe('duration'), pollInterval: maybe('duration') }),
  runbooks: part({
    directory: maybe('folder'),
    budget: maybe('duration'),
    errorRate: maybe('percent'),
    recheck: maybe('duration'),
    recovery: maybe('duration'),
    arrival: maybe('pause'),
  }),
  incidents: part({ updateEvery: maybe('duration') }),
  alerts: part({ repeatEvery: maybe('duration') }),
  lighthouse: part({ runs: maybe('runs'), device: maybe('device') }),
  pagespeed: part({ apiUrl: maybe('url'), cruxUrl: maybe('url') }),
  analytics: part({
    provider: maybe('analyticsProvider'),
    property: maybe('property'),
    apiUrl: maybe('url'),
    tokenUrl: maybe('url'),
  }),
  mixpanel: part({
    project: maybe('project'),
    apiUrl: maybe('url'),
    sessionDurationReport: maybe('savedReport'),
    bounceRateReport: maybe('savedReport'),
    messagesPerSessionReport: maybe('savedReport'),
  }),
});

/** The file as validated: durations in milliseconds, sizes in bytes, defaults not yet filled in. */
export type FileConfig = z.output<typeof fileSchema>;

type Section<Key extends keyof FileConfig> = NonNullable<FileConfig[Key]>;
type Item<Key extends 'monitors' | 'dependencies' | 'contacts' | 'statusPages'> =
  Section<Key>[number];
type Frozen<T> = T extends (infer Item)[] ? readonly Item[] : T;
/** Every key present, but those in `Missing`, which have no default. */
type Complete<T, Missing extends keyof T = never> = {
  readonly [Key in Exclude<keyof T, Missing>]-?: Frozen<NonNullable<T[Key]>>;
} & { readonly [Key in Missing]?: T[Key] };

export interface Environment {
  readonly url: string;
  /** Absolute URL of the environment's build-info.json. */
  readonly buildInfo: string;
  /** Sent to the origins of both; values may name variables (`${TSOPS_HEADER_X}`). */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** `id` is what the provider knows the site by. */
  readonly cdn?: { readonly provider: Provider<'cdn'>; readonly id: string } | undefined;
}

/** A monitor with its defaults: milliseconds; `status` is a list of inclusive ranges. */
export type Monitor = Complete<Item<'monitors'>, 'keyword'>;
export type Dependency = Complete<
  Omit<Item<'dependencies'>, 'fallbackCheck'>,
  'statusPage' | 'fallback' | 'fallbackSwitch' | 'errorsMention'
> & {
  /** The fallback is active where the answer (at the path, where one is given) holds the keyword. */
  readonly fallbackCheck?: {
    readonly url: string;
    readonly path?: string;
    readonly keyword: string;
  };
};
export type StatusPage = Complete<Item<'statusPages'>>;
export type Contact = Complete<Item<'contacts'>, 'phone' | 'slack'>;

type Defaults = typeof configSections;
/** The groups of keys, `alerts`, `aws` …, that the file's own keys are laid over one by one. */
export type GroupName = {
  [Name in keyof Defaults & keyof FileConfig]: Defaults[Name] extends string | readonly unknown[]
    ? never
    : Name;
}[keyof Defaults & keyof FileConfig];

/** A key that has a default is always there. */
type Groups = {
  readonly [Name in GroupName]: Complete<
    Section<Name>,
    Exclude<keyof Section<Name>, keyof Defaults[Name]>
  >;
};

/** The effective configuration: durations in milliseconds, sizes in bytes. */
export interface Config extends Groups {
  readonly service: string;
  readonly language: 'en' | 'ko';
  readonly timezone: string;
  readonly environments: Readonly<Record<string, Environment>>;
  readonly monitors: readonly Monitor[];
  readonly dependencies: readonly Dependency[];
  readonly contacts: readonly Contact[];
  readonly statusPages: readonly StatusPage[];
}
