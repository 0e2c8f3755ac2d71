import type { TestResult } from './rule-tests.ts';

/** The results as JUnit's XML, which CI systems read. */
export function junitXml(file: string, results: readonly TestResult[]): string {
  const failed = results.filter(({ failures }) => failures.length > 0).length;
  const cases = results.map(({ name, failures }) => {
    const head = `    <testcase classname="${escaped(file)}" name="${escaped(name)}"`;
    if (failures.length === 0) return `${head}/>`;
    const text = failures.map(({ place, message }) => `${place}: ${message}`).join('\n');
    const [first] = failures;
    const failure = `      <failure message="${escaped(first?.message ?? '')}">${escaped(text)}</failure>`;
    return `${head}>\n${failure}\n    </testcase>`;
  });
  const counts = `tests="${results.length}" failures="${failed}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${counts}>`,
    `  <testsuite name="${escaped(file)}" ${counts}>`,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd]/g, '')
    .replace(/[&<>"]/g, (character) => entities[character] ?? '');
}
