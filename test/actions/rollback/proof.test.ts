import { describe, expect, it } from 'vitest';
import { proveServed } from '../../../src/actions/rollback/proof.ts';
import { TsopsError } from '../../../src/contract/errors.ts';
import { fakeCdn } from '../../support/cdn.ts';
import { fakeClock } from '../../support/clock.ts';
import { fakeContext } from '../../support/context.ts';

const wanted = 'v1.2.2';
const old = 'v1.2.3';

interface Proving {
  /** The version of each read, the last one again; null for one that fails. */
  readonly reads: readonly (string | null)[];
  readonly invalidates?: string | null;
  readonly record?: boolean;
  /** Milliseconds until time is out. */
  readonly time?: number;
  readonly pollInterval?: number;
  readonly cdn?: Parameters<typeof fakeCdn>[1] | TsopsError;
  /** What the journal cannot write. */
  readonly unwritten?: string;
  readonly stopAtRead?: number;
}

async function prove({
  reads,
  invalidates = 'E1TALK',
  record: recorded = true,
  time = 600_000,
  pollInterval = 5000,
  cdn = {},
  unwritten,
  stopAtRead,
}: Proving) {
  const clock = fakeClock();
  const stop = new AbortController();
  const cloudFront = fakeCdn(clock, cdn instanceof TsopsError ? {} : cdn);
  const happened: string[] = [];
  const at: number[] = [];
  const begun = clock.now();
  const context = fakeContext({
    clock,
    signal: stop.signal,
    services: {
      cdn: async () => {
        if (cdn instanceof TsopsError) throw cdn;
        return {
          ...cloudFront.cdn,
          invalidate: async (request) => {
            happened.push('sent');
            return cloudFront.cdn.invalidate(request);
          },
        };
      },
      http: {
        send: async () => {
          at.push((clock.now() - begun) / 1000);
          if (at.length === stopAtRead) stop.abort(new Error('Ctrl-C'));
          const version = reads[Math.min(at.length, reads.length) - 1] ?? null;
          const body = Buffer.from(JSON.stringify({ version }));
          return { status: version === null ? 503 : 200, headers: {}, body };
        },
      },
    },
  });
  const opened = await context.journal.start('rollback-production');
  const record = {
    ...opened,
    append: async (kind: string, fields?: Readonly<Record<string, unknown>>) => {
      // A disk takes its time: what is not waited for is not there yet.
      for (let turn = 0; turn < 3; turn += 1) await new Promise(setImmediate);
      if (kind === unwritten) throw new TsopsError({ kind: 'unreachable', message: 'disk full' });
      happened.push(kind);
      return opened.append(kind, fields);
    },
  };
  const proof = await proveServed(
    context,
    {
      version: wanted,
      buildInfo: 'https://talkstudio.app/build-info.json',
      invalidates: invalidates === null ? null : { provider: 'cloudfront', id: invalidates },
      deadline: clock.now() + time,
      pollInterval,
    },
    recorded ? record : null,
  );
  return { proof, at, happened, requests: cloudFront.requests, record: opened };
}

const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

describe('a version that is served', () => {
  it('is proved by three reads in a row, a second apart, and no more', async () => {
    const { proof, at, happened } = await prove({ reads: [wanted] });
    expect(proof).toEqual({
      wanted,
      proved: true,
      reads: times(3, wanted),
      serving: wanted,
      cutShort: false,
      invalidation: null,
      problems: [],
    });
    expect([at, happened]).toEqual([[0, 1, 2], []]);
  });

  it('may be written without its v', async () => {
    expect((await prove({ reads: ['1.2.2'] })).proof.proved).toBe(true);
  });

  it('is not proved by two reads: the row begins again after another version, or after none', async () => {
    const other = await prove({ reads: [wanted, wanted, old, wanted] });
    expect([other.proof.proved, other.at.length]).toEqual([true, 6]);
    const none = await prove({ reads: [wanted, wanted, null, wanted] });
    expect([none.proof.proved, none.at.length, none.proof.problems]).toEqual([true, 6, []]);
  });

  it('may be seen at the last of six reads: the row that has begun may end', async () => {
    const late = await prove({ reads: [...times(5, old), wanted] });
    expect([late.proof.proved, late.at.length, late.requests]).toEqual([true, 8, []]);
  });
});

