import { describe, expect, it } from 'vitest';
import { TsopsError } from '../../../src/contract/errors.ts';
import { access } from '../../../src/domain/doctor/access.ts';
import type { Cdn, Distribution } from '../../../src/ports/cdn.ts';
import { type AwsChecked, checkAws } from '../../../src/services/aws/check.ts';
import { distribution } from '../../support/cdn.ts';

const production = { url: 'https://talkstudio.app', cdn: { id: 'E1TALK' } };

const never = () => Promise.reject(new Error('asked'));
const ask = (
  services: Partial<Pick<AwsChecked, 'cdn' | 'metrics'>>,
  environment: AwsChecked['environment'] = production,
) =>
  checkAws(
    { name: 'production', cdn: never, metrics: never, ...services, environment },
    { timeout: 100 },
  );

const failing = (kind: 'credentials' | 'unreachable' | 'config', message: string) => () =>
  Promise.reject(new TsopsError({ kind, message, next: ['do this'] }));

describe('what AWS lets us do', () => {
  const aws = (
    found: Partial<Distribution> | Cdn['distribution'],
    metrics = access('works', 'metrics readable'),
  ) => ({
    cdn: async () =>
      ({
        distribution:
          typeof found === 'function' ? found : async () => ({ ...distribution, ...found }),
      }) as Partial<Cdn> as Cdn,
    metrics: async () => metrics,
  });

  it('works: distribution and metrics', async () => {
    const checks = await ask(aws({}));
    expect(checks).toMatchObject([
      { name: 'distribution', state: 'works' },
      { name: 'metrics', state: 'works' },
    ]);
  });

  it('is not set without a distribution, and nobody is asked', async () => {
    const checks = await ask({}, { url: production.url });
    expect(checks).toMatchObject([{ name: 'distribution', state: 'not-set' }]);
  });

  it.each([
    ['serves another host', { aliases: ['other.app'] }, 'limited'],
    ['serves it by a wildcard', { aliases: ['*.app'] }, 'works'],
    ['is disabled', { enabled: false }, 'limited'],
  ])('a distribution that %s', async (_name, part, state) => {
    const [found] = await ask(aws(part));
    expect(found?.state).toBe(state);
  });

  it('says only once that there are no credentials', async () => {
    const none = access('not-set', 'no credentials', 'export AWS_PROFILE=…');
    const checks = await ask(aws(failing('credentials', 'none'), none));
    expect(checks).toMatchObject([{ name: 'credentials', state: 'not-set' }]);
  });

  it('tells the two permissions apart', async () => {
    const denied = access('limited', 'may not read metrics');
    const checks = await ask(aws(failing('credentials', 'may not read it'), denied));
    expect(checks).toMatchObject([
      { name: 'distribution', state: 'rejected', next: ['do this'] },
      { name: 'metrics', state: 'limited' },
    ]);
  });
});
