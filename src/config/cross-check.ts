import { wallTimeKey } from '../domain/oncall/wall-time.ts';
import * as defaults from './defaults.ts';
import type { Path } from './fault.ts';
import { kinds } from './kinds.ts';
import type { FileConfig } from './schema.ts';

/** A value that is well formed but does not go with the rest of the file. */
export interface CrossCheckFinding {
  readonly path: Path;
  /** Names a key that should be in the group at `path`. */
  readonly missing?: string;
  readonly expected: string;
  /** The words that would have been right. */
  readonly candidates?: readonly string[];
}

/** What no single value can tell: names that must exist, that must differ, or that exclude each other. */
export function crossCheck(file: FileConfig): CrossCheckFinding[] {
  return [
    ...environmentFindings(file),
    ...(file.monitors ?? []).flatMap((monitor, index) => monitorFindings(file, monitor, index)),
    ...(['monitors', 'dependencies', 'contacts', 'statusPages'] as const).flatMap((list) =>
      repeatedNames(list, file[list] ?? []),
    ),
    ...timezoneFindings(file),
    ...onCallFindings(file),
  ];
}

function environmentFindings({ environments = {} }: FileConfig): CrossCheckFinding[] {
  return Object.entries(environments).flatMap(([name, { url }]) =>
    url === undefined && !Object.hasOwn(defaults.environments, name)
      ? [{ path: ['environments', name], missing: 'url', expected: kinds.url.sentence }]
      : [],
  );
}

type Monitor = NonNullable<FileConfig['monitors']>[number];

function monitorFindings(file: FileConfig, monitor: Monitor, index: number): CrossCheckFinding[] {
  const names = Object.keys(file.environments ?? defaults.environments);
  const env = monitor.env ?? defaults.monitor.env;
  const findings: CrossCheckFinding[] = [];
  if (monitor.env !== undefined && !names.includes(env)) {
    const words = `an environment of this config (${names.join(', ')})`;
    findings.push({ path: ['monitors', index, 'env'], expected: words, candidates: names });
  }
  if (monitor.keyword !== undefined && (monitor.method ?? 'GET') !== 'GET') {
    const words = 'GET, as only its answer has a body to find the keyword in';
    findings.push({ path: ['monitors', index, 'method'], expected: words, candidates: ['GET'] });
  }
  return findings;
}

function repeatedNames(
  list: string,
  items: readonly { readonly name: string }[],
): CrossCheckFinding[] {
  const names = items.map(({ name }) => name.toLowerCase());
  return names.flatMap((name, index) =>
    names.indexOf(name) < index
      ? [{ path: [list, index, 'name'], expected: 'a name that no other in the list has' }]
      : [],
  );
}

/** A name without a contact is no mistake here: it must not keep the other commands from running. */
function onCallFindings({ oncall = {} }: FileConfig): CrossCheckFinding[] {
  const spans = (['overrides', 'leave'] as const).flatMap((list) =>
    (oncall[list] ?? []).flatMap(({ from, to }, index) =>
      wallTimeKey(from, 'from') < wallTimeKey(to, 'to')
        ? []
        : [{ path: ['oncall', list, index, 'to'], expected: `a time after ${from}` }],
    ),
  );
  const anchor = (oncall.primary ?? []).length > 0 && oncall.start === undefined;
  const missing = { path: ['oncall'], missing: 'start', expected: kinds.date.sentence };
  const steps = oncall.escalation ?? [];
  const late = steps.flatMap(({ after }, index) =>
    index > 0 && after <= (steps[index - 1]?.after ?? 0)
      ? [
          {
            path: ['oncall', 'escalation', index, 'after'],
            expected: 'longer than the step before',
          },
        ]
      : [],
  );
  return [...spans, ...(anchor ? [missing] : []), ...late];
}

/** TalkStudio's zone and UTC are known to be right: asking Intl costs 10 ms at the first time. */
function timezoneFindings(file: FileConfig): CrossCheckFinding[] {
  const zones: [Path, string | undefined][] = [
    [['timezone'], file.timezone],
    ...(file.contacts ?? []).map(({ timezone }, index): [Path, string | undefined] => [
      ['contacts', index, 'timezone'],
      timezone,
    ]),
  ];
  return zones.flatMap(([path, zone]) =>
    zone === undefined ||
    zone === defaults.configSections.timezone ||
    zone === 'UTC' ||
    isZone(zone)
      ? []
      : [
          {
            path,
            expected: kinds.timezone.sentence,
            candidates: Intl.supportedValuesOf('timeZone'),
          },
        ],
  );
}

function isZone(timeZone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return true;
  } catch {
    return false;
  }
}