describe('an edge that goes on to serve another version', () => {
  it('is invalidated after six reads, once, its line on disk before it is sent', async () => {
    const { proof, happened, requests, record } = await prove({
      reads: [...times(6, old), wanted],
    });
    expect(proof).toMatchObject({ proved: true, invalidation: 'I1', problems: [] });
    expect(happened).toEqual(['invalidating', 'sent', 'invalidated']);
    expect(requests).toEqual([{ cdnId: 'E1TALK', paths: ['/*'], reference: `tsops-${record.id}` }]);
  });

  it('is read every five seconds then, at most 36 times', async () => {
    const { proof, at, requests } = await prove({ reads: [old] });
    expect(proof).toMatchObject({
      proved: false,
      serving: old,
      cutShort: false,
      invalidation: 'I1',
    });
    expect([at.length, requests.length]).toEqual([6 + 36, 1]);
    expect(at.slice(4, 9)).toEqual([4, 5, 6, 11, 16]);
    expect(proof.reads).toHaveLength(20);
  });

  it('is read no more than every two seconds, however short the interval', async () => {
    const { at } = await prove({ reads: [old], pollInterval: 100 });
    expect(at.slice(5, 9)).toEqual([5, 6, 8, 10]);
  });

  it.each<[string, Partial<Proving>]>([
    ['nothing is to be invalidated', { invalidates: null }],
    ['one only looks', { record: false }],
  ])('is left as it is where %s', async (_what, changes) => {
    const { proof, at, happened } = await prove({ reads: [old], ...changes });
    expect(proof).toMatchObject({ proved: false, serving: old, invalidation: null });
    expect([at.length, happened]).toEqual([6, []]);
  });

  it('is not invalidated where its line cannot be written', async () => {
    const { proof, requests } = await prove({ reads: [old], unwritten: 'invalidating' });
    expect(requests).toEqual([]);
    expect(proof).toMatchObject({
      proved: false,
      invalidation: null,
      problems: [{ message: 'disk full' }],
    });
  });

  it('is invalidated a second time neither where the answer was lost, nor where it is refused', async () => {
    const lost = await prove({ reads: [old], cdn: { writes: ['lost'] } });
    expect([lost.requests.length, lost.proof.invalidation]).toEqual([1, null]);
    expect(lost.proof.problems).toMatchObject([{ kind: 'unreachable' }]);
    const refusal = new TsopsError({ kind: 'credentials', message: 'no AWS credentials' });
    const refused = await prove({ reads: [old], cdn: refusal });
    expect(refused.proof.problems).toMatchObject([{ message: 'no AWS credentials' }]);
    expect(refused.at).toHaveLength(6);
  });

  it('is a fault of tsops where tsops failed, and no problem of the CDN', async () => {
    const fault = new TsopsError({ kind: 'bug', message: 'no' });
    await expect(prove({ reads: [old], cdn: fault })).rejects.toBe(fault);
  });
});

describe('time that runs out', () => {
  it('cuts the reads short, and says so', async () => {
    const { proof, at } = await prove({ reads: [old], time: 3000 });
    expect(proof).toMatchObject({ proved: false, cutShort: true });
    expect(at.slice(0, 4)).toEqual([0, 1, 2, 3]);
  });

  it('does not cut a row that has begun', async () => {
    const { proof, at } = await prove({ reads: [old, wanted], time: 1000 });
    expect(proof).toMatchObject({ proved: true, cutShort: false });
    expect(at).toEqual([0, 1, 2, 3]);
  });
});

describe('what cannot be read', () => {
  it('is serving nothing that is known, with the last two reasons', async () => {
    const { proof } = await prove({ reads: [null], invalidates: null });
    expect(proof).toMatchObject({ proved: false, serving: null, reads: times(6, null) });
    expect(proof.problems).toHaveLength(2);
  });

  it('leaves the version that was read last', async () => {
    const { proof } = await prove({ reads: [wanted, old, null], invalidates: null });
    expect(proof.serving).toBe(old);
  });

  it('ends at once with Ctrl-C', async () => {
    await expect(prove({ reads: [null], stopAtRead: 2 })).rejects.toThrow('Ctrl-C');
  });
});
