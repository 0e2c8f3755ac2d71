import { danglingNames, type Naming } from './dangling-names.ts';

type Path = (string | number)[];

interface Span {
  readonly from?: number | undefined;
  readonly until?: number | undefined;
  readonly every?: number | undefined;
}

interface Whole extends Naming {
  readonly runbook?: string | undefined;
  readonly answer?: Naming['answer'];
  readonly deploys: readonly (Naming['deploys'][number] & {
    readonly at: number;
    readonly firstAttempt?: { readonly at: number } | undefined;
  })[];
  readonly errors: readonly (Naming['errors'][number] & { readonly when: Span })[];
  readonly signals: readonly (Naming['signals'][number] & {
    readonly when: Span;
    readonly value?: number | undefined;
    readonly times?: number | undefined;
  })[];
}

/** What no single key of a scenario can tell to be wrong, with the key that is to blame. */
export function contradictions(scenario: Whole): [Path, string][] {
  const named = danglingNames(scenario).map(([path, name]): [Path, string] => {
    const list = path.at(-1) === 'outage' ? 'outages' : 'versions';
    return [path, `${name} is not among the ${list} of the scenario`];
  });
  const unasked: [Path, string][] =
    scenario.answer && !scenario.runbook
      ? [[['answer'], 'an answer belongs to a runbook: name it']]
      : [];
  return [
    ...named,
    ...unasked,
    ...unmeasured(scenario),
    ...endless(scenario),
    ...backwards(scenario),
  ];
}

function unmeasured({ signals }: Whole): [Path, string][] {
  return signals.flatMap(({ value, times }, i): [Path, string][] =>
    (value === undefined) === (times === undefined)
      ? [[['signals', i, 'value'], 'a value, or times, and not both']]
      : [],
  );
}

/** A run is run again after it was run. */
function backwards({ deploys }: Whole): [Path, string][] {
  return deploys.flatMap(({ at, firstAttempt }, i): [Path, string][] =>
    firstAttempt && firstAttempt.at >= at
      ? [[['deploys', i, 'firstAttempt', 'at'], 'must be before the time of the deploy']]
      : [],
  );
}

/** What comes again must end before it does. */
function endless(scenario: Whole): [Path, string][] {
  return (['errors', 'signals'] as const).flatMap((list) =>
    scenario[list].flatMap(({ when: { from, until, every } }, i): [Path, string][] => {
      if (every === undefined) return [];
      const length = from === undefined || until === undefined ? 0 : until - from;
      if (length > 0 && length < every) return [];
      return [[[list, i, 'when', 'every'], 'needs from and until, and a longer time than between']];
    }),
  );
}
