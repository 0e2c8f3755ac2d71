import { describe, expect, it } from 'vitest';
import type { Deploy } from '../../../src/domain/deploys/history.ts';
import type {
  DigestFacts,
  MonitorState,
  OpenAction,
  OpenPage,
} from '../../../src/domain/digest/facts.ts';
import { digestVerdict, recommend } from '../../../src/domain/digest/recommendation.ts';
import { say } from '../../../src/domain/text/language.ts';

const now = Date.parse('2026-11-23T03:00:00Z');
const minute = 60_000;

const up: MonitorState = {
  name: 'Production',
  environment: 'production',
  verdict: 'ok',
  reason: null,
  detail: '200 in 90 ms',
};
const down: MonitorState = { ...up, verdict: 'bad', reason: 'http_5xx', detail: 'answered 503' };
const silent: MonitorState = { ...up, verdict: 'unknown', detail: 'no answer within 4.4 s' };
const staging: MonitorState = { ...down, name: "Stage's", environment: 'staging' };

const deploy: Deploy = {
  runId: 42,
  version: 'v1.2.3',
  environment: 'production',
  actor: 'minji',
  at: now - 20 * minute,
  endedAt: now - 15 * minute,
  conclusion: 'success',
  status: 'completed',
  url: 'https://github.test/runs/42',
};
const running: Deploy = { ...deploy, runId: 43, conclusion: null, endedAt: null, at: now - minute };
const served = { environment: 'production', version: '1.2.3', mixed: false };
const open: OpenAction = {
  record: 'r1',
  action: 'rollback',
  environment: 'production',
  at: now - 5 * minute,
  state: 'unknown',
  driver: null,
};
const lasting = { monitor: 'Production', startedAt: now - 11 * minute, reason: '503' };

function facts(part: Partial<DigestFacts> = {}): DigestFacts {
  return {
    environment: 'production',
    now,
    monitors: [up],
    onset: null,
    versions: [served],
    deploys: [deploy],
    invalidations: [],
    cached: true,
    open: [],
    unasked: 0,
    errors: { verdict: 'ok', said: say('0.0 % of requests', '0.0 % of requests') },
    errorsSince: null,
    incident: null,
    pages: [],
    ...part,
  };
}

describe('the one command, when errors or an incident are there', () => {
  const many = {
    errors: { verdict: 'bad', said: say('8.4 % of requests', '8.4 % of requests') },
  } as const;
  const incident = {
    id: 'i1',
    title: 'High Error Rate in production',
    titles: { en: 'High Error Rate in production', ko: 'production 높은 에러율' },
    severity: 'P2',
    environment: 'production',
    at: now - 12 * minute,
    walking: true,
  };

  it('is the runbook where the site is up and its requests fail, and says since when', () => {
    const errorsSince = { at: now - 22 * minute, endedAt: null, before: 0.5, since: 57 };
    expect(recommend(facts({ ...many, errorsSince }))).toMatchObject({
      command: 'tsops runbook high-error-rate',
      reason: 'production is up, but its error rate has been high for 22m: 8.4 % of requests',
    });
  });

  it('is about the environment that was meant', () => {
    const staging = facts({
      ...many,
      environment: 'staging',
      monitors: [{ ...up, environment: 'staging' }],
    });
    expect(recommend(staging).command).toBe('tsops runbook high-error-rate --env staging');
  });

  it('is to go on with the incident that is open, ahead of all that is wrong', () => {
    expect(recommend(facts({ ...many, incident })).command).toBe('tsops runbook resume');
    const walked = { ...incident, walking: false };
    expect(recommend(facts({ ...many, incident: walked })).command).toBe('tsops incident status');
  });

  it('settles a deploy whose outcome is unknown before the incident', () => {
    expect(recommend(facts({ open: [open], incident })).command).toBe('tsops rollback status');
  });
});

