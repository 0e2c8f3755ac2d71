/*
 * The name of a record: when it began and what it is about, `20261123T031500Z-rollback-v1.2.2`, so that
 * a directory listing is already a history.
 */
import { recordStart } from '../domain/incident/record-age.ts';

const shape = /^\d{8}T\d{6}Z-[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/;
const longestTopic = 80;

/** `attempt` from 1; a second record of the same second and topic ends in `-2`, and so on. */
export function recordId(epochMs: number, topic: string, attempt = 1): string {
  const clean = topic
    .toLowerCase()
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/\.{2,}/g, '.')
    .slice(0, longestTopic)
    .replace(/^[.-]+|[.-]+$/g, '');
  return `${recordStart(epochMs)}-${clean || 'record'}${attempt === 1 ? '' : `-${attempt}`}`;
}

/** False for foreign files, and for every name that could lead out of the records' directory. */
export function isRecordId(name: string): boolean {
  return name.length <= 255 && shape.test(name);
}

/** Sorts newest first. Within a second the longer name is newer: `-10` came after `-2`. */
export function byNewestRecord(a: string, b: string): number {
  const [timeA, timeB] = [a.slice(0, 16), b.slice(0, 16)];
  if (timeA !== timeB) return timeA < timeB ? 1 : -1;
  if (a.length !== b.length) return b.length - a.length;
  return a < b ? 1 : -1;
}
