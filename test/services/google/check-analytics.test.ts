import { expect, it } from 'vitest';
import type { ScenarioInput } from '../../../src/sandbox/scenario.ts';
import { PROPERTY } from '../../../src/sandbox/systems/analytics/system.ts';
import { PROJECT } from '../../../src/sandbox/systems/mixpanel.ts';
import { checkGoogleAnalytics } from '../../../src/services/google/check-analytics.ts';
import { createHttp } from '../../../src/services/http/client.ts';
import { checkMixpanel } from '../../../src/services/mixpanel/check.ts';
import { sandboxed } from '../../sandbox/sandboxed.ts';
import { fakeClock } from '../../support/clock.ts';

async function parts(analytics: object = {}, env: Readonly<Record<string, string>> = {}) {
  const { sandbox } = await sandboxed('calm', { analytics } as Partial<ScenarioInput>);
  const { urls } = sandbox;
  return {
    common: {
      http: createHttp({ env: {}, loopbackOnly: true }),
      clock: fakeClock(sandbox.world.now()),
      env: { ...sandbox.env, ...env },
    },
    google: {
      apiUrl: `${urls.analytics}/v1beta`,
      tokenUrl: `${urls.analytics}/token`,
      property: PROPERTY,
    },
    mixpanel: { apiUrl: `${urls.mixpanel}/api/query`, project: PROJECT },
  };
}
const reach = { timeout: 2000 };

it('the property is read by the service account, and what it cannot tell apart is said', async () => {
  const { common, google } = await parts();
  expect(await checkGoogleAnalytics({ ...common, config: google }, reach)).toMatchObject({
    state: 'works',
    detail: expect.stringMatching(/^tsops@\S+ reads the property 412300001$/),
  });
  const without = await parts({ label: false });
  const checked = { ...without.common, config: without.google };
  expect(await checkGoogleAnalytics(checked, reach)).toMatchObject({
    state: 'limited',
    next: [expect.stringMatching(/register the event parameter event_label/)],
  });
});

it('what is not set, or off, is told with what to do', async () => {
  const { common, google } = await parts({}, { GOOGLE_APPLICATION_CREDENTIALS: '' });
  const { property: _property, ...addresses } = google;
  const nothing = await checkGoogleAnalytics({ ...common, config: addresses }, reach);
  expect(nothing.state).toBe('not-set');
  expect(nothing.next).toHaveLength(2);
  const off = await parts({ api: false });
  const checked = await checkGoogleAnalytics({ ...off.common, config: off.google }, reach);
  expect([checked.state, checked.next?.join()]).toEqual([
    'rejected',
    expect.stringMatching(/^turn it on: https:\/\/console\.developers\.google\.com\//),
  ]);
});

it('a project of Mixpanel is read by one query', async () => {
  const { common, mixpanel } = await parts();
  const check = (config: object) =>
    checkMixpanel({ ...common, config: { ...mixpanel, ...config } }, reach);
  expect(await check({})).toMatchObject({ state: 'works' });
  expect(await check({ project: '7' })).toMatchObject({ state: 'rejected' });
  expect(await check({ project: undefined })).toMatchObject({ state: 'limited' });
  const unset = { ...common, env: {}, config: mixpanel };
  expect(await checkMixpanel(unset, reach)).toMatchObject({ state: 'not-set' });
});