describe('the verdict of the digest', () => {
  it.each([
    ['all is well', {}, 'ok'],
    ['other sources could not be asked', { unasked: 4, deploys: [], versions: [] }, 'warn'],
    ['our own probes fail', { monitors: [down] }, 'bad'],
    [
      'it is up, and too many requests fail',
      { errors: { verdict: 'bad', said: say('', '') } },
      'bad',
    ],
    [
      'errors could not be asked',
      { errors: { verdict: 'unknown', said: say('', '') }, unasked: 1 },
      'warn',
    ],
    ['our own probes could not tell', { monitors: [silent] }, 'unknown'],
    ['no monitor watches it', { monitors: [] }, 'no-data'],
    [
      'we could not tell, but UptimeRobot sees it down',
      { monitors: [silent], onset: lasting },
      'bad',
    ],
    ['we see it up, and UptimeRobot sees it down', { onset: lasting }, 'warn'],
    ['only staging is down', { monitors: [up, staging] }, 'warn'],
    ['a deploy failed', { deploys: [{ ...deploy, conclusion: 'failure' }] }, 'warn'],
    ['the fleet is mixed', { versions: [{ ...served, mixed: true }] }, 'warn'],
  ] as const)('%s', (_name, part, verdict) => {
    expect(digestVerdict(facts(part))).toBe(verdict);
  });

  it('is about the environment that is meant', () => {
    const both = { monitors: [up, staging] };
    expect(digestVerdict(facts({ ...both, environment: 'staging' }))).toBe('bad');
  });
});

