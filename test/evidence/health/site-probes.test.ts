import { describe, expect, it } from 'vitest';
import { probeBudget, probedSite, siteTargets } from '../../../src/evidence/health/site-probes.ts';
import { type Asked, inquiryWith } from '../../support/ask.ts';
import { fakeSite, measurement } from '../../support/fake-site.ts';

const config: NonNullable<Asked['config']> = {
  environments: {
    production: { url: 'https://site.test' },
    staging: { url: 'https://staging.test' },
  },
  monitors: [
    { name: 'Home', url: 'https://site.test/', timeout: 4000 },
    { name: 'API', url: 'https://site.test/api', timeout: 7000 },
  ],
  health: { timeout: 3000 },
};

describe('what is probed for an environment', () => {
  it('is its own monitors', () => {
    expect(siteTargets(inquiryWith({ config })).map(({ name }) => name)).toEqual(['Home', 'API']);
  });

  it('is the address of its site where none watches it', () => {
    const targets = siteTargets(inquiryWith({ config, environment: 'staging' }));
    expect(targets).toMatchObject([{ url: 'https://staging.test', env: null }]);
  });
});

it('the time for it is that of the slowest monitor, twice, with its pause and the control hosts', () => {
  expect(probeBudget(inquiryWith({ config }))).toBe(5000 + 2 * 7000 + 300 + 6000);
  const staging = inquiryWith({ config, environment: 'staging' });
  expect(probeBudget(staging)).toBe(5000 + 2 * 3000 + 300 + 6000);
});

it('an inquiry probes once, whoever asks; another one probes again', async () => {
  const site = fakeSite(() => measurement());
  const inquiry = inquiryWith({ config, services: { site: async () => site } });
  const [first, second] = await Promise.all([probedSite(inquiry), probedSite(inquiry)]);
  expect(second).toBe(first);
  expect(site.asked.get('Home')).toBe(1);
  await probedSite(inquiryWith({ config, services: { site: async () => site } }));
  expect(site.asked.get('Home')).toBe(2);
});
