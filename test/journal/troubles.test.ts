import { describe, expect, it } from 'vitest';
import { TsopsError } from '../../src/contract/errors.ts';
import {
  cannotOpen,
  cannotRead,
  cannotWrite,
  closed,
  codeOf,
  damaged,
  lostLock,
  tooLong,
  unknownRecord,
} from '../../src/journal/troubles.ts';

const failure = (code: string) => Object.assign(new Error('a long story'), { code });

describe('what kept the journal from being written', () => {
  it.each([
    ['ENOSPC', 'no space is left on the disk (ENOSPC)'],
    ['EDQUOT', 'the disk quota is used up (EDQUOT)'],
    ['EACCES', 'permission denied (EACCES)'],
    ['EPERM', 'not permitted (EPERM)'],
    ['EROFS', 'the file system is read-only (EROFS)'],
    ['EIO', 'the disk failed (EIO)'],
    ['ENOTDIR', 'a file stands where a directory should (ENOTDIR)'],
    ['EMFILE', 'too many files are open (EMFILE)'],
    ['EXDEV', 'a long story'],
  ])('%s is said in words', (code, words) => {
    expect(cannotOpen('/state', failure(code)).message).toContain(`: ${words}.`);
  });

  it('is said as it is where it has no code, and is no error', () => {
    expect(cannotOpen('/state', new Error('no such luck')).message).toContain(': no such luck.');
    expect(cannotOpen('/state', 'a text').message).toContain(': a text.');
  });

  it('is passed on where it has been said already', () => {
    const said = new TsopsError({ kind: 'refused', message: 'said' });
    expect(cannotOpen('/state', said)).toBe(said);
    expect(cannotWrite('/state', 'intent', said)).toBe(said);
  });

  it('says that nothing was done of an intent alone', () => {
    expect(cannotWrite('/f', 'intent', failure('EIO')).kind).toBe('refused');
    for (const kind of ['receipt', 'dispatching', 'outcome', 'intents']) {
      const error = cannotWrite('/f', kind, failure('EIO'));
      expect(error.kind).toBe('unreachable');
      expect(`${error.message} ${error.why}`).not.toMatch(/nothing was done/i);
    }
  });

  it('keeps its cause', () => {
    const cause = failure('EIO');
    expect(cannotOpen('/f', cause).cause).toBe(cause);
    expect(cannotWrite('/f', 'outcome', cause).cause).toBe(cause);
  });
});

describe('what is typed next', () => {
  const makeRoom = expect.stringMatching(/^make that directory writable/);

  it.each([
    ['an intent', cannotOpen('/f', failure('EIO')), ['refused', makeRoom, /--unrecorded/]],
    [
      'a receipt',
      cannotWrite('/f', 'receipt', failure('EIO')),
      ['unreachable', makeRoom, /status/],
    ],
    ['a record', cannotRead('/f', failure('EIO')), ['unreachable', /^make that .* readable/]],
    ['a line', damaged('/f'), ['refused', /^look at the end/]],
    ['a lock', lostLock('r-1', 'outcome'), ['refused', /^look at what the other process did/]],
    ['a closed record', closed('r-1'), ['bug', /--debug/]],
    ['a long line', tooLong('note', 16_777_217), ['bug', /--debug/]],
  ])('is said where it is %s that failed', (_, error, [kind, ...next]) => {
    expect(error.kind).toBe(kind);
    expect(error.next).toEqual(
      next.map((line) => (line instanceof RegExp ? expect.stringMatching(line) : line)),
    );
  });

  it('stands beside what happened, where and to what', () => {
    expect(cannotOpen('/f', failure('EIO')).message).toContain('in /f: the disk failed (EIO).');
    expect(cannotWrite('/f', 'receipt', failure('EIO')).message).toBe(
      'The receipt could not be recorded in /f: the disk failed (EIO).',
    );
    const unread = cannotRead('/f', failure('EIO'));
    expect(unread.message).toBe('The journal could not be read at /f: the disk failed (EIO).');
    expect(unread.cause).toMatchObject({ code: 'EIO' });
    expect(damaged('/f').message).toMatch(/^\/f holds a line longer than 16 MiB/);
    expect(lostLock('r-1', 'outcome').message).toMatch(/^The outcome was not recorded: .* r-1\.$/);
    expect(closed('r-1').message).toContain('r-1');
    expect(tooLong('note', 16_777_217).message).toMatch(/kind note takes 16777217 bytes/);
  });
});

describe('the code of an error', () => {
  it('is what the system says, and none where it says nothing', () => {
    expect(codeOf(failure('EIO'))).toBe('EIO');
    expect(codeOf(new Error('x'))).toBeUndefined();
    expect(codeOf({ code: 'EIO' })).toBeUndefined();
    expect(codeOf(undefined)).toBeUndefined();
  });
});

describe('a record that is not there', () => {
  const ids = [
    '20261123T031500Z-rollback-production',
    '20261123T031500Z-invalidate-production',
    '20261122T031500Z-rollback-staging',
    '20261121T031500Z-page-production',
  ];
  const nearest = async (id: string, known = ids) => {
    const { kind, message, next } = await unknownRecord(id, known);
    expect([kind, message]).toEqual(['usage', `There is no record named "${id}".`]);
    return next.flatMap((line) => line.replace('the nearest are: ', '').split(', '));
  };

  it('is told with the three nearest: those that contain it, then those that differ least', async () => {
    expect(await nearest('rollback')).toEqual([ids[0], ids[2], ids[3]]);
    expect(await nearest('20261123T031500Z-rollback-productoin')).toEqual(ids.slice(0, 3));
    expect(await nearest('staging')).toHaveLength(3);
    expect((await nearest('staging'))[0]).toBe(ids[2]);
  });

  it('is told without any where there is none', async () => {
    expect(await nearest('rollback', [])).toEqual([]);
  });
});