describe('the one command to type now', () => {
  const command = (part: Partial<DigestFacts>) => recommend(facts(part)).command;

  it('is to keep watching when all is well', () => {
    expect(command({})).toBe('tsops health --watch');
  });

  it('is the doctor when all is well as far as could be asked', () => {
    expect(command({ unasked: 3 })).toBe('tsops doctor');
  });

  it('is to settle an unknown outcome before anything else, even while production is down', () => {
    const found = recommend(facts({ monitors: [down], onset: lasting, open: [open] }));
    expect(found.command).toBe('tsops rollback status');
    expect(found.reason).toContain('it is not known yet');
  });

  it('is to look at the outage first where only an invalidation or a silence is open', () => {
    const invalidation: OpenAction = { ...open, action: 'invalidate' };
    expect(command({ monitors: [down], onset: lasting, open: [invalidation] })).toBe(
      'tsops rollback',
    );
    expect(command({ open: [invalidation] })).toBe('tsops invalidate status');
    const silence: OpenAction = { ...open, action: 'silence' };
    expect(command({ monitors: [down], onset: lasting, open: [silence] })).toBe('tsops rollback');
    expect(command({ open: [silence] })).toBe('tsops alerts silence list');
    const page = { ...open, action: 'page' };
    expect(command({ monitors: [down], onset: lasting, open: [page] })).not.toBe('tsops pages');
    expect(command({ open: [page] })).toBe('tsops pages');
  });

  it('is to answer the page while production is up, and else what mends it', () => {
    const page: OpenPage = {
      number: 1201,
      title: 'High Error Rate',
      status: 'triggered',
      since: 0,
      assigned: ['Minji Kim'],
      escalatesAt: null,
      escalatesTo: [],
    };
    expect(command({ pages: [page] })).toBe('tsops ack');
    expect(command({ pages: [page, { ...page, number: 1202 }] })).toBe('tsops pages');
    expect(command({ pages: [{ ...page, status: 'acknowledged' }] })).toBe('tsops health --watch');
    expect(command({ monitors: [down], onset: lasting, pages: [page] })).toBe('tsops rollback');
    expect(digestVerdict(facts({ pages: [page] }))).toBe('warn');
  });

  it('is to come back to what was left running once production is up', () => {
    const left: OpenAction = { ...open, state: 'left-running' };
    expect(command({ open: [left] })).toBe('tsops rollback status');
    expect(command({ open: [left], monitors: [down], onset: lasting })).toBe('tsops rollback');
  });

  it('is not to start what another tsops is doing', () => {
    const driven: OpenAction = { ...open, state: 'driven', driver: 'process 77 on desk' };
    expect(recommend(facts({ open: [driven] })).reason).toContain('process 77 on desk');
  });

  it('is to roll back when the outage began within the hour after a deploy', () => {
    const found = recommend(facts({ monitors: [down], onset: lasting }));
    expect(found).toMatchObject({
      command: 'tsops rollback',
      reason: 'production is down, and it went down 4m after v1.2.3 was deployed',
    });
  });

  it('is to roll back after a fresh deploy where nobody knows since when it is down', () => {
    const found = recommend(facts({ monitors: [down] }));
    expect(found.command).toBe('tsops rollback');
    expect(found.reason).toContain('v1.2.3 was deployed 15m ago');
  });

  it('names the environment that is meant', () => {
    const part = { environment: 'staging', monitors: [staging] };
    expect(command({ ...part, deploys: [{ ...deploy, environment: 'staging' }] })).toBe(
      'tsops rollback --env staging',
    );
  });

  it.each([
    ['the deploy was of another environment', { deploys: [{ ...deploy, environment: 'staging' }] }],
    ['the deploy failed', { deploys: [{ ...deploy, conclusion: 'failure' }] }],
    ['it went down before the deploy', { onset: { ...lasting, startedAt: now - 30 * minute } }],
    [
      'it went down more than an hour after it',
      { deploys: [{ ...deploy, at: now - 99 * minute, endedAt: now - 90 * minute }] },
    ],
    ['there was no deploy', { deploys: [] }],
    ['a release cannot cause it', { monitors: [{ ...down, reason: 'tls_expired' as const }] }],
    ['its name does not resolve', { monitors: [{ ...down, reason: 'dns_not_found' as const }] }],
  ])('is not a rollback when %s', (_name, part) => {
    const found = facts({ monitors: [down], onset: lasting, ...part });
    expect(recommend(found).command).toBe('tsops runbook service-down');
  });

  it('says so when the deploys could not be asked', () => {
    const { reason } = recommend(facts({ monitors: [down], deploys: [], unasked: 2 }));
    expect(reason).toContain('could not be asked');
  });

  it('is to follow a deploy under way before acting against it', () => {
    const found = recommend(facts({ monitors: [down], deploys: [running, deploy] }));
    expect(found.command).toBe('tsops rollback status 43');
    expect(found.reason).toBe(
      'production is down, and a deploy of v1.2.3 by minji has been under way for 60s',
    );
  });

  it('is to look at our own network when production could not be asked', () => {
    expect(command({ monitors: [silent] })).toBe('tsops doctor site');
  });

  it('is to give production more time when another environment answers', () => {
    expect(command({ monitors: [silent, { ...up, environment: 'staging' }] })).toBe('tsops health');
  });

  it('is to look at the config when nothing watches production', () => {
    expect(command({ monitors: [] })).toBe('tsops config show --origin');
  });

  it('is to look at the failed deploy', () => {
    expect(command({ deploys: [{ ...deploy, conclusion: 'failure' }] })).toBe(
      'tsops rollback status 42',
    );
  });

  it('is to invalidate when another version is served than was deployed', () => {
    const old = { versions: [{ ...served, version: 'v1.2.2' }] };
    expect(command(old)).toBe('tsops invalidate --all');
    expect(command({ ...old, cached: false })).toBe('tsops version --reads 20');
    const invalidations = [{ id: 'I1', createdAt: now - minute }];
    expect(command({ ...old, invalidations })).toBe('tsops invalidate status I1');
    const fresh = { ...deploy, endedAt: now - 2 * minute };
    expect(command({ ...old, deploys: [fresh] })).toBe('tsops health --watch');
  });

  it.each(['warn', 'bad'] as const)(
    'is the same where errors that are %s come of it',
    (verdict) => {
      const said = say('0.9 % of requests', '요청의 0.9 %');
      const errors = { verdict, said };
      const old = [{ ...served, version: 'v1.2.2' }];
      expect(command({ versions: old, errors })).toBe('tsops invalidate --all');
      expect(command({ errors })).toMatch(/^tsops runbook high-error-rate/);
    },
  );

  it('is not to invalidate an edge that is mixed for a deploy that it serves in part', () => {
    const mixed = { versions: [{ ...served, version: 'v1.2.2', mixed: true }] };
    expect(command(mixed)).toBe('tsops version --reads 20');
  });

  it('is to read a mixed fleet many times', () => {
    expect(command({ versions: [{ ...served, mixed: true }] })).toBe('tsops version --reads 20');
  });

  it('is to probe every address when only UptimeRobot sees an outage', () => {
    expect(command({ onset: lasting })).toBe('tsops health --all-addresses');
  });

  it('names the monitor of another environment, quoted for a shell', () => {
    expect(command({ monitors: [up, staging] })).toBe(`tsops health 'Stage'\\''s'`);
  });

  it('is to follow an invalidation in progress', () => {
    const invalidations = [{ id: 'I1', createdAt: now - minute }];
    expect(command({ invalidations })).toBe('tsops invalidate status I1');
  });
});
