import { describe, expect, it } from 'vitest';
import { askConsent, type ConsentFlags } from '../../../src/actions/protocol/consent.ts';
import { TsopsError } from '../../../src/contract/errors.ts';
import { fakeTerminal } from '../../support/terminal.ts';

interface Asked {
  readonly danger?: 'remote' | 'production';
  readonly environment?: string;
  readonly flags?: Partial<ConsentFlags>;
  readonly typed?: string;
  readonly answers?: readonly (string | boolean | undefined)[];
}

function ask({ danger, environment, flags, typed, answers }: Asked = {}) {
  const terminal = fakeTerminal(() => 0, answers);
  const consent = askConsent(
    {
      action: { en: 'rollback', ko: '롤백' },
      danger: danger ?? 'production',
      environment: environment ?? 'production',
      flags: { yes: false, confirm: undefined, ...flags },
      typed: typed ?? 'tsops rollback v1.2.2',
    },
    terminal,
  );
  return { consent, terminal };
}

async function refusal(asked: Asked): Promise<TsopsError> {
  const { consent } = ask(asked);
  const thrown = await consent.then(
    (given) => new Error(`consented by ${given.by}`),
    (error: unknown) => error,
  );
  if (!(thrown instanceof TsopsError)) throw thrown;
  expect(thrown.why).toBe('Nothing was done.');
  return thrown;
}

describe('consent to a write in production', () => {
  it('is given by typing the name of the environment', async () => {
    const { consent, terminal } = ask({ answers: ['production'] });
    expect(await consent).toEqual({ by: 'typed' });
    expect(terminal.questions).toEqual(['Type production to go on (anything else stops)']);
  });

  it.each(['', 'y', 'yes', 'prod', 'Production', 'staging', 'production ok'])(
    'is not given by %j',
    async (answer) => {
      const error = await refusal({ answers: [answer] });
      expect(error.kind).toBe('refused');
    },
  );

  it('says that nothing was typed where Enter alone was', async () => {
    expect((await refusal({ answers: [''] })).message).toBe('Nothing was typed.');
  });

  it('is given up with Ctrl-C at the question', async () => {
    expect((await refusal({ answers: [undefined] })).kind).toBe('interrupted');
  });

  it('is given by --confirm with its name, without a question', async () => {
    const { consent, terminal } = ask({ flags: { confirm: 'production' }, answers: ['no'] });
    expect(await consent).toEqual({ by: 'flag' });
    expect(terminal.questions).toEqual([]);
  });

  it('is not given by --yes', async () => {
    expect((await refusal({ flags: { yes: true } })).kind).toBe('refused');
  });

  it('is not given without a terminal, and the exact command is told', async () => {
    const error = await refusal({ typed: "tsops rollback v1.2.2 --reason 'bad deploy'" });
    expect(error.kind).toBe('refused');
    expect(error.message).toBe('The rollback needs consent, and there is no terminal to ask on.');
    expect(error.next).toEqual([
      "tsops rollback v1.2.2 --reason 'bad deploy' --confirm production",
    ]);
  });

  it('told as a command keeps what follows -- behind the flag', async () => {
    const error = await refusal({ typed: 'tsops invalidate -- /a /b' });
    expect(error.next).toEqual(['tsops invalidate --confirm production -- /a /b']);
  });

  it.each([
    'tsops rollback --confirm staging v1.2.2',
    'tsops rollback v1.2.2 --confirm=staging',
    "tsops rollback v1.2.2 --confirm 'sta ging'",
    "tsops rollback v1.2.2 '--confirm=sta ging'",
  ])('is refused where --confirm names another environment: %s', async (typed) => {
    const error = await refusal({ typed, flags: { confirm: 'staging' }, answers: ['production'] });
    expect(error.kind).toBe('refused');
    expect(error.message).toBe('--confirm names staging, but this rollback changes production.');
    expect(error.next).toEqual(['tsops rollback v1.2.2 --confirm production']);
  });

  it('is for the environment that the write changes', async () => {
    const { consent } = ask({ environment: 'staging', flags: { confirm: 'staging' } });
    expect(await consent).toEqual({ by: 'flag' });
    const error = await refusal({ environment: 'staging', flags: { confirm: 'production' } });
    expect(error.next).toEqual(['tsops rollback v1.2.2 --confirm staging']);
  });
});

describe('consent to what a person reads', () => {
  it('is given by y', async () => {
    const { consent } = ask({ danger: 'remote', answers: [true] });
    expect(await consent).toEqual({ by: 'typed' });
  });

  it('is not given by No, which Enter alone means', async () => {
    expect((await refusal({ danger: 'remote', answers: [false] })).kind).toBe('refused');
  });

  it('is given by --yes without a question', async () => {
    const { consent, terminal } = ask({ danger: 'remote', flags: { yes: true } });
    expect(await consent).toEqual({ by: 'flag' });
    expect(terminal.questions).toEqual([]);
  });

  it('is not given without a terminal, and the exact command is told', async () => {
    const error = await refusal({ danger: 'remote', typed: 'tsops say hello' });
    expect(error.next).toEqual(['tsops say hello --yes']);
  });
});
