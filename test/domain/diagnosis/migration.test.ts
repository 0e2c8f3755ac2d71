import { describe, expect, it } from 'vitest';
import { migrationIn } from '../../../src/domain/diagnosis/migration.ts';
import type { ErrorType } from '../../../src/domain/errors/findings.ts';
import { answer, riddle, tie, type, without } from './collected.ts';

const of = (
  types: readonly ErrorType[],
  events = 1_000,
  suspect: ReturnType<typeof tie> | null = tie(),
) => migrationIn({ 'error-types': answer({ types, events, newShare: 1 }) }, suspect);
const moved = (change: Partial<ErrorType> = {}) =>
  type({ title: 'MigrationError', culprit: 'src/store/open.ts in open', events: 500, ...change });

describe('a migration of stored data is told by what its errors are called', () => {
  it.each([
    ['Could not migrate the store', true],
    ['VersionError: the requested version is less', true],
    ['schemaVersion 7 is unknown', true],
    ['schema version 7 is unknown', true],
    ['schema-version 7 is unknown', true],
    ['schema_version 7 is unknown', true],
    ['ConversionError: no rate', false],
    ['VersionErrors of the API', false],
    ['the schema of version 7', false],
    ['myschemaversion 7', false],
    ['TypeError: x is undefined', false],
  ])('%s: %s', (title, expected) => {
    expect(of([moved({ title })]) !== null).toBe(expected);
  });

  it('or by where they come from', () => {
    expect(of([moved({ title: 'TypeError', culprit: 'src/store/migrations.ts in up' })])).toEqual({
      culprit: 'src/store/migrations.ts in up',
      isMain: true,
    });
  });
});

describe('it is the deploy’s', () => {
  it('where its errors are new with its version, or with a release that is not known', () => {
    expect(of([moved({ firstVersion: 'v1.2.3' })])).not.toBeNull();
    expect(of([moved({ firstVersion: '1.2.3' })])).not.toBeNull();
    expect(of([moved({ firstVersion: null })])).not.toBeNull();
  });

  it('not where they are of another version, or not new', () => {
    expect(of([moved({ firstVersion: 'v1.2.2' })])).toBeNull();
    expect(of([moved({ firstVersion: null, isNew: false })])).toBeNull();
    expect(of([moved({ isNew: false })])).toBeNull();
  });

  it('not where no deploy is suspected, or the errors are not known', () => {
    expect(of([moved()], 1_000, null)).toBeNull();
    expect(migrationIn(without(riddle, 'error-types'), tie())).toBeNull();
  });
});

describe('how many meet it', () => {
  it.each([
    [44, null],
    [45, false],
    [299, false],
    [300, true],
    [900, true],
  ])('%d of 900 events: what broke is it: %s', (events, isMain) => {
    expect(of([moved({ events })], 900)?.isMain ?? null).toBe(isMain);
  });

  it('is counted over all of its errors, and the weightiest is named', () => {
    const few = moved({ events: 30, culprit: 'few' });
    const many = moved({ events: 300, culprit: 'many' });
    const some = moved({ events: 100, culprit: 'some' });
    expect(of([few, many, some], 1_290)).toEqual({ culprit: 'many', isMain: true });
    expect(of([few, many, some], 1_291)).toEqual({ culprit: 'many', isMain: false });
  });

  it('is nobody where there are no errors', () => {
    expect(of([], 0)).toBeNull();
  });

  it('leaves out the errors of others', () => {
    const other = type({ title: 'TypeError', events: 900 });
    expect(of([other, moved({ events: 40 })], 940)).toBeNull();
  });
});
