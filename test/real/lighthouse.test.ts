import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { missingFrom } from '../../src/domain/lab/budgets.ts';
import { grownFiles } from '../../src/domain/lab/compare.ts';
import type { LabAudit } from '../../src/ports/lab.ts';
import { startSandbox } from '../../src/sandbox/index.ts';
import { findBrowser } from '../../src/services/pages/chromium.ts';
import { createLabAudits } from '../../src/services/pages/lab-audits.ts';
import { createChildren } from '../../src/services/process/children.ts';
import { scenarioWith } from '../sandbox/sandboxed.ts';
import { isInstalled } from './installed.ts';

const SLOW = 240_000;
const there = isInstalled('lighthouse') && findBrowser(process.env) !== null;

async function audited(scenario: string): Promise<LabAudit> {
  const sandbox = await startSandbox({ scenario: await scenarioWith(scenario, { pace: 0 }) });
  onTestFinished(() => sandbox.close());
  const { signal } = new AbortController();
  const { env } = process;
  const children = createChildren(signal, env.PATH, { env, isSecret: () => false });
  const audits = createLabAudits({ children, env, drill: true });
  const site = await fetch(`${sandbox.urls.production}/`);
  expect(site.status).toBe(200);
  return audits.audit(`${sandbox.urls.production}/`, {
    device: 'mobile',
    timeout: 120_000,
    signal,
  });
}

function reportOf(audit: LabAudit) {
  if ('report' in audit) return audit.report;
  throw new Error(JSON.stringify(audit));
}

const processes = (): Promise<string> =>
  new Promise((resolve) => execFile('ps', ['-eo', 'args'], (_, out) => resolve(out)));

describe.skipIf(!there)(
  'the real Lighthouse against the site of the sandbox',
  { timeout: SLOW },
  () => {
    it('measures all that has a budget, tells which file grew, and leaves nothing', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'tsops-real-lab-'));
      const before = process.env.TMPDIR;
      process.env.TMPDIR = folder;
      onTestFinished(() => {
        if (before === undefined) delete process.env.TMPDIR;
        else process.env.TMPDIR = before;
        rmSync(folder, { recursive: true });
      });
      const calm = reportOf(await audited('calm'));
      const grown = reportOf(await audited('bundle-growth'));
      for (const report of [calm, grown]) {
        expect(missingFrom(report.values)).toBeNull();
        expect(report.conditions).toMatchObject({ formFactor: 'mobile', throttling: 'simulate' });
        expect(report.conditions.browser).toBeGreaterThan(100);
        expect(report.conditions.benchmarkIndex).toBeGreaterThan(0);
      }
      const [most] = grownFiles(calm.files, grown.files);
      expect(most?.name).toBe('assets/vendor.js');
      expect((most?.after ?? 0) / (most?.before ?? 1)).toBeGreaterThan(5);
      expect(grown.values.lcp ?? 0).toBeGreaterThan(calm.values.lcp ?? 0);
      expect((await processes()).split('\n').filter((line) => line.includes(folder))).toEqual([]);
      expect(readdirSync(folder).filter((name) => name.startsWith('tsops-audit-'))).toEqual([]);
    });

    it('of a page that does not answer is a failed run', async () => {
      const { signal } = new AbortController();
      const { env } = process;
      const children = createChildren(signal, env.PATH, { env, isSecret: () => false });
      const audits = createLabAudits({ children, env, drill: true });
      const measuring = { device: 'desktop', timeout: 120_000, signal } as const;
      const audit = await audits.audit('http://127.0.0.1:45399/', measuring);
      expect('failure' in audit && audit.failure).toMatch(
        /FAILED_DOCUMENT_REQUEST|INVALID_URL|CHROME_INTERSTITIAL/,
      );
    });
  },
);
