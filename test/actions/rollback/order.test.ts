import { describe, expect, it } from 'vitest';
import { run } from '../../support/github.ts';
import { memoryJournal } from '../../support/journal.ts';
import { rollbackWorld, runRollback } from '../../support/rollback.ts';

describe('the line that announces a dispatch', () => {
  it('is on disk before the dispatch leaves', async () => {
    const memory = memoryJournal(() => Date.parse('2026-11-23T03:00:00Z'));
    let onDisk = (): void => {};
    const written = new Promise<void>((resolve) => {
      onDisk = resolve;
    });
    let reached = (): void => {};
    const announced = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const journal = {
      ...memory,
      start: async (topic: string) => {
        const record = await memory.start(topic);
        const append: typeof record.append = async (kind, fields) => {
          if (kind === 'dispatching') {
            reached();
            await written;
          }
          return record.append(kind, fields);
        };
        return { ...record, append };
      },
    };
    const world = rollbackWorld({ journal });
    const rolled = runRollback(world);
    await announced;
    await new Promise((resolve) => setImmediate(resolve));
    expect(world.hub.sent).toEqual([]);
    onDisk();
    expect((await rolled).data.state).toBe('done');
    expect(world.hub.sent).toHaveLength(1);
  });
});

describe('what is served, where build-info.json cannot be read', () => {
  const planned = async (conclusion: string) => {
    const runs = [
      run(902, 'Deploy v1.2.2 to production'),
      run(903, 'Deploy v1.2.3 to production'),
      run(904, 'Deploy v1.2.4 to production', { conclusion }),
    ];
    const tags = ['v1.2.2', 'v1.2.3', 'v1.2.4'];
    const world = rollbackWorld({ serves: () => 'not JSON', github: { runs, tags } });
    return (await runRollback(world, {}, { dryRun: true })).data.plan.current?.version;
  };

  it('is the last deploy that succeeded, not one that failed after it', async () => {
    expect(await planned('failure')).toBe('v1.2.3');
    expect(await planned('success')).toBe('v1.2.4');
  });
});
