import type { OptionSpec } from '../../contract/command.ts';
import { inputOf } from '../../contract/command-input.ts';
import { cleanText } from '../../domain/text/clean.ts';

export interface LabInput {
  readonly urls: readonly string[];
  readonly runs: number | undefined;
  readonly device: 'mobile' | 'desktop' | undefined;
  readonly reports: string | undefined;
  readonly ci: boolean;
  readonly init: boolean;
  readonly tighten: boolean;
  readonly force: boolean;
  readonly dryRun: boolean;
}

export const labOptions: readonly OptionSpec[] = [
  { flags: '--runs <n>', description: 'runs of a set, 1 to 9 (3); the median is asserted' },
  {
    flags: '--device <device>',
    description: 'mobile or desktop (the config says)',
    complete: ['mobile', 'desktop'],
  },
  { flags: '--reports <folder>', description: 'where the report of the middle run goes' },
  { flags: '--ci', description: 'pages, runs and budgets of lighthouserc.json in this folder' },
  { flags: '--init', description: 'write lighthouserc.json and .github/workflows/lighthouse.yml' },
  { flags: '--tighten', description: 'with --init: budgets as the kept sets have reached them' },
  { flags: '--force', description: 'with --init: replace what is there already' },
  { flags: '--dry-run', description: 'with --init: print the files without writing' },
];

export const labInput = inputOf<LabInput>((reader) => {
  const input: LabInput = {
    urls: reader.texts('url').flatMap((text) => addressOf(text, reader.issue)),
    runs: reader.parsed(
      'runs',
      (text) => (/^[1-9]$/.test(text) ? Number(text) : undefined),
      (text) => `needs a number from 1 to 9, not “${cleanText(text, 40)}”`,
    ),
    device: reader.parsed(
      'device',
      (text) => (text === 'mobile' || text === 'desktop' ? text : undefined),
      (text) => `is mobile or desktop, not “${cleanText(text, 40)}”`,
    ),
    reports: reader.parsed(
      'reports',
      (text) => text || undefined,
      () => 'needs a folder',
    ),
    ci: reader.flag('ci'),
    init: reader.flag('init'),
    tighten: reader.flag('tighten'),
    force: reader.flag('force'),
    dryRun: reader.flag('dryRun'),
  };
  for (const name of ['tighten', 'force', 'dryRun'] as const) {
    if (input[name] && !input.init) reader.issue('goes with --init alone', name);
  }
  if (input.ci && input.init) reader.issue('--ci reads what --init writes: one of them', 'ci');
  return input;
});

/** What a browser opens; a password in an address would stand in every report. */
function addressOf(text: string, issue: (message: string, name?: string) => void): string[] {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    issue(`needs an address such as https://talkstudio.app, not “${cleanText(text, 80)}”`, 'url');
    return [];
  }
  if (url.username !== '' || url.password !== '') {
    issue('may hold no user and no password', 'url');
    return [];
  }
  return [text];
}
