import { split } from './traffic.ts';

type Weights = Readonly<Record<string, number>>;

/** A number of visits or events by browser and system. People run what exists: no Safari on Windows. */
export function clientsOf(count: number, browsers: Weights, systems: Weights) {
  return split(count, browsers).flatMap(([browser, ofBrowser]) => {
    const possible = Object.fromEntries(
      Object.entries(systems).filter(([system]) => runsOn(browser, system)),
    );
    const usable = Object.keys(possible).length > 0 ? possible : systems;
    return split(ofBrowser, usable).map(([system, n]) => ({ browser, system, count: n }));
  });
}

function runsOn(browser: string, system: string): boolean {
  if (browser === 'Safari') return system === 'iOS' || system === 'macOS';
  if (browser === 'Samsung Internet') return system === 'Android';
  return true;
}
