import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import completion from '../../../src/commands/completion/command.ts';
import { commandTable } from '../../../src/commands/table.ts';
import { resolveConfig } from '../../../src/config/resolve.ts';
import { type ContextParts, fakeContext } from '../../support/context.ts';
import { memoryJournal } from '../../support/journal.ts';
import { plainScreen } from '../../support/terminal.ts';

const live = { update: () => {}, emit: () => {} };

async function printed(
  words: Readonly<Record<string, string>>,
  parts: ContextParts = {},
): Promise<string> {
  const input = completion.input.safeParse(words);
  if (!input.success) throw new Error(input.error.issues[0]?.message);
  const context = fakeContext({ config: resolveConfig({}), ...parts });
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

  it('lists the rules in force and the people of the config', async () => {
    expect(await printed({ list: 'rules' })).toContain('High Error Rate\nPerformance Degradation');
    const config = resolveConfig({ contacts: [{ name: 'Yuna Choi', role: 'manager' }] });
    expect(await printed({ list: 'contacts' }, { config })).toBe('Yuna Choi');
  });

  it('lists the pages that the journal knows, without those that were resolved', async () => {
    const journal = memoryJournal(() => 0);
    for (const [id, kind, page] of [
      ['ack-production', 'acknowledged', 1201],
      ['escalate-production', 'paged', 1202],
      ['resolve-page-production', 'page-resolved', 1201],
    ] as const) {
      const record = await journal.start(id);
      await record.append(kind, { page, title: 'Site is down' });
      await record.close();
    }
    expect(await printed({ list: 'pages' }, { journal })).toBe('1202');
  });

  it('lists the versions of rollbacks, walks and tags of git, the newest first', async () => {
    const journal = memoryJournal(() => 0);
    const record = await journal.start('rollback-production');
    await record.append('intent', { action: 'rollback', from: 'v1.2.3', to: 'v1.2.2' });
    await record.close();
    const walk = await journal.start('incident-x');
    const value = { deploys: [{ version: 'v1.10.0' }, { version: null }] };
    await walk.append('evidence', { id: 'recent-deploys', evidence: { value } });
    await walk.close();
    const cwd = mkdtempSync(join(tmpdir(), 'tsops-tags-'));
    mkdirSync(join(cwd, '.git/refs/tags'), { recursive: true });
    writeFileSync(join(cwd, '.git/refs/tags/v1.3.0'), '');
    writeFileSync(join(cwd, '.git/packed-refs'), 'a refs/tags/v1.2.2\nb refs/tags/nightly\n');
    const listed = await printed({ list: 'versions' }, { journal, host: { cwd } });
    rmSync(cwd, { recursive: true });
    expect(listed).toBe('v1.10.0\nv1.3.0\nv1.2.3\nv1.2.2');
  });

  it('finds the tags of git from a folder within, and from a work tree beside it', async () => {
    const around = mkdtempSync(join(tmpdir(), 'tsops-tags-'));
    const write = (file: string, text: string) => {
      mkdirSync(dirname(join(around, file)), { recursive: true });
      writeFileSync(join(around, file), text);
    };
    write('clone/.git/refs/tags/web/v1.2.0', '');
    write('clone/.git/refs/tags/v2/notes', '');
    write('clone/.git/packed-refs', 'a refs/tags/web/v1.10.0\n');
    write('clone/.git/worktrees/fix/commondir', '../..\n');
    write('clone/src/deep/file', '');
    write('fix/.git', `gitdir: ${join(around, 'clone/.git/worktrees/fix')}\n`);
    const journal = memoryJournal(() => 0);
    const from = (cwd: string) =>
      printed({ list: 'versions' }, { journal, host: { cwd: join(around, cwd) } });
    const listed = [await from('clone/src/deep'), await from('fix'), await from('.')];
    rmSync(around, { recursive: true });
    expect(listed).toEqual(['web/v1.10.0\nweb/v1.2.0', 'web/v1.10.0\nweb/v1.2.0', '']);
  });

  it('takes only the tags of the form that the config names', async () => {
    const journal = memoryJournal(() => 0);
    const record = await journal.start('rollback-production');
    await record.append('intent', { action: 'rollback', from: 'release-9', to: 'release-10' });
    await record.append('intent', { action: 'rollback', from: 'v1.2.3', to: 'release-8' });
    await record.close();
    const config = resolveConfig({ github: { tagFormat: 'release-{number}' } });
    expect(await printed({ list: 'versions' }, { journal, config })).toBe(
      'release-10\nrelease-9\nrelease-8',
    );
  });

  it('lists nothing where nothing is recorded', async () => {
    expect(await printed({ list: 'versions' }, { journal: memoryJournal(() => 0) })).toBe('');
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
      "  'completion --list pages') printf '%s\\n' 1201 1202 ;;",
      "  'completion --list rules') printf '%s\\n' 'High Error Rate' ;;",
      "  'completion --list contacts') printf '%s\\n' 'Yuna Choi' ;;",
      "  'completion --list versions') printf '%s\\n' v1.2.3 v1.2.2 ;;",
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
    expect(loaded).toBe('complete -F _tsops tsops\n');
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
      [
        'monitors',
        'environments',
        'contacts',
        'incidents',
        'pages',
        'paged-rules',
        'rules',
        'runbooks',
        'silences',
        'versions',
      ],
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
    [
      ['tsops', 'ack', ''],
      ['1201', '1202'],
    ],
    [['tsops', 'ack', '1201', '--note', ''], []],
    [['tsops', 'alerts', 'explain', ''], ['High\\ Error\\ Rate']],
    [['tsops', 'oncall', 'override', ''], ['Yuna\\ Choi']],
    [['tsops', 'oncall', 'override', 'Yuna\\ Choi', ''], []],
    [
      ['tsops', 'rollback', ''],
      ['status', 'approve', 'v1.2.3', 'v1.2.2'],
    ],
    [
      ['tsops', 'rollback', 'v'],
      ['v1.2.3', 'v1.2.2'],
    ],
    [['tsops', 'rollback', 'v1.2.3', ''], []],
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
