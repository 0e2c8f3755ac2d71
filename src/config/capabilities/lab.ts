import type { Config } from '../schema.ts';

/** How a page is measured in the lab: how often, and as which device. */
export function labSettings({ lighthouse: { runs, device } }: Config) {
  return { runs, device };
}
