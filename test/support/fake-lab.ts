/* Programs that behave as Lighthouse and a Chromium do, for tests without either. */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A whole result as Lighthouse 12.8 writes it, as far as it is read. */
export const lighthouseResult = (change: object = {}, lcp = 1200) => ({
  lighthouseVersion: '12.8.2',
  requestedUrl: 'https://talkstudio.app/',
  finalDisplayedUrl: 'https://talkstudio.app/',
  runWarnings: [],
  environment: {
    hostUserAgent: 'Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/140.0.0.0 Safari/537.36',
    benchmarkIndex: 1400.5,
  },
  configSettings: {
    formFactor: 'mobile',
    throttlingMethod: 'simulate',
    screenEmulation: {
      mobile: true,
      width: 412,
      height: 823,
      deviceScaleFactor: 1.75,
      disabled: false,
    },
  },
  categories: {
    performance: { score: 0.95 },
    accessibility: { score: 1 },
    'best-practices': { score: 0.96 },
    seo: { score: 0.92 },
  },
  audits: {
    'first-contentful-paint': { numericValue: 900 },
    'largest-contentful-paint': { numericValue: lcp },
    'cumulative-layout-shift': { numericValue: 0.01 },
    'total-blocking-time': { numericValue: 30 },
    'server-response-time': { numericValue: 20 },
    interactive: { numericValue: 1500 },
    'network-requests': {
      details: {
        items: [
          { url: 'https://talkstudio.app/', transferSize: 1400 },
          { url: 'https://talkstudio.app/assets/index-3f2a9c1b.js', transferSize: 49_000 },
          { url: 'https://fonts.example/a.woff2?key=secret', transferSize: 20_000 },
          { url: 'data:image/png;base64,AA', transferSize: 0 },
        ],
      },
    },
  },
  ...change,
});

/** What one of them does, as the body of a Node program: `file` is the path for the report, without its ending. */
interface Programs {
  readonly lighthouse: string;
  readonly chromium?: string;
}

/** Puts both into a folder, to be the first of the PATH. Each run of Lighthouse adds a line to `runs` in it. */
export function installFakeLab(
  folder: string,
  { lighthouse, chromium = listening }: Programs,
): void {
  mkdirSync(folder, { recursive: true });
  const common = `#!${process.execPath}
const fs = require('node:fs');
const file = (process.argv.find((arg) => arg.startsWith('--output-path=')) ?? '').slice(14);
const write = (report) => {
  fs.writeFileSync(file + '.report.json', typeof report === 'string' ? report : JSON.stringify(report));
  fs.writeFileSync(file + '.report.html', '<html>report</html>');
};
const note = (name) => fs.appendFileSync(${JSON.stringify(folder)} + '/' + name, process.pid + '\\n');
const runs = () => fs.readFileSync(${JSON.stringify(folder)} + '/runs', 'utf8').trim().split('\\n').length;
`;
  const programs = {
    lighthouse: `note('runs');\n${lighthouse}`,
    chromium: `note('browsers');\n${chromium}`,
  };
  for (const [name, body] of Object.entries(programs)) {
    writeFileSync(join(folder, name), `${common}${body}\n`);
    chmodSync(join(folder, name), 0o755);
  }
}

const listening = `console.error('DevTools listening on ws://127.0.0.1:45678/devtools/browser/1');
setInterval(() => {}, 1000);`;

/** Writes this report and ends well. */
export const reports = (report: object): string => `write(${JSON.stringify(report)});`;
