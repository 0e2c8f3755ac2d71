import { childOf, keysOf, type Outline, outline } from './outline.ts';
import type { Config, Environment } from './schema.ts';
import { type WrittenConfig, written } from './written.ts';

/** One line of the effective config. */
export interface ShownLine {
  /** `  url: https://talkstudio.app`, as it would stand in the file. */
  readonly text: string;
  /** `monitors[0].url`; empty for a line that opens a group. */
  readonly path: string;
}

const secretHeader = /^(?:authorization|proxy-authorization|cookie)$|token|secret|key|password/i;

/** The effective config by the keys of the file. */
export interface ConfigByKey extends Omit<Config, 'environments'> {
  readonly environments: Readonly<
    Record<
      string,
      Omit<Environment, 'cdn'> & {
        readonly cdn?: { readonly provider: string; readonly distributionId: string };
      }
    >
  >;
}

/** `environments.<name>.cdn.distributionId` is called `id` inside. */
export function configByKey(config: Config): ConfigByKey {
  const environments = Object.entries(config.environments).map(([name, { cdn, ...rest }]) => [
    name,
    cdn ? { ...rest, cdn: { provider: cdn.provider, distributionId: cdn.id } } : rest,
  ]);
  return { ...config, environments: Object.fromEntries(environments) };
}

/** By the keys of the file, with the values of headers that carry credentials replaced by `set`. */
export function withoutSecrets(config: Config): ConfigByKey {
  const hidden = (headers: Readonly<Record<string, string>>): Record<string, string> =>
    Object.fromEntries(
      Object.entries(headers).map(([name, value]) => {
        // The name of a variable is no secret, and what one looks for.
        const secret = secretHeader.test(name) && !value.includes('TSOPS_HEADER_');
        return [name, secret ? 'set' : value];
      }),
    );
  const monitors = config.monitors.map((each) => ({ ...each, headers: hidden(each.headers) }));
  const environments = Object.fromEntries(
    Object.entries(config.environments).map(([name, { headers, ...site }]) => [
      name,
      headers === undefined ? site : { ...site, headers: hidden(headers) },
    ]),
  );
  return configByKey({ ...config, environments, monitors });
}

/** The effective config as the lines of a config file; what is not set, as comments. */
export function configLines(config: ConfigByKey): ShownLine[] {
  return groupLines(written(outline, config) as Group, outline, '', '');
}

type Group = { readonly [key: string]: WrittenConfig };

/** In the schema's order; under names of one's own, in the order in which they are written. */
function groupLines(group: Group, part: Outline, indent: string, path: string): ShownLine[] {
  const known = Object.keys(keysOf(part));
  const names = known.length > 0 ? known : Object.keys(group);
  return names.flatMap((key) => {
    const value = group[key];
    if (value === undefined) return [{ text: `${indent}# ${key}: not set`, path: '' }];
    const child = childOf(part, key) ?? 'text';
    return valueLines(quoted(key), value, child, indent, path === '' ? key : `${path}.${key}`);
  });
}

function valueLines(
  key: string,
  value: WrittenConfig,
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
  const items = value.flatMap((item, index) =>
    itemLines(item, childOf(part, index) ?? 'text', indent, `${path}[${index}]`),
  );
  return [open, ...items];
}

/** An item says nothing of what it leaves out: it may leave out much. */
function itemLines(item: WrittenConfig, part: Outline, indent: string, path: string): ShownLine[] {
  const lines = groupLines(item as Group, part, `${indent}    `, path);
  return lines
    .filter((line) => line.path !== '' || !line.text.endsWith(': not set'))
    .map((line, nth) =>
      nth === 0 ? { ...line, text: `${indent}  - ${line.text.trimStart()}` } : line,
    );
}

function isList(value: WrittenConfig): value is readonly WrittenConfig[] {
  return Array.isArray(value);
}

/** Plain where YAML takes it for the text that it is, else in double quotes. */
function quoted(text: string): string {
  const plain = /^[\w/][\w ./@=?&+:-]*$/.test(text) && !/: |:$| $|^(?:null|Null|NULL)$/.test(text);
  return plain ? text : JSON.stringify(text);
}
