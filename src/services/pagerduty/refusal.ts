/* PagerDuty's No, and no answer at all, as errors that say what to do. */

import { TsopsError } from '../../contract/errors.ts';
import { cleanText } from '../../domain/text/clean.ts';
import { field, listAt } from '../http/json.ts';

/** How to get the key. */
export const keyHint = 'a REST API key of PagerDuty; read-only is enough to look, not to ack';

/** An account of the EU region is not known at the usual hosts. */
export const otherRegion =
  'an account in the EU: set pagerduty.apiUrl to https://api.eu.pagerduty.com and pagerduty.eventsUrl to https://events.eu.pagerduty.com';

export function readRefusal(status: number, doing: string): TsopsError {
  if (status === 401) {
    return notLetIn('PagerDuty rejects PAGERDUTY_API_TOKEN (401)', keyHint, otherRegion);
  }
  if (status === 403) return notLetIn(`PAGERDUTY_API_TOKEN may not ${doing} (403)`);
  return notAnswered(`PagerDuty answered ${status}`);
}

/** 1008 is PagerDuty's code for a `From` that it does not know. */
export function writeRefusal(status: number, json: unknown, doing: string): TsopsError {
  if (status === 401) return readRefusal(status, doing);
  if (status === 403) {
    const key = 'a REST API key that may write: not a read-only one';
    return notLetIn(`PAGERDUTY_API_TOKEN may not ${doing} (403); nothing was changed`, key);
  }
  if (field(json, 'error', 'code') === 1008) {
    return new TsopsError({
      kind: 'credentials',
      message: 'No PagerDuty user has the address in PAGERDUTY_FROM; nothing was changed',
      next: ['export PAGERDUTY_FROM=you@your-team.example  (your address in PagerDuty)'],
    });
  }
  const said = [field(json, 'error', 'message'), ...(listAt(json, 'error', 'errors') ?? [])]
    .filter((each) => typeof each === 'string')
    .map((each) => cleanText(each, 120));
  const why = said.length === 0 ? '' : `: ${said.join('; ')}`;
  return new TsopsError({
    kind: 'refused',
    message: `PagerDuty refused to ${doing} (${status})${why}`,
    why: 'Nothing was changed.',
    next: ['tsops pages'],
  });
}

function notLetIn(message: string, key = keyHint, ...more: readonly string[]): TsopsError {
  return new TsopsError({
    kind: 'credentials',
    message,
    next: [`export PAGERDUTY_API_TOKEN=…  (${key})`, ...more, 'tsops doctor pagerduty'],
  });
}

export function notAnswered(message: string): TsopsError {
  return new TsopsError({ kind: 'unreachable', message, next: ['tsops doctor pagerduty'] });
}
