import { outline } from './outline.ts';
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

/** The effective config as the lines of a config file. */
export function configLines(config: Config): ShownLine[] {
  return groupLines(written(outline, config) as Group, '', '');
}

type Group = { readonly [key: string]: Written };

function groupLines(group: Group, indent: string, path: string): ShownLine[] {
  return Object.entries(group).flatMap(([key, value]) =>
    valueLines(quoted(key), value, indent, path === '' ? key : `${path}.${key}`),
  );
}

function valueLines(key: string, value: Written, indent: string, path: string): ShownLine[] {
  const line = (text: string): ShownLine => ({ text: `${indent}${key}: ${text}`, path });
  const open = { text: `${indent}${key}:`, path: '' };
  if (typeof value === 'string') return [line(quoted(value))];
  if (!isList(value)) {
    if (Object.keys(value).length === 0) return [line('{}')];
    return [open, ...groupLines(value, `${indent}  `, path)];
  }
  if (value.every((item) => typeof item === 'string')) {
    return [line(`[${value.map(quoted).join(', ')}]`)];
  }
  const items = value.flatMap((item, index) =>
    groupLines(item as Group, `${indent}    `, `${path}[${index}]`).map((each, nth) =>
      nth === 0 ? { ...each, text: `${indent}  - ${each.text.trimStart()}` } : each,
    ),
  );
  return [open, ...items];
}

function isList(value: Written): value is readonly Written[] {
  return Array.isArray(value);
}

/** Plain where YAML takes it for the text that it is, else in double quotes. */
function quoted(text: string): string {
  const plain = /^[\w/][\w ./@=?&+:-]*$/.test(text) && !/: |:$| $|^(?:null|Null|NULL)$/.test(text);
  return plain ? text : JSON.stringify(text);
}
