import { appendFileSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { isSettled, stampNow, stampOf } from '../../src/journal/file-stamp.ts';
import { createNamedIncidents } from '../../src/journal/incidents-named.ts';
import { createKeptScans } from '../../src/journal/kept-scans.ts';
import { entryOf } from '../../src/journal/line.ts';
import { chainedLines, journalFile, sha256 } from '../support/journal-file.ts';

/** Long after the tick of the file system's clock. */
const later = () => {
  const now = Date.now();
  return vi.spyOn(Date, 'now').mockReturnValue(now + 60_000);
};
beforeEach(() => {
  vi.restoreAllMocks();
  later();
});

const lines = chainedLines({ n: 1, incident: 'a' }, { n: 2 }, { n: 3, incident: 'b' });
const [first = '', second = '', third = ''] = lines;
const stamp = (file: string) => () => {
  const now = stampNow(file);
  if (now === undefined) throw new Error(`no ${file}`);
  return now;
};

/** A record of the first two lines; `append` adds one as its writer does. */
function record() {
  const { file } = journalFile([first, second]);
  const kept = createKeptScans();
  const append = (line: string, how = stamp(file)) => {
    appendFileSync(file, `${line}\n`);
    const entry = entryOf(line);
    if (entry === undefined) throw new Error(`no entry: ${line}`);
    kept.append(file, { entry, line }, how);
  };
  return { append, file, kept };
}

describe('the incidents that a record names', () => {
  const named = (text: string) => [...createNamedIncidents().of(journalFile(text).file)];

  it.each([64, 128])(
    'are found where a name stands across the %i KiB that are read at once',
    (kib) => {
      const text = '"incident":"2026-11-29-slow"';
      for (let before = 0; before <= text.length; before += 1) {
        const filling = 'x'.repeat(kib * 1024 - before);
        expect(named(`${filling}${text}`)).toEqual(['2026-11-29-slow']);
      }
    },
  );

  it('are each told once, in their order, and none where the field holds no name', () => {
    const text =
      '{"incident":"b"}{"incident":"a"}{"incident":"b"}{"incident":""}{"incident":"x\\"y"}{"incidents":"c"}';
    expect(named(text)).toEqual(['b', 'a']);
  });

  it('are read again from a file that is gone and came back', () => {
    const { file } = journalFile('"incident":"a"');
    const incidents = createNamedIncidents();
    expect([...incidents.of(file)]).toEqual(['a']);
    rmSync(file);
    expect(() => incidents.of(file)).toThrow(/ENOENT/);
    writeFileSync(file, '"incident":"b"');
    expect([...incidents.of(file)]).toEqual(['b']);
  });
});

describe('the stamp of a file', () => {
  it('is its identity, size and times', () => {
    const { file } = journalFile('x');
    const stat = statSync(file, { bigint: true });
    expect(stampNow(file)).toEqual({
      text: `${stat.ino} ${stat.size} ${stat.mtimeNs} ${stat.ctimeNs}`,
      changedAt: Number(stat.ctimeNs / 1_000_000n),
    });
    expect(stampOf(stat)).toEqual(stampNow(file));
  });

  it('is none where there is no file', () => {
    const { file } = journalFile('x');
    rmSync(file);
    expect(stampNow(file)).toBeUndefined();
  });

  it.each([
    [20, false],
    [21, true],
  ])('is settled after %i ms: %s', (passed, settled) => {
    expect(isSettled({ text: '', changedAt: Date.now() - passed })).toBe(settled);
  });
});

describe('a record that is kept', () => {
  it('tells all that its file holds', async () => {
    const { file, kept } = record();
    expect(await kept.read(file)).toMatchObject({
      entries: [JSON.parse(first), JSON.parse(second)],
      left: 0,
      unvouched: new Set(),
      incidents: new Set(['a']),
      seq: 2,
      prev: sha256(second),
    });
  });

  it('is not read a second time while its file stands', async () => {
    const { file, kept } = record();
    const read = await kept.read(file);
    expect(await kept.read(file)).toBe(read);
    expect(await kept.recall(file, stampNow(file))).toBe(read);
  });

  it('is read again once it was changed, and forgotten until then', async () => {
    const { file, kept } = record();
    const before = stampNow(file);
    await kept.read(file);
    writeFileSync(file, readFileSync(file, 'utf8').replace('"n":2', '"n":7'));
    expect(await kept.recall(file, stampNow(file))).toBeUndefined();
    expect(await kept.recall(file, before)).toBeUndefined();
    expect((await kept.read(file)).entries).toMatchObject([{ n: 1 }, { n: 7 }]);
  });

  it('is recalled neither before it was read nor without a stamp', async () => {
    const { file, kept } = record();
    expect(await kept.recall(file, stampNow(file))).toBeUndefined();
    await kept.read(file);
    expect(await kept.recall(file, undefined)).toBeUndefined();
  });

  it('is not kept where its last line is cut short, nor where it was changed just now', async () => {
    const { file, kept } = record();
    appendFileSync(file, '{"seq":3');
    await kept.read(file);
    expect(await kept.recall(file, stampNow(file))).toBeUndefined();
    const fresh = record();
    vi.mocked(Date.now).mockReturnValue(stampNow(fresh.file)?.changedAt ?? 0);
    await fresh.kept.read(fresh.file);
    expect(await fresh.kept.recall(fresh.file, stampNow(fresh.file))).toBeUndefined();
  });

  it('names the entries that nothing vouches for', async () => {
    const { file } = journalFile([first, third, second]);
    const { entries, unvouched } = await createKeptScans().read(file);
    expect([...unvouched].map(({ seq }) => seq)).toEqual([3, 2]);
    expect(unvouched.has(entries[1] as never)).toBe(true);
  });

  it('throws what the file system throws', async () => {
    const { file, kept } = record();
    rmSync(file);
    await expect(kept.read(file)).rejects.toMatchObject({ code: 'ENOENT' });
    expect(() => kept.incidents(file)).toThrow(expect.objectContaining({ code: 'ENOENT' }));
  });
});

describe('what this process appends to it', () => {
  it('is known without reading, as a reading would tell it', async () => {
    const { append, file, kept } = record();
    await kept.read(file);
    append(third);
    const recalled = await kept.recall(file, stampNow(file));
    const { incidents: _, ...told } = recalled ?? {};
    const { incidents, ...read } = await createKeptScans().read(file);
    expect(told).toEqual(read);
    expect(incidents).toEqual(new Set(['a', 'b']));
    const fourth = chainedLines({ n: 1, incident: 'a' }, { n: 2 }, { n: 3, incident: 'b' }, {})[3];
    append(fourth ?? '');
    expect((await kept.recall(file, stampNow(file)))?.entries).toHaveLength(4);
  });

  it('is read again where it does not follow, or the file cannot be looked at', async () => {
    const gap = record();
    await gap.kept.read(gap.file);
    gap.append(third.replace('"seq":3', '"seq":4'));
    expect(await gap.kept.recall(gap.file, stampNow(gap.file))).toBeUndefined();
    const blind = record();
    await blind.kept.read(blind.file);
    blind.append(third, () => {
      throw new Error('EIO');
    });
    expect(await blind.kept.recall(blind.file, stampNow(blind.file))).toBeUndefined();
  });

  it('is nothing to a record that was not read', async () => {
    const { append, file, kept } = record();
    append(third);
    expect(await kept.recall(file, stampNow(file))).toBeUndefined();
  });

  it('is kept up to 200 lines', async () => {
    const { append, file, kept } = record();
    await kept.read(file);
    const fields = Array.from({ length: 203 }, (_, before) => ({ n: before }));
    const added = chainedLines(...fields).slice(2);
    for (const line of added.slice(0, 200)) append(line);
    expect((await kept.recall(file, stampNow(file)))?.entries).toHaveLength(202);
    append(added[200] ?? '');
    expect(await kept.recall(file, stampNow(file))).toBeUndefined();
  });
});

describe('the incidents that a record names', () => {
  const named = (...texts: readonly string[]) => {
    const { file } = journalFile(texts);
    return [...createNamedIncidents().of(file)];
  };

  it('are each of them once, wherever they stand', () => {
    const field = (name: string) => JSON.stringify({ incident: name });
    expect(named(field('a'), field('b'), field('a'))).toEqual(['a', 'b']);
    expect(named(field('x'.repeat(300)))).toHaveLength(1);
    expect(named(field('x'.repeat(301)), field(''), field('a"b'), '{"incidents":"c"}')).toEqual([]);
  });

  it.each([0, 1, 12, 25, 26, 27, 40])(
    'are found %i characters before the end of a piece',
    (before) => {
      const padding = 'x'.repeat(64 * 1024 - before);
      expect(named(`${padding}${JSON.stringify({ incident: 'errors' })}`)).toEqual(['errors']);
    },
  );

  it('are those of the file as it is now', () => {
    const { file } = journalFile([first]);
    const incidents = createNamedIncidents();
    expect([...incidents.of(file)]).toEqual(['a']);
    expect(incidents.of(file)).toBe(incidents.of(file));
    appendFileSync(file, `${third}\n`);
    expect([...incidents.of(file)]).toEqual(['a', 'b']);
  });

  it('are those that were learnt from a reading, while the file stands', () => {
    const { file } = journalFile([first]);
    const incidents = createNamedIncidents();
    const learnt = new Set(['learnt']);
    incidents.learn(file, stamp(file)(), learnt);
    expect(incidents.of(file)).toBe(learnt);
    appendFileSync(file, `${third}\n`);
    expect([...incidents.of(file)]).toEqual(['a', 'b']);
  });

  it('are not learnt from a file that was changed just now', () => {
    const { file } = journalFile([first]);
    const incidents = createNamedIncidents();
    vi.mocked(Date.now).mockReturnValue(stamp(file)().changedAt);
    incidents.learn(file, stamp(file)(), new Set(['learnt']));
    expect([...incidents.of(file)]).toEqual(['a']);
    expect(incidents.of(file)).not.toBe(incidents.of(file));
  });

  it('are told by a reading to whoever asks for them alone', async () => {
    const { file, kept } = record();
    const { incidents } = await kept.read(file);
    expect(kept.incidents(file)).toBe(incidents);
  });
});
