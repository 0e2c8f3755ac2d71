import { describe, expect, it } from 'vitest';
import {
  continueIncident,
  startIncident,
  writeToIncident,
} from '../../../src/actions/protocol/incident-journal.ts';
import { TsopsError } from '../../../src/contract/errors.ts';
import { pinTime } from '../../../src/domain/evidence/pinned-time.ts';
import type { OpenRecord } from '../../../src/ports/journal.ts';
import { fakeClock } from '../../support/clock.ts';
import { fakeContext } from '../../support/context.ts';
import { memoryJournal } from '../../support/journal.ts';
import { fakeTerminal } from '../../support/terminal.ts';

const incident = '20261123T025000Z-incident-errors';
const refusal = new TsopsError({ kind: 'refused', message: 'driven by process 4711' });

const options = {
  title: 'Errors',
  severity: 'P2' as const,
  environment: 'production',
  runbook: null,
  another: false as const,
};

/** An incident that another process drives until `freeAfter` attempts; what happened, in order. */
function world({ freeAfter = 0, tookOver = null as OpenRecord['tookOver'] } = {}) {
  const clock = fakeClock();
  const memory = memoryJournal(() => clock.now());
  memory.records.set(incident, []);
  const done: string[] = [];
  let attempts = 0;
  const slowly = (record: OpenRecord, more: Partial<OpenRecord> = {}): OpenRecord => ({
    ...record,
    ...more,
    append: async (kind, fields) => {
      await new Promise((resolve) => setImmediate(resolve));
      const entry = await record.append(kind, fields);
      done.push(`wrote ${kind}`);
      return entry;
    },
    close: async () => {
      done.push(`closed ${record.id}`);
    },
  });
  const journal = {
    ...memory,
    start: async (topic: string) => slowly(await memory.start(topic)),
    exclusively: <T>(name: string, work: (waited: boolean) => Promise<T>) => {
      done.push(`in turn: ${name}`);
      return memory.exclusively(name, work);
    },
    reopen: async (id: string) => {
      attempts += 1;
      if (attempts <= freeAfter) throw refusal;
      return slowly(await memory.reopen(id), tookOver === undefined ? {} : { tookOver });
    },
    read: async (id: string) => {
      const driver = attempts > 0 && attempts <= freeAfter ? { pid: 4711, host: 'desk' } : null;
      return { ...(await memory.read(id)), driver };
    },
  };
  const terminal = fakeTerminal(() => clock.now());
  const context = fakeContext({ clock, journal, terminal });
  const lines = (id: string) => memory.records.get(id) ?? [];
  return { clock, context, done, journal, lines, memory, terminal, attempts: () => attempts };
}

describe('a line of an incident', () => {
  it('is on disk before the record is given back', async () => {
    const { clock, context, done, lines } = world();
    const written = await writeToIncident(context, incident, 'note', { text: 'seen' });
    expect(written).toEqual({ record: incident, entry: lines(incident)[0], beside: false });
    expect(done).toEqual(['wrote note', `closed ${incident}`]);
    expect(lines(incident)[0]).toMatchObject({ kind: 'note', text: 'seen' });
    expect(lines(incident)[0]).not.toHaveProperty('incident');
    expect(clock.slept()).toBe(0);
  });

  it('stands in its own record where that is free at the fifth attempt', async () => {
    const { attempts, clock, context, lines } = world({ freeAfter: 4 });
    const written = await writeToIncident(context, incident, 'note', { text: 'seen' });
    expect(written).toMatchObject({ record: incident, beside: false });
    expect(lines(incident)).toHaveLength(1);
    expect([attempts(), clock.slept()]).toEqual([5, 160]);
  });

  it('stands beside it where it is not, and names it', async () => {
    const { attempts, clock, context, done, lines } = world({ freeAfter: 5 });
    const { record, entry, beside } = await writeToIncident(context, incident, 'note', {
      text: 'seen',
    });
    expect(record).toMatch(/-note-incident-errors$/);
    expect(beside).toBe(true);
    expect(entry).toMatchObject({ kind: 'note', text: 'seen', incident });
    expect(lines(record)).toEqual([entry]);
    expect(lines(incident)).toEqual([]);
    expect(done).toEqual(['wrote note', `closed ${record}`]);
    expect([attempts(), clock.slept()]).toEqual([5, 160]);
  });

  it('gives the record back as well where it cannot be written', async () => {
    const { context, done, journal } = world();
    const full = new Error('The disk is full.');
    const reopen = async (id: string) => ({
      ...(await journal.reopen(id)),
      append: () => Promise.reject(full),
    });
    const broken = { ...context, journal: { ...journal, reopen } };
    await expect(writeToIncident(broken, incident, 'note', { text: 'x' })).rejects.toBe(full);
    expect(done).toEqual([`closed ${incident}`]);
  });

  it.each([
    ['refuses for another reason', refusal, false],
    ['does not answer', new TsopsError({ kind: 'unreachable', message: 'EIO' }), true],
    ['has a bug', Object.assign(new Error('a bug'), { kind: 'refused' }), true],
  ])('is not tried again where the journal %s', async (_, failure, driven) => {
    const { clock, context, journal, memory } = world();
    const driver = driven ? { pid: 4711, host: 'desk' } : null;
    const broken = {
      ...journal,
      reopen: () => Promise.reject(failure),
      read: async (id: string) => ({ ...(await memory.read(id)), driver }),
    };
    const writing = writeToIncident({ ...context, journal: broken }, incident, 'note', {
      text: 'x',
    });
    await expect(writing).rejects.toBe(failure);
    expect(clock.slept()).toBe(0);
    expect([...memory.records.keys()]).toEqual([incident]);
  });
});

