import { describe, expect, it } from 'vitest';
import { lineNamed, mergeLines } from '../../../src/domain/incident/merged-lines.ts';
import { line, own, startedFields } from '../../support/incident.ts';

const rollback = '20261125T032000Z-rollback-production';
const intent = { action: 'rollback', environment: 'production', incident: own };

describe('the lines of an incident', () => {
  it('are those of all its records in the order of writing, each with an id that people can say', () => {
    const lines = mergeLines(
      { id: own, entries: [line(1, 0, 'started', startedFields), line(2, 9, 'note')] },
      [{ id: rollback, entries: [line(1, 5, 'intent', intent), line(2, 10, 'outcome')] }],
    );
    expect(lines.map(({ id }) => id)).toEqual(['#1', 'rollback#1', '#2', 'rollback#2']);
  });

  it('end an action before the incident says so, where both were written in the same millisecond', () => {
    const acted = { action: 'rollback', record: rollback };
    const entries = [line(1, 0, 'started', startedFields), line(2, 5, 'acting', acted)];
    const ends = [line(3, 9, 'acted', acted), line(4, 9, 'recovery')];
    const lines = mergeLines({ id: own, entries: [...entries, ...ends] }, [
      { id: rollback, entries: [line(1, 5, 'intent', intent), line(2, 9, 'outcome')] },
    ]);
    expect(lines.map(({ id }) => id)).toEqual(['#1', '#2', 'rollback#1', 'rollback#2', '#3', '#4']);
  });

  it('number the records of the same action, the oldest without a number', () => {
    const other = rollback.replace('0320', '0330');
    const lines = mergeLines({ id: own, entries: [line(1, 0, 'started', startedFields)] }, [
      { id: other, entries: [line(1, 15, 'intent', intent)] },
      { id: rollback, entries: [line(1, 5, 'intent', intent)] },
    ]);
    expect(lines.map(({ id }) => id)).toEqual(['#1', 'rollback#1', 'rollback-2#1']);
  });

  it('keep their order within a record where the clock was set back', () => {
    const entries = [line(1, 10, 'started', startedFields), line(2, 3, 'note'), line(3, 4, 'note')];
    const beside = { id: '20261125T031800Z-note-incident-errors', entries: [line(1, 5, 'note')] };
    const lines = mergeLines({ id: own, entries }, [beside]);
    expect(lines.map(({ id }) => id)).toEqual(['note#1', '#1', '#2', '#3']);
  });

  it('show the last correction of a line, and keep the line', () => {
    const lines = mergeLines(
      {
        id: own,
        entries: [
          line(1, 0, 'started', startedFields),
          line(2, 1, 'note', { text: 'staging' }),
          line(3, 2, 'correction', { of: 2, text: 'production' }),
          line(4, 3, 'correction', { of: 2, text: 'both' }),
          line(5, 4, 'correction', { of: 1, record: rollback, text: 'of yesterday' }),
        ],
      },
      [{ id: rollback, entries: [line(1, 1, 'intent', intent)] }],
    );
    expect(lineNamed(lines, '2')?.corrected).toEqual({ text: 'both', by: '#4' });
    expect(lineNamed(lines, '2')?.fields.text).toBe('staging');
    expect(lineNamed(lines, 'rollback#1')?.corrected?.text).toBe('of yesterday');
  });

  it('are safe to show whatever a record holds', () => {
    const entries = [line(1, 0, 'started', { ...startedFields, actor: '\u001b[2Jmallory\u202e' })];
    expect(mergeLines({ id: own, entries }, [])[0]?.actor).toBe('mallory');
  });
});
