import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withSourceLines } from '../../scripts/trace/source-lines.mjs';

let chunks = '';
beforeEach(() => {
  chunks = mkdtempSync(join(tmpdir(), 'tsops-trace-'));
  const sources = ['../../src/journal/disk.ts', '../../node_modules/execa/index.js'];
  // Column 0 is line 1 of the source, column 10 its line 8, column 3; column 20 is a library's.
  const map = { version: 3, sources, names: [], mappings: 'AAAA,UAOE,UCPF' };
  writeFileSync(join(chunks, 'disk-Ab_1.cjs.map'), JSON.stringify(map));
});
afterEach(() => rmSync(chunks, { recursive: true }));

const told = (trace: string) => withSourceLines(trace, chunks);

describe('a trace of a report', () => {
  it('is told in lines of our sources, wherever the reporter had installed the program', () => {
    const trace = `TypeError: no
    at t (/home/minji/.npm/_npx/1/node_modules/tsops/dist/chunks/disk-Ab_1.cjs:1:11)
    at file:///C:/tsops/dist/chunks/disk-Ab_1.cjs:1:15
    at node:internal/process/task_queues:105:5`;
    expect(told(trace)).toEqual({
      text: `TypeError: no
    at t (src/journal/disk.ts:8:3)
    at src/journal/disk.ts:8:3
    at node:internal/process/task_queues:105:5`,
      foreign: [],
    });
  });

  it('names the file of a library', () => {
    const { text } = told('    at /opt/tsops/dist/chunks/disk-Ab_1.cjs:1:21');
    expect(text).toBe('    at node_modules/execa/index.js:1:1');
  });

  it('keeps a place that no source has', () => {
    const trace = '    at /opt/tsops/dist/chunks/disk-Ab_1.cjs:0:1';
    expect(told(trace)).toEqual({ text: trace, foreign: [] });
  });

  it('names once each chunk of another build, and says nothing false of it', () => {
    const trace = `    at /opt/tsops/dist/chunks/disk-Xy_2.cjs:1:1
    at /opt/tsops/dist/chunks/disk-Xy_2.cjs:1:9`;
    expect(told(trace)).toEqual({ text: trace, foreign: ['disk-Xy_2.cjs'] });
  });
});
