interface BrowserCount {
  readonly name: string;
  readonly events: number;
  readonly users: number;
}

/** The engines of today, and what their browsers are called; what is on none of these lists stands for itself. */
const engines = {
  Chromium: /chrome|chromium|edge|opera|samsung|brave|vivaldi|whale|yandex/i,
  WebKit: /safari|webkit/i,
  Gecko: /firefox/i,
} as const;

/** Chrome and Firefox for iOS are WebKit, as every browser there. */
const onIos = /\bios\b|mobile safari/i;

/** The engine of a browser by its name, as Sentry has it (`Chrome Mobile`, `Samsung Internet`). */
export function engineOf(browser: string): string {
  if (onIos.test(browser)) return 'WebKit';
  const found = Object.entries(engines).find(([, names]) => names.test(browser));
  return found?.[0] ?? browser;
}

/** Counts of browsers summed by their engines. */
export function byEngine(counts: readonly BrowserCount[]): BrowserCount[] {
  const sums = new Map<string, BrowserCount>();
  for (const { name, events, users } of counts) {
    const engine = engineOf(name);
    const sum = sums.get(engine) ?? { name: engine, events: 0, users: 0 };
    sums.set(engine, { name: engine, events: sum.events + events, users: sum.users + users });
  }
  return [...sums.values()];
}
