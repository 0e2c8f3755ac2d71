/* Rules on uptime as monitors of UptimeRobot: the body that creates each. */

import { minute } from '../../time/units.ts';
import type { Rule } from '../language/rule.ts';
import { type Exactness, type Exported, exactnessOf, notExpressible } from './exported.ts';

/** The pages that are watched; `interval` and `timeout` in milliseconds. */
export interface WatchedPage {
  readonly name: string;
  readonly url: string;
  readonly env: string;
  readonly interval: number;
  readonly timeout: number;
  readonly keyword?: string;
}

const leastInterval = 30;
const mostTimeout = 60;

export function uptimerobotExport(rules: readonly Rule[], pages: readonly WatchedPage[]): Exported {
  const exactness: Exactness[] = [];
  const wanted = new Set<WatchedPage>();
  for (const rule of rules) {
    const watched = pages.filter(({ env }) => env === (rule.env ?? env));
    const why = obstacles(rule, watched);
    if (why.length > 0) exactness.push(notExpressible(rule.name, why));
    else {
      exactness.push(exactnessOf(rule.name, notes(rule)));
      for (const page of watched) wanted.add(page);
    }
  }
  const content = [...wanted].map(monitorOf);
  return { files: [{ name: 'uptimerobot-monitors.json', content }], exactness };
}

function obstacles({ condition, env }: Rule, pages: readonly WatchedPage[]): string[] {
  const { metric, operator, threshold, window, floor } = condition;
  const why: string[] = [];
  if (metric.name !== 'uptime_check') return [`UptimeRobot measures no ${metric.name}`];
  if ((operator === '==') === (threshold === 1)) why.push('it tells what is down, not what is up');
  if (window !== undefined) why.push('it has no window');
  if (floor !== undefined) why.push('it has no traffic floor');
  if (pages.length === 0) why.push(`no monitor of ${env ?? 'any environment'} is configured`);
  return why;
}

function notes({ condition }: Rule): string[] {
  const { hold = 0, keepFiring } = condition;
  const found = ['the alert contacts are yours to assign'];
  if (hold > 0) found.push(`give them a threshold of ${Math.ceil(hold / minute)} minutes`);
  if (keepFiring !== undefined) found.push('it is up at the first good check');
  return found;
}

function monitorOf({ name, url, interval, timeout, keyword }: WatchedPage) {
  const common = {
    friendlyName: name,
    url,
    interval: Math.max(leastInterval, Math.round(interval / 1000)),
    timeout: Math.min(mostTimeout, Math.ceil(timeout / 1000)),
    // By default it asks with HEAD, whose answer holds no keyword.
    httpMethodType: 'GET',
  };
  if (keyword === undefined) return { type: 'HTTP', ...common };
  const search = { keywordType: 'ALERT_NOT_EXISTS', keywordCaseType: 'CaseSensitive' };
  return { type: 'KEYWORD', ...common, ...search, keywordValue: keyword };
}
