import { keyPaths } from '../outline.ts';
import type { FileConfig } from '../schema.ts';
import { settableKey } from './value.ts';

/** What a config sets of the keys that init writes, as texts by dotted key; the rest of it is not told. */
export function keptValues(config: FileConfig): Map<string, string> {
  const names = Object.keys(config.environments ?? {});
  const inputs = Object.keys(config.github?.inputs ?? {});
  const paths = [
    ...keyPaths().map(([path]) => path),
    ...names.map((name) => `environments.${name}.url`),
    ...['buildInfo', 'cdn.provider', 'cdn.distributionId'].map(
      (key) => `environments.production.${key}`,
    ),
    ...inputs.map((name) => `github.inputs.${name}`),
    'slack.channels.alerts',
  ];
  return new Map(
    paths
      .filter((path) => settableKey(path).ok)
      .flatMap((path) => {
        const value = valueAt(config, path.split('.'));
        return typeof value === 'string' ? [[path, value] as const] : [];
      }),
  );
}

function valueAt(config: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, key) =>
      typeof value === 'object' && value !== null
        ? (value as Record<string, unknown>)[key]
        : undefined,
    config,
  );
}