describe('an incident that is taken up', () => {
  it('says whose record it takes over', async () => {
    const { context, lines } = world({ tookOver: { pid: 4711, host: 'gone.example' } });
    await continueIncident(context.journal, incident);
    expect(lines(incident)).toMatchObject([{ kind: 'takeover', pid: 4711, host: 'gone.example' }]);
  });

  it.each([null, undefined])('says nothing where nobody drove it: %s', async (tookOver) => {
    const { context, lines } = world({ tookOver });
    expect((await continueIncident(context.journal, incident)).id).toBe(incident);
    expect(lines(incident)).toEqual([]);
  });
});

describe('an incident that is begun', () => {
  const begin = (context: ReturnType<typeof world>['context'], more = {}) =>
    startIncident(context, { ...options, ...more });
  const fresh = () => {
    const here = world();
    here.memory.records.delete(incident);
    return here;
  };

  it('is begun in turn, and is left open to whoever began it', async () => {
    const { context, done, lines } = fresh();
    const record = await begin(context);
    expect(done).toEqual(['in turn: incident-start', 'wrote started']);
    const [{ seq, at, eventAt, actor, prev, ...fields } = {}] = lines(record.id);
    expect(fields).toEqual({
      kind: 'started',
      title: 'Errors',
      severity: 'P2',
      environment: 'production',
      runbook: null,
      drill: false,
    });
  });

  it('holds what its runbook looks at, and when it was detected', async () => {
    const { context, lines } = fresh();
    const pinned = pinTime(context.clock.now());
    const detectedAt = context.clock.now() - 60_000;
    const drilled = { ...context, drill: true };
    const { id } = await begin(drilled, { runbook: 'high-error-rate', pinned, detectedAt });
    expect(lines(id)).toMatchObject([
      { runbook: 'high-error-rate', pinned, eventAt: detectedAt, drill: true },
    ]);
  });

  it.each([
    ['Errors after v1.2.3!', 'errors-after-v1.2.3'],
    ['One two three FOUR five six', 'one-two-three-four-five'],
    ['a'.repeat(41), 'a'.repeat(40)],
    [`${'a'.repeat(39)} b`, 'a'.repeat(39)],
    ['It is slow...', 'it-is-slow'],
    ['오류가 많다', 'production'],
    ['…', 'production'],
  ])('%j is named %s', async (title, slug) => {
    const { context } = fresh();
    expect((await begin(context, { title })).id).toBe(`0001-incident-${slug}`);
  });

  it('is refused while another is open, whatever its environment', async () => {
    const { context, memory } = fresh();
    const { id } = await begin(context);
    for (const environment of ['production', 'staging']) {
      await expect(begin(context, { environment })).rejects.toMatchObject({
        kind: 'refused',
        message: `An incident is open already: ${id} (Errors).`,
        next: [
          'tsops incident status',
          "tsops incident note 'what you see'",
          expect.stringMatching(/^tsops incident start … --another/),
        ],
      });
    }
    expect(memory.records.size).toBe(1);
  });

  it('elsewhere is refused only beside one of its environment, be it not the newest', async () => {
    const { context } = fresh();
    await begin(context);
    await begin(context, { environment: 'staging', another: 'elsewhere' });
    await begin(context, { environment: 'preview', another: 'elsewhere' });
    for (const environment of ['production', 'staging', 'preview']) {
      await expect(begin(context, { environment, another: 'elsewhere' })).rejects.toMatchObject({
        message: expect.stringContaining('is open already'),
      });
    }
  });

  it('on purpose is begun beside any, and asks for none', async () => {
    const { context, journal, memory } = fresh();
    await begin(context);
    const read = () => Promise.reject(new Error('unexpected read'));
    const blind = { ...context, journal: { ...journal, read, list: read } };
    await begin(blind, { another: true });
    expect(memory.records.size).toBe(2);
  });

  it('says which record does not tell whether one is open', async () => {
    const { context, memory, terminal } = fresh();
    memory.records.set('0000-incident-torn', []);
    await begin(context);
    expect(terminal.lines).toEqual([expect.stringContaining('0000-incident-torn is damaged')]);
    await begin(context, { another: true });
    expect(terminal.lines).toHaveLength(1);
  });
});
