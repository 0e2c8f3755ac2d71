import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { Captured, Children } from '../../contract/context.ts';
import { cleanText } from '../../domain/text/clean.ts';
import type { LabRun, LocalLab } from '../../ports/lab.ts';
import { labRunOf } from '../http/lighthouse-result.ts';

/** Lighthouse as it is installed on this machine, with the Chromium that it finds there. */
export function createLighthouse(children: Pick<Children, 'capture'>): LocalLab {
  return {
    async run(url, { device, timeout }) {
      const folder = await mkdtemp(join(tmpdir(), 'tsops-lighthouse-'));
      try {
        const file = join(folder, 'result.json');
        const ended = await children.capture('lighthouse', argumentsOf(url, file, device), {
          timeout,
        });
        if (ended.missing || noChromium.test(ended.stderr)) return null;
        return readRun(ended, await readFile(file, 'utf8').catch(() => ''), timeout);
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}

/** What chrome-launcher says where it finds none. */
const noChromium = /CHROME_PATH|No Chrome installations|ChromeNotInstalled/i;

function argumentsOf(url: string, file: string, device: 'mobile' | 'desktop'): readonly string[] {
  // Chromium's own sandbox does not start for root, as in a container.
  const flags = ['--headless=new', ...(userInfo().uid === 0 ? ['--no-sandbox'] : [])];
  return [
    url,
    '--output=json',
    `--output-path=${file}`,
    '--quiet',
    '--only-categories=performance',
    `--chrome-flags=${flags.join(' ')}`,
    ...(device === 'desktop' ? ['--preset=desktop'] : []),
  ];
}

/** A page that cannot be reached ends with exit code 1, and yet its result tells why. */
function readRun({ exitCode, stderr }: Captured, text: string, timeout: number): LabRun {
  try {
    return labRunOf(JSON.parse(text));
  } catch {
    const lines = stderr.trim().split('\n');
    const last = cleanText(lines.at(-1) ?? '', 160);
    const more = last === '' ? ` within ${timeout / 1000} s` : `: ${last}`;
    return { failure: `Lighthouse ended with code ${exitCode} and left no result${more}` };
  }
}
