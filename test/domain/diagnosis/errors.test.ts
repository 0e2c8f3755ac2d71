import { describe, expect, it } from 'vitest';
import { diagnoseErrors } from '../../../src/domain/diagnosis/errors.ts';
import type { Diagnosis } from '../../../src/domain/diagnosis/types.ts';
import type { Collected } from '../../../src/domain/evidence/findings.ts';
import {
  answer,
  at,
  badDeploy,
  bot,
  browser,
  correlation,
  deployed,
  down,
  onset,
  outage,
  rate,
  recovered,
  riddle,
  service,
  split,
  tie,
  type,
  without,
  withTypes,
} from './collected.ts';

const minute = 60_000;
const diagnosed = (collected: Collected, ...marks: Parameters<typeof diagnoseErrors>[1]) =>
  diagnoseErrors(collected, marks);
const english = ({ why }: Diagnosis) => why.map(({ en }) => en).join('\n');
const withServices = (collected: Collected, ...dependencies: ReturnType<typeof service>[]) => ({
  ...collected,
  dependencies: answer({ dependencies }),
});

describe('a bad deploy', () => {
  it('is clear, and goes back to the last good version', () => {
    expect(diagnosed(badDeploy)).toMatchObject({
      standing: 'clear',
      recommended: 'recent-deployment',
      causes: ['recent-deployment'],
      response: { kind: 'rollback', from: 'v1.2.3', version: 'v1.2.2' },
    });
  });

  it('goes back past a version that is bad too', () => {
    const suspect = tie({ version: 'v1.2.2', liveAt: at - 150 * minute });
    const collected = {
      ...badDeploy,
      correlation: answer(correlation({ suspect, lift: 1, lastGood: 'v1.2.1' })),
    };
    const found = diagnosed(collected);
    expect(found.response).toEqual({ kind: 'rollback', from: 'v1.2.3', version: 'v1.2.1' });
    expect(found.ranked[0]?.about).toBe('v1.2.2');
  });

  it('without a version that is known to be good gets no rollback, and that is said', () => {
    const found = diagnosed({ ...badDeploy, correlation: answer(correlation({ lastGood: null })) });
    expect(found).toMatchObject({
      recommended: 'recent-deployment',
      response: { kind: 'look-further' },
    });
    expect(english(found)).toContain('no rollback is recommended');
  });

  it('that was rolled back already is watched', () => {
    const collected = {
      ...badDeploy,
      'recent-deploys': answer(deployed({ served: 'v1.2.2' })),
    };
    expect(diagnosed(collected).response).toEqual({ kind: 'watch' });
  });

  it('is named too where no dependency is configured', () => {
    const found = diagnosed({ ...badDeploy, dependencies: answer<never>(null, 'no-data') });
    expect(found.recommended).toBe('recent-deployment');
  });

  it('that shows in one browser alone is still the deploy', () => {
    const found = diagnosed({ ...badDeploy, 'browser-split': answer(split('Safari')) });
    expect(found).toMatchObject({ standing: 'clear', recommended: 'recent-deployment' });
  });

  it('is seen behind a service that is slow, which hardly any error names', () => {
    const slow = service({ probe: 'slow', statusPage: 'minor', errorShare: 0.03 });
    expect(diagnosed(withServices(badDeploy, slow))).toMatchObject({
      standing: 'clear',
      recommended: 'recent-deployment',
      response: { kind: 'rollback', version: 'v1.2.2' },
    });
  });

  it('that broke what asks a service is not blamed on the service, which is up', () => {
    const found = diagnosed(withServices(badDeploy, service({ errorShare: 0.97 })));
    expect(found.recommended).toBe('recent-deployment');
  });
});

describe('a deploy is innocent', () => {
  const innocent = (collected: Collected) => {
    const found = diagnosed(collected);
    expect(found.response.kind).not.toBe('rollback');
    expect(found.causes).not.toContain('recent-deployment');
    return found;
  };

  it('when the errors began before it', () => {
    const later = tie({ tied: false, gap: -25 * minute });
    const collected = {
      ...riddle,
      correlation: answer({ ...correlation({ suspect: null }), deploys: [later] }),
    };
    const found = innocent(collected);
    expect(found).toMatchObject({ recommended: 'cause-not-seen', standing: 'thin' });
    const deploy = found.ranked.find(({ hypothesis }) => hypothesis === 'recent-deployment');
    expect(deploy?.against[0]?.text.en).toBe('the errors began 25 min before v1.2.3 went live');
  });

  it('when nothing new appeared after it', () => {
    const collected = {
      ...badDeploy,
      correlation: answer(correlation({ newInSuspect: 0.02, lift: 30 })),
    };
    expect(innocent(collected).recommended).toBe('cause-not-seen');
  });

  it('when what is new names a service that is down', () => {
    const found = innocent(withServices(badDeploy, down(0.96)));
    expect(found).toMatchObject({
      standing: 'clear',
      recommended: 'external-service',
      causes: ['external-service'],
      response: { kind: 'fallback', dependency: 'DiceBear', active: true },
    });
  });

  it('until it is known how many errors name a service that is down', () => {
    innocent(withServices(badDeploy, down(null)));
  });

  it('until it is known whether the services that we rely on are up', () => {
    const found = innocent(without(badDeploy, 'dependencies'));
    expect(found).toMatchObject({ recommended: 'cause-not-seen', standing: 'thin' });
  });
});

