import type { ClientShare, ErrorType } from '../errors/findings.ts';
import { percentOf } from '../evidence/wording/figures.ts';
import type { ErrorFacts } from './error-facts.ts';
import { known } from './observation.ts';
import type { Response } from './types.ts';

function shareLine({ kind, name, errors, errorShare, sessionShare }: ClientShare): string {
  const expected = sessionShare === null ? 'not known' : percentOf(sessionShare);
  return `| ${kind} | ${name} | ${errors} | ${percentOf(errorShare)} | ${expected} |`;
}

function typeLine({ shortId, title, events, users, culprit }: ErrorType): string {
  return `- \`${shortId}\` ${title}: ${events} events, ${users} users, in \`${culprit}\``;
}

/** Clients of one kind that have more than their share, the most affected first. */
function affected({ collected, client }: ErrorFacts): ClientShare[] {
  const clients = known(collected['browser-split'])?.clients ?? [];
  const others = clients.filter(({ lift, name }) => name !== client?.name && (lift ?? 0) > 1);
  return (client ? [client, ...others] : others).slice(0, 5);
}

/** A hotfix, planned: the issue names the browser, the operating system and the errors. English, for GitHub. */
export function clientIssue(facts: ErrorFacts): Response {
  const shares = affected(facts);
  const [first] = shares;
  if (!first) return { kind: 'look-further' };
  const other = shares.find(({ kind }) => kind !== first.kind);
  const where = other ? `${first.name} (${other.name})` : first.name;
  const types = known(facts.collected['error-types'])?.types.slice(0, 3) ?? [];
  const served = known(facts.collected['recent-deploys'])?.served;
  const body = [
    `Errors concentrate on ${where}; other clients are not hit.`,
    '',
    '| kind | name | errors | share of errors | share of sessions |',
    '|---|---|---:|---:|---:|',
    ...shares.map(shareLine),
    '',
    ...(types.length > 0 ? ['The heaviest errors:', '', ...types.map(typeLine), ''] : []),
    ...(served ? [`Served version: ${served}.`, ''] : []),
    'A rollback does not help: no deploy explains these errors. Plan a hotfix.',
    '',
  ].join('\n');
  const what = types[0]?.title ?? 'errors';
  return { kind: 'issue', title: `Hotfix: ${what.slice(0, 90)} on ${where}`, body };
}
