import { descriptions } from './descriptions.ts';
import { kinds } from './kinds.ts';
import { keyPaths, type Outline } from './outline.ts';
import { resolveConfig } from './resolve.ts';
import { written } from './written.ts';

/** One key of the config file, for people. */
interface ConfigKey {
  /** `service`, `environments.<name>.url`, `monitors[].name` */
  readonly key: string;
  /** What a value looks like. */
  readonly type: string;
  readonly description: string;
  /** As it would be written; undefined where there is none. */
  readonly defaultValue: string | undefined;
}

/** Every key of tsops.config.yaml with its type, default and purpose. Pure. */
export function configKeys(): ConfigKey[] {
  return keyPaths().map(([key, part]) => {
    const { text, fallback } = descriptions[key] ?? { text: '' };
    const defaultValue = fallback ?? defaultOf(key, part);
    return { key, type: typeOf(part), description: text, defaultValue };
  });
}

function typeOf(part: Outline): string {
  if (typeof part === 'string') return kinds[part].sentence;
  if ('oneOrMore' in part) return `${typeOf(part.oneOrMore)}, or a list of them`;
  if ('list' in part) return `a list, each ${typeOf(part.list)}`;
  return 'of' in part ? `names, and for each ${typeOf(part.of)}` : 'a group of keys';
}

function defaultOf(key: string, part: Outline): string | undefined {
  const value = key
    .split('.')
    .reduce<unknown>((data, name) => (data as Record<string, unknown>)?.[name], resolveConfig({}));
  if (value === undefined) return undefined;
  const text = written(part, value);
  return typeof text === 'string' ? text : JSON.stringify(text);
}
