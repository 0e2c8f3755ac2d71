/* What PagerDuty is told of an alert. It repeats and escalates by itself: it gets the beginning and the end. */
import { nextCommand } from '../alerts/evaluation/next-command.ts';
import { channelWords } from '../alerts/language/channels.ts';
import type { RuleSeverity } from '../alerts/language/rule.ts';
import type { Addressing } from './addressing.ts';
import { dedupKeyOf, seriesName } from './alert-identity.ts';
import type { AlertNotice } from './decide.ts';
import type { PageContent } from './delivery.ts';
import { messageAt } from './message-at.ts';

/** MONITORING section 6, in PagerDuty's words. */
export const pageSeverity: Readonly<Record<RuleSeverity, PageContent['severity']>> = {
  P1: 'critical',
  P2: 'error',
  P3: 'warning',
  P4: 'info',
};

/** PagerDuty takes 1024 characters of a summary. */
export const longestSummary = 1024;

/** Null for what PagerDuty is not told: that it still fires, and that there is no data. */
export function pageContent(told: AlertNotice, addressing: Addressing): PageContent | null {
  const { event, alert, environment } = told;
  if (event.kind !== 'firing' && event.kind !== 'resolved') return null;
  const { rule, severity, key, value } = event;
  const { env: _, ...own } = alert.labels;
  const { service, drill, urls } = addressing;
  const named = [rule, seriesName(own)].filter(Boolean).join(', ');
  const summary = `${drill ? 'DRILL ' : ''}${severity} ${named}: ${messageAt(told, addressing)}`;
  const next = nextCommand(alert.rule, environment);
  const links = [
    { text: environment, href: urls[environment] ?? '' },
    { text: 'runbook', href: alert.rule.runbook ?? '' },
  ];
  return {
    via: channelWords.paging,
    action: event.kind === 'firing' ? 'trigger' : 'resolve',
    dedupKey: dedupKeyOf(key, environment),
    summary: summary.slice(0, longestSummary),
    source: `${service} ${environment}`,
    severity: pageSeverity[severity],
    details: { condition: alert.rule.condition.text, value, ...own, next },
    links: links.filter(({ href }) => /^https?:/.test(href)),
  };
}