describe('a service of others', () => {
  it('that is down and named is the cause', () => {
    expect(diagnosed(outage)).toMatchObject({
      standing: 'clear',
      recommended: 'external-service',
      causes: ['external-service'],
    });
  });

  it.each([
    ['inactive' as const, false, 'switch to it'],
    ['not-configured' as const, null, 'check it'],
    ['unknown' as const, null, 'check it'],
  ])('has a fallback that is %s', (fallback, active, said) => {
    const found = diagnosed(withServices(riddle, { ...down(0.96), fallback }));
    expect(found.response).toEqual({ kind: 'fallback', dependency: 'DiceBear', active });
    expect(english(found)).toContain(said);
  });

  it('that is down, while no error names it, is not the cause', () => {
    expect(diagnosed(withServices(riddle, down(0.01))).recommended).toBe('cause-not-seen');
  });
});

describe('two causes at once', () => {
  it('are both named where each explains its own errors', () => {
    expect(diagnosed(withServices(badDeploy, down(0.48)))).toMatchObject({
      standing: 'two-causes',
      causes: expect.arrayContaining(['recent-deployment', 'external-service']),
    });
  });

  it('are one where both would explain the same errors', () => {
    const found = diagnosed({ ...outage, 'browser-split': answer(split('Safari')) });
    expect(found).toMatchObject({ standing: 'clear', causes: ['external-service'] });
  });
});

describe('a browser', () => {
  it('that has more than its share is the cause, in an issue that names it', () => {
    const found = diagnosed(browser);
    expect(found).toMatchObject({ standing: 'clear', recommended: 'client', causes: ['client'] });
    const { response } = found;
    if (response.kind !== 'issue') throw new Error(response.kind);
    expect(response.title).toBe('Hotfix: TypeError: x is undefined on Safari');
    expect(response.body).toContain('| browser | Safari | 1940 | 97 % | 24 % |');
    expect(response.body).not.toContain('Chrome');
  });

  it('is not blamed for being popular', () => {
    expect(diagnosed(riddle).recommended).toBe('cause-not-seen');
  });

  it('without anybody behind it is a program', () => {
    expect(diagnosed(bot)).toMatchObject({
      recommended: 'false-alarm',
      causes: [],
      response: { kind: 'watch' },
    });
  });

  it('is not named while nobody knows how many people there are', () => {
    expect(diagnosed(without(browser, 'affected-users')).recommended).toBe('cause-not-seen');
    // What calls itself a program needs no count of people.
    expect(diagnosed(without(bot, 'affected-users')).recommended).toBe('false-alarm');
  });
});

describe('a false alarm', () => {
  it('is what ended by itself, also after a deploy', () => {
    expect(diagnosed(recovered).recommended).toBe('false-alarm');
    const both = { ...recovered, correlation: badDeploy.correlation } as Collected;
    expect(diagnosed(both).recommended).toBe('false-alarm');
  });

  it('is a rate within its limit that never rose', () => {
    const collected = {
      ...riddle,
      'error-rate': answer(rate({ rate: 0.2 }), 'ok'),
      'error-onset': answer(onset({ at: null, between: null }), 'ok'),
    };
    expect(diagnosed(collected)).toMatchObject({ standing: 'clear', recommended: 'false-alarm' });
  });

  it('is as many errors as at this hour on other days, unless the rate is over its limit', () => {
    const usual = answer(onset({ at: null, between: null, usualHour: true }), 'ok');
    const calm = answer(rate({ rate: 0.2 }), 'ok');
    const found = diagnosed({ ...riddle, 'error-rate': calm, 'error-onset': usual });
    expect(found).toMatchObject({ standing: 'clear', recommended: 'false-alarm' });
    expect(found.why.map(({ en }) => en)).toContain('as many errors as at this hour on other days');
    for (const verdict of ['warn', 'bad'] as const) {
      const over = answer(rate({ rate: 8 }), verdict);
      const none = diagnosed({ ...riddle, 'error-rate': over, 'error-onset': usual });
      expect(none.recommended).toBe('cause-not-seen');
    }
  });

  it('is mere warnings', () => {
    const collected = withTypes(
      {
        ...riddle,
        'error-rate': answer(rate({ rate: 0.2 }), 'ok'),
        // Warnings are no errors: none of them is among the counts.
        'error-onset': answer(onset({ at: null, between: null }), 'ok'),
      },
      type({ level: 'warning' }),
    );
    expect(diagnosed(collected).recommended).toBe('false-alarm');
  });
});

