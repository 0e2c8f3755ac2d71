import { describe, expect, it } from 'vitest';
import { type Invocation, readCommandLine, rootHelp } from '../../src/app/cli.ts';
import { commandTable } from '../../src/commands/table.ts';
import { TsopsError } from '../../src/contract/errors.ts';

type Called = Extract<Invocation, { entry: unknown }>;

async function called(line: string): Promise<Called> {
  const invocation = await readCommandLine(words(line));
  if ('print' in invocation) throw new Error(`printed:\n${invocation.print}`);
  return invocation;
}

async function printed(line: string): Promise<string> {
  const invocation = await readCommandLine(words(line));
  if ('entry' in invocation) throw new Error(`called ${invocation.entry.name}`);
  return invocation.print;
}

async function refused(line: string): Promise<TsopsError> {
  const thrown = await readCommandLine(words(line)).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(thrown instanceof TsopsError)) throw new Error(`${line} was not refused`);
  expect(thrown.kind).toBe('usage');
  return thrown;
}

const words = (line: string): string[] => (line === '' ? [] : line.split(' '));

describe('global options', () => {
  const everyGlobal =
    '--config f.yaml --env staging --json --no-color --no-input --debug --lang ko';
  const read = {
    config: 'f.yaml',
    env: 'staging',
    json: true,
    color: false,
    input: false,
    debug: true,
    lang: 'ko',
  };

  it.each([
    ['before the command', `${everyGlobal} health --fail-on warn API`],
    ['after the command', `health ${everyGlobal} --fail-on warn API`],
    ['after its own options', `health --fail-on warn ${everyGlobal} API`],
    ['at the end', `health --fail-on warn API ${everyGlobal}`],
  ])('are read %s, the same', async (_, line) => {
    const { entry, raw, globals } = await called(line);
    expect(entry.name).toBe('health');
    expect(raw).toMatchObject({ failOn: 'warn', monitor: ['API'] });
    expect(globals).toMatchObject(read);
  });

  it.each(['config --json show', '--json config show', 'config show --json'])(
    'are read between the words of a command: %s',
    async (line) => {
      const { entry, globals } = await called(line);
      expect(entry.name).toBe('config show');
      expect(globals.json).toBe(true);
    },
  );

  it('take a value after = too', async () => {
    const { globals } = await called('version --env=staging');
    expect(globals.env).toBe('staging');
  });

  it('default to colour, questions, people and no language of their own', async () => {
    const { globals } = await called('health');
    expect(globals).toEqual({ color: true, input: true });
  });

  it('refuse a language that there is none of', async () => {
    const error = await refused('health --lang fr');
    expect(error.message).toContain("'fr' is invalid");
    expect(error.message).toContain('en, ko');
  });

  it('refuse to go without their value', async () => {
    expect((await refused('health --env')).message).toContain("'--env <name>' argument missing");
  });

  it('belong to the child after --, not to the sandbox', async () => {
    const { entry, raw, globals } = await called(
      'sandbox --scenario stale-cache -- tsops health --json --env staging',
    );
    expect(entry.name).toBe('sandbox');
    expect(raw.command).toEqual(['tsops', 'health', '--json', '--env', 'staging']);
    expect(raw.scenario).toBe('stale-cache');
    expect(globals).toEqual({ color: true, input: true });
  });

  it('leave the words after -- alone where nothing stands before it', async () => {
    const { raw } = await called('sandbox -- tsops version --json');
    expect(raw.command).toEqual(['tsops', 'version', '--json']);
  });

  it('keep a -- of the child', async () => {
    const { raw } = await called('sandbox -- sh -c true -- x');
    expect(raw.command).toEqual(['sh', '-c', 'true', '--', 'x']);
  });
});

describe('commands', () => {
  it('without a word is the digest', async () => {
    expect((await called('')).entry.name).toBe('digest');
    expect((await called('--env staging')).entry.name).toBe('digest');
  });

  it.each([
    ['rollback', 'rollback'],
    ['rollback v1.2.2', 'rollback'],
    ['rollback status', 'rollback status'],
    ['rollback status 42', 'rollback status'],
    ['rollback --dry-run v1.2.2', 'rollback'],
    ['invalidate /index.html /a*', 'invalidate'],
    ['invalidate status', 'invalidate status'],
    ['sandbox', 'sandbox'],
    ['sandbox list', 'sandbox list'],
    ['config validate x.yaml', 'config validate'],
    ['alerts silence add Down', 'alerts silence add'],
    ['alerts --json silence list', 'alerts silence list'],
    ['alerts check', 'alerts check'],
  ])('%s is %s', async (line, name) => {
    expect((await called(line)).entry.name).toBe(name);
  });

  it('do not swallow an argument that follows a repeatable option', async () => {
    const { raw } = await called('health --url http://a.test --url http://b.test');
    expect(raw.url).toEqual(['http://a.test', 'http://b.test']);
  });

  it.each([
    ['helth', 'health'],
    ['rolback', 'rollback'],
    ['invaldate', 'invalidate'],
    ['docter', 'doctor'],
    ['config shwo', 'config show'],
    ['config valdiate', 'config validate'],
    ['alerts silence ad', 'alerts silence add'],
    ['alerts silnce', 'alerts silence'],
  ])('%s: did you mean %s?', async (line, name) => {
    const error = await refused(line);
    expect(error.message).toBe(`Unknown command ${line}. Did you mean ${name}?`);
    expect(error.next).toEqual([`tsops ${name}`]);
  });

  it('like no other are refused without a guess', async () => {
    const error = await refused('qqqqqqqqqq');
    expect(error.message).toBe('Unknown command qqqqqqqqqq.');
    expect(error.next).toEqual(['tsops --help']);
  });

  it.each([
    ['rollback --tiemout 5m', '--timeout', 'tsops rollback --help'],
    ['health --fail-onn warn', '--fail-on', 'tsops health --help'],
    ['version --jsno', '--json', 'tsops version --help'],
  ])('%s: did you mean %s?', async (line, option, next) => {
    const error = await refused(line);
    expect(error.message).toMatch(
      new RegExp(`^Unknown option '--.*'\\. Did you mean ${option}\\?$`),
    );
    expect(error.next).toEqual([next]);
  });

  it.each([
    'rollback --version',
    'rollback v1.2.2 --version',
    '--version rollback',
    'health -V',
    'config show --version',
  ])('%s is refused: --version is of tsops itself', async (line) => {
    const error = await refused(line);
    expect(error.message).toContain("tsops's own version");
    expect(error.next).toContain('tsops version');
  });

  it.each(['rollback v1.2.2 v1.2.1', 'init here now', 'digest now'])(
    'take no more arguments than they have: %s',
    async (line) => {
      await refused(line);
    },
  );
});

