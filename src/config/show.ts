import { childOf, keysOf, type Outline, outline } from './outline.ts';
import type { Config } from './schema.ts';
import { type Written, written } from './written.ts';

/** One line of the effective config. */
export interface ShownLine {
  /** `  url: https://talkstudio.app`, as it would stand in the file. */
  readonly text: string;
  /** `monitors[0].url`; empty for a line that opens a group. */
  readonly path: string;
}

const secretHeader = /^(?:authorization|proxy-authorization|cookie)$|token|secret|key|password/i;

/** The config with the values of headers that carry credentials replaced by `set`. */
export function withoutSecrets(config: Config): Config {
  const monitors = config.monitors.map((monitor) => {
    const headers = Object.entries(monitor.headers).map(([name, value]) => [
      name,
      secretHeader.test(name) ? 'set' : value,
    ]);
    return { ...monitor, headers: Object.fromEntries(headers) as Record<string, string> };
  });
  return { ...config, monitors };
}

/** The effective config as the lines of a config file; what is not set, as comments. */
export function configLines(config: Config): ShownLine[] {
  return groupLines(written(outline, config) as Group, outline, '', '');
}

type Group = { readonly [key: string]: Written };

function groupLines(group: Group, part: Outline, indent: string, path: string): ShownLine[] {
  const set = Object.entries(group).flatMap(([key, value]) => {
    const child = childOf(part, key) ?? 'text';
    return valueLines(quoted(key), value, child, indent, path === '' ? key : `${path}.${key}`);
  });
  const unset = Object.keys(keysOf(part)).filter((key) => !Object.hasOwn(group, key));
  return [...set, ...unset.map((key) => ({ text: `${indent}# ${key}: not set`, path: '' }))];
}

function valueLines(
  key: string,
  value: Written,
  part: Outline,
  indent: string,
  path: string,
): ShownLine[] {
  const line = (text: string): ShownLine => ({ text: `${indent}${key}: ${text}`, path });
  const open = { text: `${indent}${key}:`, path: '' };
  if (typeof value === 'string') return [line(quoted(value))];
  if (!isList(value)) {
    if (Object.keys(value).length === 0) return [line('{}')];
    return [open, ...groupLines(value, part, `${indent}  `, path)];
  }
  if (value.every((item) => typeof item === 'string')) {
    return [line(`[${value.map(quoted).join(', ')}]`)];
  }
  const items = value.flatMap((item, index) => itemLines(item, indent, `${path}[${index}]`));
  return [open, ...items];
}

/** An item says nothing of what it leaves out: it may leave out much. */
function itemLines(item: Written, indent: string, path: string): ShownLine[] {
  return groupLines(item as Group, 'text', `${indent}    `, path).map((line, nth) =>
    nth === 0 ? { ...line, text: `${indent}  - ${line.text.trimStart()}` } : line,
  );
}

function isList(value: Written): value is readonly Written[] {
  return Array.isArray(value);
}

/** Plain where YAML takes it for the text that it is, else in double quotes. */
function quoted(text: string): string {
  const plain = /^[\w/][\w ./@=?&+:-]*$/.test(text) && !/: |:$| $|^(?:null|Null|NULL)$/.test(text);
  return plain ? text : JSON.stringify(text);
}
