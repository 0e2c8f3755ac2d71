import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import completion from '../../../src/commands/completion/command.ts';
import { commandTable } from '../../../src/commands/table.ts';
import { resolveConfig } from '../../../src/config/resolve.ts';
import { fakeContext } from '../../support/context.ts';
import { plainScreen } from '../../support/terminal.ts';

const live = { update: () => {}, emit: () => {} };

async function printed(words: Readonly<Record<string, string>>): Promise<string> {
  const input = completion.input.safeParse(words);
  if (!input.success) throw new Error(input.error.issues[0]?.message);
  const context = fakeContext({ config: resolveConfig({}) });
  const { data } = await completion.run(input.data, context, live);
  return completion.view(
    data,
    plainScreen(() => 0),
  );
}

function has(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined;
}

describe('tsops completion', () => {
  it('lists the names of the monitors, one a line', async () => {
    expect(await printed({ list: 'monitors' })).toBe(
      'TalkStudio Production\nTalkStudio Staging\nTalkStudio API Health',
    );
  });

  it('lists the names of the environments', async () => {
    expect(await printed({ list: 'environments' })).toBe('production\nstaging');
  });

  it.each([
    [{}],
    [{ shell: 'tcsh' }],
    [{ list: 'secrets' }],
    [{ shell: 'bash', list: 'monitors' }],
  ])('takes a shell or a list: %j is refused, naming both', async (words) => {
    await expect(printed(words)).rejects.toThrow('name a shell (bash, zsh, fish) or --list');
  });
});

/** One completion as bash does it: words as bash splits them, the last one is completed. */
describe.skipIf(!has('bash'))('the script in bash', () => {
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tsops-completion-'));
    writeFileSync(join(folder, 'tsops.bash'), await printed({ shell: 'bash' }));
    const stub = [
      '#!/bin/sh',
      'case "$*" in',
      "  'completion --list monitors') printf '%s\\n' 'TalkStudio Production' 'API \"Health\"' ;;",
      "  'completion --list environments') printf '%s\\n' production staging ;;",
      '  *) exit 2 ;;',
      'esac',
    ];
    mkdirSync(join(folder, 'bin'));
    writeFileSync(join(folder, 'bin/tsops'), `${stub.join('\n')}\n`);
    chmodSync(join(folder, 'bin/tsops'), 0o755);
    writeFileSync(join(folder, 'rules.yaml'), '');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function complete(...words: string[]): string[] {
    const program = `. ./tsops.bash; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _tsops; printf "%s\\n" "\${COMPREPLY[@]}"`;
    const output = execFileSync('bash', ['--norc', '-c', program, 'bash', ...words], {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: `${join(folder, 'bin')}:${process.env.PATH}` },
    });
    return output.split('\n').filter((line) => line !== '');
  }

  it('registers itself for tsops and says nothing when it is loaded', () => {
    const loaded = execFileSync('bash', ['--norc', '-c', '. ./tsops.bash; complete -p tsops'], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(loaded).toBe('complete -o default -F _tsops tsops\n');
  });

  it('offers every command, and each group once', () => {
    const first = new Set(commandTable.map(({ name }) => name.split(' ')[0]));
    expect(complete('tsops', '').sort()).toEqual([...first].sort());
  });

  it.each([
    [['tsops', 'ro'], ['rollback']],
    [['tsops', 'rollback', 'st'], ['status']],
    [['tsops', 'alerts', 'si'], ['silence']],
    [
      ['tsops', 'alerts', 'silence', ''],
      ['add', 'list', 'expire'],
    ],
    [['tsops', 'alerts', 'silence', 'add', '--rea'], ['--reason']],
    [
      ['tsops', 'config', ''],
      ['show', 'trust', 'validate'],
    ],
    [
      ['tsops', 'completion', ''],
      ['bash', 'zsh', 'fish'],
    ],
    [
      ['tsops', 'completion', '--list', ''],
      ['monitors', 'environments'],
    ],
    [['tsops', 'health', '--fail'], ['--fail-on']],
    [
      ['tsops', 'health', '--fail-on', ''],
      ['warn', 'bad'],
    ],
    [['tsops', '--lang', 'k'], ['ko']],
    [
      ['tsops', '--env', ''],
      ['production', 'staging'],
    ],
    [['tsops', 'rollback', '--confirm', 's'], ['staging']],
    [['tsops', 'version', 'st'], ['staging']],
    [['tsops', 'version', 'staging', 'pr'], ['production']],
    [
      ['tsops', '--config', ''],
      ['bin', 'rules.yaml', 'tsops.bash'],
    ],
  ])('completes %j to %j', (words, expected) => {
    expect(complete(...words).sort()).toEqual([...expected].sort());
  });

  it('finds the command behind options and their values', () => {
    expect(complete('tsops', '--env', 'staging', '--json', 'health', '--fail-on', '')).toEqual([
      'warn',
      'bad',
    ]);
  });

  it('takes a value after = as bash splits it', () => {
    expect(complete('tsops', '--env', '=', 'st')).toEqual(['staging']);
    expect(complete('tsops', '--env', '=')).toEqual(['production', 'staging']);
  });

  it('quotes names with spaces and quotes, so that they stay one word', () => {
    expect(complete('tsops', 'health', '')).toEqual([
      'TalkStudio\\ Production',
      'API\\ \\"Health\\"',
    ]);
    expect(complete('tsops', 'health', 'TalkStudio\\ P')).toEqual(['TalkStudio\\ Production']);
    expect(complete('tsops', 'health', '"Talk')).toEqual(['TalkStudio Production']);
  });

  it('offers the global options beside those of the command', () => {
    const offered = complete('tsops', 'rollback', '--');
    expect(offered).toEqual(expect.arrayContaining(['--dry-run', '--confirm', '--json', '--help']));
  });

  it('completes the tsops command that the sandbox runs', () => {
    expect(complete('tsops', 'sandbox', '--', 'tsops', 'rollb')).toEqual(['rollback']);
  });

  it('offers nothing for a value that only the engineer knows', () => {
    expect(complete('tsops', 'version', '--expect', 'v')).toEqual([]);
  });
});

describe('the core of the script in sh', () => {
  it('prints descriptions beside the candidates', async () => {
    const script = (await printed({ shell: 'zsh' })).split('\n_tsops() {')[0];
    const output = execFileSync(
      'sh',
      ['-c', `${script}\n_tsops_candidates "$@"`, 'sh', 'doc', 'tsops'],
      {
        encoding: 'utf8',
      },
    );
    expect(output).toContain('doctor\tcheck every access that on-call work needs\n');
  });
});
