import { describe, expect, it } from 'vitest';
import { resolveConfig } from '../../../src/config/resolve.ts';
import { collectDigest, type DigestEvidence } from '../../../src/evidence/digest/collect.ts';
import type { Http } from '../../../src/ports/http.ts';
import { fakeTracker, patientClock, recorded, refusing } from '../../support/ask.ts';
import { fakeContext } from '../../support/context.ts';
import { fakeSite, measurement } from '../../support/fake-site.ts';

const config = resolveConfig({
  environments: {
    staging: { url: 'https://staging.test' },
    production: { url: 'https://site.test' },
  },
  monitors: [
    { name: 'Home', url: 'https://site.test/' },
    { name: 'Staging', url: 'https://staging.test/', env: 'staging' },
  ],
  health: { controlHosts: [] },
});

/** Two errors a minute, and nothing else that answers but the site and its version. */
async function collected(counts: 'refused' | readonly number[] = new Array<number>(1440).fill(2)) {
  const told: DigestEvidence[] = [];
  const http = recorded<Http>({
    send: async ({ url }) => {
      const version = url.includes('staging') ? 'v1.3.0' : 'v1.2.3';
      return { status: 200, headers: {}, body: Buffer.from(JSON.stringify({ version })) };
    },
  });
  const tracker = fakeTracker({
    errorsPerMinute: async ({ from }) =>
      counts === 'refused' ? refusing('no scope')() : { from, step: 60_000, counts },
    errors: async () => ({ events: 60, users: 1 }),
  });
  const clock = patientClock();
  const context = fakeContext({
    config,
    clock,
    services: {
      site: async () => fakeSite(() => measurement()),
      http,
      errors: async () => tracker,
      uptime: refusing('no key'),
      repository: refusing('no token'),
      deploys: refusing('no token'),
      pages: async () => null,
    },
  });
  const found = await collectDigest(context, (soFar) => told.push(soFar));
  return { found, told, http, tracker, clock };
}

describe('the digest', () => {
  it('begins with the rows that there will be, its own environment first, and no answer', async () => {
    const { told } = await collected();
    expect(told[0]).toEqual({
      monitors: [
        { name: 'Home', environment: 'production', evidence: null },
        { name: 'Staging', environment: 'staging', evidence: null },
      ],
      versions: [
        { name: 'production', environment: 'production', evidence: null },
        { name: 'staging', environment: 'staging', evidence: null },
      ],
      onset: null,
      newestTag: null,
      deploys: null,
      invalidations: null,
      open: null,
      errors: null,
      errorsSince: null,
      incident: null,
      pages: null,
    });
  });

  it('has every answer in the end, each told as it came and none taken back', async () => {
    const { found, told } = await collected();
    expect(found).toBe(told.at(-1));
    expect(found.monitors.map(({ evidence }) => evidence?.verdict)).toEqual(['ok', 'ok']);
    expect(found.versions.map(({ evidence }) => evidence?.value?.version)).toEqual([
      'v1.2.3',
      'v1.3.0',
    ]);
    expect({ ...found, monitors: [], versions: [] }).toMatchObject({
      onset: { verdict: 'unknown', detail: 'no key' },
      newestTag: { verdict: 'unknown', detail: 'no token' },
      deploys: { verdict: 'unknown', detail: 'no token' },
      invalidations: { verdict: 'unknown' },
      open: { verdict: 'ok' },
      errors: { verdict: 'ok', value: { errors: 60 } },
      errorsSince: { verdict: 'ok' },
      incident: { verdict: 'ok', value: null },
      pages: { verdict: 'no-data' },
    });
    const answers = (one: DigestEvidence) =>
      [
        ...one.monitors,
        ...one.versions,
        ...Object.values(one).map((evidence) => ({ evidence })),
      ].filter(({ evidence }) => evidence !== null).length;
    const counts = told.map(answers);
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
  });

  it('has the errors of the last half hour, and since when, without a day of counts', async () => {
    const { found, tracker } = await collected();
    expect(found.errorsSince?.value).toEqual({ at: null, endedAt: null, before: 2, since: 2 });
    expect(found.errorsSince?.baseline).toBeNull();
    // The rate rests on the same counts: they are asked for once.
    const history = tracker.calls.filter(({ method }) => method === 'errorsPerMinute');
    expect(history).toHaveLength(1);
    expect(history[0]?.args[1]).toMatchObject({ timeout: 3900 });
  });

  it('goes on without the errors where they are refused', async () => {
    const { found } = await collected('refused');
    expect(found.errors).toMatchObject({ verdict: 'unknown', detail: 'no scope' });
    expect(found.errorsSince).toMatchObject({
      verdict: 'unknown',
      value: null,
      detail: 'no scope',
    });
    expect(found.monitors.every(({ evidence }) => evidence?.verdict === 'ok')).toBe(true);
  });

  it('gives each source its time, and the rate half a second more', async () => {
    const { clock } = await collected();
    expect(new Set(clock.sleeps)).toEqual(new Set([4400, 3900, 4000]));
  });
});
