import { describe, expect, it } from 'vitest';
import doctor from '../../../src/commands/doctor/command.ts';
import type { DoctorData } from '../../../src/commands/doctor/data.ts';
import { inheritedValues } from '../../../src/config/inherited.ts';
import { resolveConfig } from '../../../src/config/resolve.ts';
import type { Context } from '../../../src/contract/context.ts';
import { TsopsError } from '../../../src/contract/errors.ts';
import { access, type NamedAccess } from '../../../src/domain/doctor/access.ts';
import type { Area } from '../../../src/evidence/doctor/areas.ts';
import type { VendorAccess } from '../../../src/ports/access.ts';
import { HttpFailure } from '../../../src/ports/http.ts';
import { fakeContext } from '../../support/context.ts';
import { plainScreen } from '../../support/terminal.ts';

const notSet = access('not-set', 'KEY is not set', 'export KEY=…  (a key)');

type Checks = Readonly<Record<string, () => Promise<readonly NamedAccess[]>>>;

/** What each vendor is asked, as `name: report`; what is not said is not set. */
const unset: Checks = {
  github: async () => [{ name: 'token', ...notSet }],
  aws: async () => [{ name: 'distribution', ...notSet }],
  sentry: async () => [{ name: 'project', ...notSet }],
  slack: async () => [
    { name: 'bot', ...notSet },
    { name: 'webhook', ...notSet },
  ],
  pagerduty: async () => [
    { name: 'API', ...notSet },
    { name: 'routing key', ...access('untested', 'well formed') },
  ],
  uptimerobot: async () => [{ name: 'monitors', ...notSet }],
  prometheus: async () => [{ name: 'rules', ...notSet }],
};

function vendors(part: Checks = {}): VendorAccess {
  return {
    check: async (vendor) => ({ ...unset, ...part })[vendor]?.() ?? [],
    dependency: async () => access('works', 'answers 200'),
    statusPage: async () => access('works', 'fine'),
  };
}

function context(part: Checks = {}, more: Partial<Context> = {}): Context {
  const base = fakeContext({
    config: resolveConfig({ dependencies: [{ name: 'DiceBear', probe: 'https://dicebear.test' }] }),
    host: { env: { LANG: 'C.UTF-8' } },
    services: {
      http: {
        send: async () => ({
          status: 200,
          headers: { date: 'Mon, 23 Nov 2026 03:00:00 GMT' },
          body: new Uint8Array(),
        }),
      },
      access: async () => vendors(part),
    },
  });
  return { ...base, ...more };
}

async function run(on: Context, required: readonly Area[] = []) {
  const frames: DoctorData[] = [];
  const outcome = await doctor.run({ access: [...required] }, on, {
    update: (data) => frames.push(data),
    emit: () => {},
  });
  const text = doctor.view(
    outcome.data,
    plainScreen(() => 0),
  );
  return { outcome, frames, text };
}

