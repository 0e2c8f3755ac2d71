import { formatDuration } from '../domain/time/duration.ts';
import type { KindName, StatusRange } from './kinds.ts';
import type { Outline } from './outline.ts';

/** A value as one would write it in the file: a scalar, a list or a group of scalars. */
export type WrittenConfig =
  | string
  | readonly WrittenConfig[]
  | { readonly [key: string]: WrittenConfig };

/** The effective value at a place of the schema, as it would be written in the file. */
export function written(part: Outline, value: unknown): WrittenConfig {
  if (Array.isArray(value)) {
    const item = typeof part === 'object' && 'list' in part ? part.list : undefined;
    const many = typeof part === 'object' && 'oneOrMore' in part ? part.oneOrMore : undefined;
    return value.map((each) => written(item ?? many ?? 'text', each));
  }
  if (typeof part === 'string') return scalar(part, value);
  const group = Object.entries(value as Record<string, unknown>);
  const keys = 'keys' in part ? part.keys : {};
  const of = (key: string) => keys[key] ?? keys[`${key}!`] ?? ('of' in part ? part.of : 'text');
  return Object.fromEntries(
    group.flatMap(([key, each]) => (each === undefined ? [] : [[key, written(of(key), each)]])),
  );
}

function scalar(kind: KindName, value: unknown): string {
  if (kind === 'duration' || kind === 'pause') return formatDuration(Number(value));
  if (kind === 'percent') return `${String(value)}%`;
  if (kind === 'size') return exactSize(Number(value));
  if (kind === 'status') return statusText(value as StatusRange);
  if (kind === 'host') {
    const { host, port } = value as { host: string; port: number };
    return `${host.includes(':') ? `[${host}]` : host}:${port}`;
  }
  return String(value);
}

function exactSize(bytes: number): string {
  if (bytes % 1_048_576 === 0) return `${bytes / 1_048_576} MiB`;
  return bytes % 1024 === 0 ? `${bytes / 1024} KiB` : `${bytes} B`;
}

/** `2xx`, `200` or `200-204` */
export function statusText({ from, to }: StatusRange): string {
  if (from === to) return String(from);
  return from % 100 === 0 && to === from + 99 ? `${from / 100}xx` : `${from}-${to}`;
}
