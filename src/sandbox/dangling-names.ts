/* The names in a scenario that nothing of it bears. */

/** The keys of a scenario that name versions and outages, or bear such a name. */
export interface Naming {
  readonly versions: readonly { readonly version: string }[];
  readonly outages: readonly { readonly system: string }[];
  readonly deploys: readonly { readonly version: string }[];
  readonly answer?: { readonly rollback?: string | null | undefined } | undefined;
  readonly edge: { readonly other?: { readonly version: string } | undefined };
  readonly errors: readonly Conditional[];
  readonly signals: readonly Conditional[];
}

interface Conditional {
  readonly when: {
    readonly versions?: readonly string[] | undefined;
    readonly outage?: string | undefined;
  };
}

/** What no single key can tell: every version and outage that is named must be there. */
export function danglingNames(scenario: Naming): [path: (string | number)[], name: string][] {
  const versions = new Set(scenario.versions.map((entry) => entry.version));
  const down = new Set<string>(scenario.outages.map((one) => one.system));
  const named: [path: (string | number)[], name: string][] = [
    ...scenario.deploys.map((one, i): [(string | number)[], string] => [
      ['deploys', i, 'version'],
      one.version,
    ]),
    ...(scenario.answer?.rollback
      ? [[['answer', 'rollback'], scenario.answer.rollback] as [string[], string]]
      : []),
    ...(scenario.edge.other
      ? [[['edge', 'other', 'version'], scenario.edge.other.version] as [string[], string]]
      : []),
  ];
  for (const list of ['errors', 'signals'] as const) {
    scenario[list].forEach(({ when: { versions: some = [], outage: system } }, i) => {
      for (const one of some) named.push([[list, i, 'when', 'versions'], one]);
      if (system && !down.has(system)) named.push([[list, i, 'when', 'outage'], system]);
    });
  }
  return named.filter(([, name]) => !versions.has(name));
}
