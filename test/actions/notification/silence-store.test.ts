import { describe, expect, it } from 'vitest';
import { openNotifier } from '../../../src/actions/notification/alert-notifier.ts';
import { writeSilence } from '../../../src/actions/notification/silence-store.ts';
import { addedSilences, silenceRecord } from '../../../src/evidence/alerts/silences.ts';
import { createUnrecordedJournal } from '../../../src/journal/unrecorded.ts';
import { silence, standing } from '../../domain/notification/support.ts';
import { fakeContext } from '../../support/context.ts';
import { incidentOnDisk } from '../../support/incident.ts';
import { fakeTerminal } from '../../support/terminal.ts';

const { end: _, endedBy: __, by: ___, ...fields } = silence('High Error Rate', 0, 60);
const nothingAgainst = () => null;

describe('the record of silences on disk', () => {
  it('is one record, whoever adds to it', async () => {
    const { journal } = await incidentOnDisk();
    await writeSilence(journal, 'silenced', fields, nothingAgainst);
    await writeSilence(journal, 'silenced', { ...fields, id: 's2' }, (known) =>
      known.length === 1 ? null : 'not read',
    );
    expect((await journal.list()).filter((id) => id.endsWith('-alert-silences'))).toHaveLength(1);
    expect((await addedSilences(journal)).map(({ id }) => id)).toEqual(['s1', 's2']);
  });

  it('is not written where there is an objection to what stands there by then', async () => {
    const { journal } = await incidentOnDisk();
    const refused = writeSilence(journal, 'silenced', fields, () => 's1 is taken.');
    await expect(refused).rejects.toMatchObject({ kind: 'refused', message: 's1 is taken.' });
    expect(await silenceRecord(journal)).toBeUndefined();
  });

  it('must be on disk: what only this process knows silences nothing', async () => {
    const { journal, clock } = await incidentOnDisk();
    const inMemory = createUnrecordedJournal({
      recorded: journal,
      clock,
      actor: 'minji@desk',
      secrets: [],
      warn: () => {},
    });
    const lost = writeSilence(inMemory, 'silenced', fields, nothingAgainst);
    await expect(lost).rejects.toMatchObject({ kind: 'refused' });
  });
});

describe('a watch that cannot read what is silenced', () => {
  it('says so, and tells people: that is the lesser harm', async () => {
    const { journal, clock } = await incidentOnDisk();
    await writeSilence(journal, 'silenced', fields, nothingAgainst);
    const id = await silenceRecord(journal);
    const terminal = fakeTerminal(() => clock.now());
    const read: typeof journal.read = async (named) => {
      if (named === id) throw new Error('EIO');
      return journal.read(named);
    };
    const context = fakeContext({ clock, terminal, journal: { ...journal, read } });
    const own = { service: 'T', language: 'en' as const, chatChannels: {}, phones: [] };
    const addressing = { ...own, urls: {}, drill: false };
    const affectedUsers = async () => null;
    const parts = { addressing: async () => addressing, affectedUsers, repeatEvery: 4 * 3_600_000 };
    const notifier = await openNotifier(context, parts);
    const [event] = await notifier.evaluated([standing('High Error Rate', true, 0)]);
    expect(event?.suppressed).toBeNull();
    expect(terminal.lines.join('\n')).toContain('So nothing is silenced.');
    await notifier.close();
  });
});