describe('help', () => {
  it.each(['--help', '-h', 'help', '--json --help', '--help --no-color'])(
    '%s is the one of tsops, with its groups',
    async (line) => {
      const text = await printed(line);
      expect(text).toBe(rootHelp());
      for (const group of ['Look', 'Act', 'Incident', 'Alerts', 'Set up'])
        expect(text).toContain(`\n${group}\n`);
    },
  );

  it('of tsops begins with what one wants, and fits a screen of 80 columns', () => {
    const headings = rootHelp()
      .split('\n')
      .filter((line) => /^\S/.test(line));
    expect(headings).toEqual([
      'Usage: tsops [command] [options]',
      'The on-call toolkit of TalkStudio.',
      'Look',
      'Act',
      'Incident',
      'Alerts',
      'On call',
      'Set up',
      'Options:',
    ]);
    for (const line of rootHelp().split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  it('of tsops names every command and every global option', () => {
    const text = rootHelp();
    for (const { name, summary } of commandTable) {
      const [first = '', second] = name.split(' ');
      expect(text).toMatch(new RegExp(`^  ${first}\\b`, 'm'));
      if (second === undefined) expect(text.replace(/\s+/g, ' ')).toContain(summary);
    }
    for (const option of ['--config', '--env', '--json', '--no-color', '--no-input', '--debug']) {
      expect(text).toContain(option);
    }
  });

  it.each([
    ['help rollback', 'rollback --help'],
    ['help rollback status', 'rollback status --help'],
    ['help config', undefined],
    ['help config show', 'config show --help'],
    ['--no-color help health', 'health -h'],
  ])('%s is %s', async (line, same) => {
    if (same === undefined) expect((await called(line)).raw.topic).toBe('config');
    else expect(await printed(line)).toBe(await printed(same));
  });

  it.each(['exit-codes', 'environment', 'config', 'json'])('%s is a topic of it', async (topic) => {
    const { entry, raw } = await called(`help ${topic}`);
    expect(entry.name).toBe('help');
    expect(raw.topic).toBe(topic);
  });

  it.each(['config', 'config --help', 'config --json'])(
    'of a group is what the group alone prints: %s',
    async (line) => {
      const text = await printed(line);
      expect(text).toContain('show');
      expect(text).toContain('validate');
      expect(text).toContain('Usage: tsops config <command> [options]');
      expect(text.indexOf('validate')).toBeLessThan(text.indexOf('Options:'));
    },
  );

  it.each(commandTable.map(({ name }) => name))('of %s begins with its examples', async (name) => {
    const text = await printed(`${name} --help`);
    const [usage = '', , summary, , heading, example] = text.split('\n');
    expect(usage).toMatch(new RegExp(`^Usage: tsops ${name}\\b`));
    expect(summary).toBe(commandTable.find((each) => each.name === name)?.summary);
    expect(heading).toBe('Examples:');
    expect(example).toMatch(/^ {2}tsops\b/);
    for (const line of text.split('\n').toSpliced(2, 1)) {
      expect(line.length).toBeLessThanOrEqual(80);
      // What was broken goes on below itself, and an example is never broken.
      expect(line).toMatch(/^$|^ {2}|^Usage: |^[A-Z][\w ]*:?$|^Everywhere: /);
    }
  });

  it.each(['rollback', 'config', 'alerts silence', 'health'])(
    'of %s says in one line where the options of every command stand',
    async (name) => {
      const text = await printed(`${name} --help`);
      expect(text.trimEnd().split('\n').at(-1)).toMatch(/^Everywhere: .*tsops help options$/);
      expect(text).not.toContain('--unrecorded');
      expect(await printed('--help')).toContain('--unrecorded');
    },
  );

  it('is asked for anywhere, and nothing runs', async () => {
    expect(await printed('rollback v1.2.2 --confirm production --help')).toContain('Examples:');
    expect(await printed('--help rollback')).toBe(await printed('rollback --help'));
    expect(await printed('--help sandbox -- rm')).toBe(await printed('sandbox --help'));
  });
});