describe('what cannot be told', () => {
  it('is said: nothing explains the errors', () => {
    const found = diagnosed(riddle);
    expect(found).toMatchObject({
      standing: 'thin',
      recommended: 'cause-not-seen',
      causes: [],
      response: { kind: 'look-further' },
    });
    expect(english(found)).toContain('no evidence points to a cause');
  });

  it('is said: nothing was seen at all', () => {
    const found = diagnosed(without(badDeploy, ...(Object.keys(badDeploy) as (keyof Collected)[])));
    expect(found).toMatchObject({ standing: 'thin', recommended: 'cause-not-seen', margin: 25 });
    expect(found.unseen).toHaveLength(8);
    expect(found.unseen[0]).toEqual({
      evidence: 'affected-users',
      detail: 'affected-users could not be asked',
    });
  });

  it('is a tie where two stand as high and would explain the same errors', () => {
    const found = diagnosed({
      ...withServices(riddle, service({ probe: 'down', errorShare: 0.97 })),
      'browser-split': answer(split('Safari')),
    });
    expect(found).toMatchObject({ standing: 'tie', recommended: 'cause-not-seen', causes: [] });
    expect(english(found)).toContain('points apart');
  });
});

describe('by hand', () => {
  it('what is ruled out stands last and is not recommended', () => {
    const found = diagnosed(badDeploy, {
      hypothesis: 'recent-deployment',
      change: 'ruled-out',
      reason: 'rolled back in a copy: the errors stay',
    });
    expect(found.recommended).toBe('cause-not-seen');
    expect(found.ranked.at(-1)).toMatchObject({
      hypothesis: 'recent-deployment',
      ruledOut: 'rolled back in a copy: the errors stay',
    });
  });

  it('support counts its stated points, and takes an earlier ruling out back', () => {
    const [first] = diagnosed(
      badDeploy,
      { hypothesis: 'recent-deployment', change: 'ruled-out', reason: 'a guess' },
      { hypothesis: 'recent-deployment', change: 'supported', reason: 'seen in the diff' },
    ).ranked;
    const [plain] = diagnosed(badDeploy).ranked;
    expect(first?.ruledOut).toBeNull();
    expect((first?.score ?? 0) - (plain?.score ?? 0)).toBe(30);
  });

  it('a hypothesis of the engineer’s own is ranked, and named once it has the points', () => {
    const own = { hypothesis: 'expired certificate', reason: 'openssl says so' };
    const once = diagnosed(riddle, { ...own, change: 'added' });
    expect(once.ranked.map(({ hypothesis }) => hypothesis)).toContain('expired certificate');
    const twice = diagnosed(riddle, { ...own, change: 'added' }, { ...own, change: 'supported' });
    expect(twice.ranked[0]?.hypothesis).toBe('expired certificate');
  });
});

describe('errors of what calls itself a program', () => {
  const programs = (share: number): Collected => {
    const one = { kind: 'browser', errors: 900, sessionShare: 0, lift: null } as const;
    const spider = { ...one, name: 'Baiduspider-render', errorShare: share };
    const people = { ...one, name: 'Chrome', errorShare: 1 - share, sessionShare: 1 };
    const value = { clients: [spider, people], standsOut: spider, expectedFrom: 'page loads' };
    return { ...badDeploy, 'browser-split': answer(value) };
  };

  it('are a false alarm, however many addresses it has and whatever was deployed before', () => {
    const found = diagnoseErrors(programs(0.99), []);
    expect(found).toMatchObject({ recommended: 'false-alarm', response: { kind: 'watch' } });
    const said = found.ranked.flatMap((one) => one.for).map(({ text }) => text.en);
    expect(said).toContain('Baiduspider-render is a program, and programs have 99 % of the errors');
  });

  it('are those of a dependency in trouble, where they name it', () => {
    const both = { ...programs(0.99), dependencies: outage.dependencies };
    expect(diagnoseErrors(both as Collected, []).recommended).toBe('external-service');
  });

  it('are none where people have a tenth of many', () => {
    expect(diagnoseErrors(programs(0.9), []).recommended).not.toBe('false-alarm');
  });
});