describe('tsops doctor', () => {
  const machine = (outcome: { readonly data: DoctorData }) =>
    outcome.data.checks.find(({ name }) => name === 'whose values');

  it('names each value that is still TalkStudio’s where another service is meant', async () => {
    const config = resolveConfig({ service: 'Shop', github: { owner: 'acme', repo: 'shop' } });
    const origin = new Map([['service', 'tsops.config.yaml:1']]);
    const values = inheritedValues({ config, file: 'tsops.config.yaml', origin });
    const meant = async () => ({ whose: 'other' as const, inherited: values });
    const loaded = { config, file: 'tsops.config.yaml', origin, meant };
    const { outcome, text } = await run(context({}, { config: async () => loaded }), ['machine']);
    const inherited = machine(outcome)?.inherited ?? [];
    expect(inherited).toContainEqual({
      key: 'environments.production.url',
      value: 'https://talkstudio.app',
    });
    expect(inherited.map(({ key }) => key)).not.toContain('service');
    expect(text).toContain("▲ whose values    limited  9 values are still TalkStudio's;");
    expect(outcome.verdict).toBe('warn');
  });

  it('says nothing of it in TalkStudio’s own repository', async () => {
    const config = resolveConfig({});
    const inherited = [{ key: 'service', value: 'TalkStudio' }];
    const meant = async () => ({ whose: 'talkstudio' as const, inherited });
    const loaded = { config, file: undefined, origin: new Map(), meant };
    const { outcome } = await run(context({}, { config: async () => loaded }), ['machine']);
    expect(machine(outcome)).toBeUndefined();
  });

  it('works with a config that names no environment yet, and says what to set', async () => {
    const config = resolveConfig({ environments: {} });
    const environment = () => Promise.reject(new TsopsError({ kind: 'config', message: 'none' }));
    const loaded = { config, file: 'tsops.config.yaml', origin: new Map() };
    const options = { json: false, debug: false, language: undefined, configFile: undefined };
    const more = { config: async () => loaded, environment, options };
    const { text } = await run(context({}, more), ['site', 'machine']);
    expect(text).toContain('✖ production      not set  → set environments.production.url in');
  });

  it('is ok with nothing configured, and says what each thing would take', async () => {
    const { outcome, text } = await run(context());
    expect(outcome).toMatchObject({ verdict: 'ok', next: [] });
    expect(text).toContain('  · project         not set  → export KEY=…  (a key)');
    expect(text).toContain('  · routing key     untested well formed');
    expect(text).toMatch(/\d works?, 1 untested, 8 not set$/);
  });

  it('is bad when something configured is rejected, and names what to type', async () => {
    const no = access('rejected', 'Sentry rejects it', 'set another', 'export SENTRY_AUTH_TOKEN=…');
    const { outcome, text } = await run(
      context({ sentry: async () => [{ name: 'project', ...no }] }),
    );
    expect(outcome).toMatchObject({ verdict: 'bad', next: ['export SENTRY_AUTH_TOKEN=…'] });
    expect(text).toContain('✖ project         rejected Sentry rejects it');
  });

  it('asks only what is named, and insists on it', async () => {
    const { outcome } = await run(context(), ['uptimerobot']);
    expect(outcome.verdict).toBe('bad');
    expect(outcome.data.checks).toMatchObject([{ area: 'uptimerobot', state: 'not-set' }]);
  });

  it('goes on when a vendor fails, and is then unknown', async () => {
    const sentry = () => Promise.reject(new HttpFailure('refused', 'refused', false));
    const { outcome, text } = await run(context({ sentry }));
    expect(outcome.verdict).toBe('unknown');
    expect(text).toContain('? sentry          unknown  refused');
    expect(text).toContain('✔ DiceBear');
  });

  it('tells a wrong config with its place and stops there, exit 2', async () => {
    const config = () =>
      Promise.reject(
        new TsopsError({ kind: 'config', message: 'tsops.config.yaml:2:1: a tab', next: [] }),
      );
    const wrong = context({}, { config });
    const { outcome, text } = await run(wrong);
    expect(outcome).toMatchObject({ verdict: 'bad', exitCode: 2, next: ['tsops config validate'] });
    expect(text).toContain('✖ config          rejected tsops.config.yaml:2:1: a tab');
    expect(text).toContain('the rest was not asked');
    await expect(run(wrong, ['github'])).rejects.toMatchObject({ kind: 'config' });
  });

  it('refuses an environment that does not exist', async () => {
    const unknown = new TsopsError({ kind: 'usage', message: 'There is no environment nope.' });
    const on = context({}, { environment: () => Promise.reject(unknown) });
    await expect(run(on)).rejects.toBe(unknown);
  });

  it('shows what has answered while it waits for the rest', async () => {
    const { frames } = await run(context());
    expect(frames.at(0)?.waitingFor.length).toBeGreaterThan(0);
    const screen = plainScreen(() => 0);
    expect(frames.map((data) => doctor.view(data, screen)).at(0)).toMatch(/asking .* …$/);
    expect(frames.at(-1)?.waitingFor).toEqual([]);
  });

  it('fits 80 columns, with commands left whole', async () => {
    const detail = 'a long story about what the vendor said and what it did not say '.repeat(3);
    const long = access('limited', detail, `export ${'X'.repeat(70)}=1`);
    const { text } = await run(
      context({ uptimerobot: async () => [{ name: 'monitors', ...long }] }),
    );
    const lines = text.split('\n').filter((line) => !line.includes('XXX'));
    const screen = plainScreen(() => 0);
    for (const line of lines) expect(screen.width(line)).toBeLessThanOrEqual(80);
    expect(text).toContain(`${'X'.repeat(70)}=1`);
  });

  it('lets no text from outside steer the terminal', async () => {
    const evil = access('limited', 'a\u001b[2J\u202eb\nc', 'export X=\u001b]0;title\u00071');
    const { text } = await run(
      context({ uptimerobot: async () => [{ name: 'monitors', ...evil }] }),
    );
    expect(text).toContain('limited  ab c');
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
  });

  it.each([[['nobody']], ['github'], [[7]]])('takes no other access than it knows: %j', (value) => {
    expect(doctor.input.safeParse({ access: value }).success).toBe(false);
  });

  it('breaks between words at 40 columns, and stands beside the names where there is room', async () => {
    const { outcome } = await run(context());
    const narrow = doctor.view(
      outcome.data,
      plainScreen(() => 0, 40),
    );
    const wide = narrow.split('\n').filter((line) => line.length > 40);
    expect(wide.filter((line) => line.trim().includes(' '))).toEqual([]);
    expect(narrow).toMatch(/ token +not set\n {4}→ export KEY=… {2}\(a key\)/);
    expect(
      doctor.view(
        outcome.data,
        plainScreen(() => 0),
      ),
    ).toMatch(/ token +not set +→ export KEY/);
  });
});
