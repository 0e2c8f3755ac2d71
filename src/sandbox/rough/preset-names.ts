/** Presets of noise. `rough` stands for all of them but `harsh`, which is `spread` with more of it. */
export const PRESETS = [
  'rough',
  'spread',
  'harsh',
  'bursts',
  'surges',
  'releases',
  'staging',
  'lossy',
  'cron',
  'runs',
  'skew',
  'foreign',
  'clients',
] as const;

export type Preset = (typeof PRESETS)[number];
