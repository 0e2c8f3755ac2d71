/*
 * From when to when an alert fired, and how that compares with the incidents that people marked.
 */
/** Epoch milliseconds. */
export interface Firing {
  readonly from: number;
  /** Null where it was still firing at the end. */
  readonly to: number | null;
}

/** What people know to have been wrong; epoch milliseconds, the end included. */
export interface MarkedIncident {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** The rules that should have told; all where none is named. */
  readonly rules?: readonly string[];
}

export interface Score {
  /** Incidents that the rule should have told. */
  readonly incidents: number;
  readonly detected: number;
  /** Milliseconds from the beginning of an incident to the firing; null where none was detected. */
  readonly medianTimeToDetect: number | null;
  readonly slowest: number | null;
  readonly missed: readonly string[];
  /** When it began to fire though nothing was marked; what fires at the end may be marked yet. */
  readonly falseAlarms: readonly number[];
}

export function scoreOf(
  rule: string,
  firings: readonly Firing[],
  incidents: readonly MarkedIncident[],
): Score {
  const due = incidents.filter(({ rules }) => rules === undefined || rules.includes(rule));
  const times = due.map((incident) => timeToDetect(firings, incident));
  const found = times.filter((time) => time !== undefined).sort((a, b) => a - b);
  return {
    incidents: due.length,
    detected: found.length,
    medianTimeToDetect: median(found),
    slowest: found.at(-1) ?? null,
    missed: due.flatMap(({ name }, index) => (times[index] === undefined ? [name] : [])),
    falseAlarms: firings
      .filter(({ to }) => to !== null)
      .filter((firing) => !incidents.some((incident) => overlap(firing, incident)))
      .map(({ from }) => from),
  };
}

/** 0 where it fired already when the incident began. */
function timeToDetect(firings: readonly Firing[], incident: MarkedIncident): number | undefined {
  const first = firings.find((firing) => overlap(firing, incident));
  return first === undefined ? undefined : Math.max(0, first.from - incident.from);
}

function overlap({ from, to }: Firing, incident: MarkedIncident): boolean {
  return from <= incident.to && (to === null || to > incident.from);
}

function median(sorted: readonly number[]): number | null {
  const middle = sorted.length >> 1;
  const upper = sorted[middle];
  if (upper === undefined) return null;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
