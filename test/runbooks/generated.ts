import fc from 'fast-check';
import { type Runbook, type RunbookStep, runbookSections } from '../../src/runbooks/definition.ts';
import {
  evidenceIds,
  knownDangers,
  knownHypotheses,
  knownSeverities,
  responses,
} from '../../src/runbooks/known.ts';

/** Pieces of which Markdown makes something, and pieces of plain text. */
const piece = fc.oneof(
  { weight: 2, arbitrary: fc.string({ minLength: 1, maxLength: 8 }) },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      ...[
        'roll back',
        '되돌리기',
        '오류율',
        'v1.2.3',
        'a_b',
        '_x_',
        '*',
        '**',
        '`',
        '``',
        '`tsops health`',
      ],
      ...[
        '[ ] ',
        '[a](b)',
        '![',
        '<b>',
        '<!-- id: x -->',
        '&amp;',
        '&',
        '#',
        '# ',
        '- ',
        '+ ',
        '1. ',
        '2) ',
      ],
      ...[
        '> ',
        '\\',
        '\\\\',
        '---',
        '===',
        '~~~',
        '```',
        '|',
        ':',
        '{#x}',
        'http://a.example/?b=c&copy=1',
      ],
      ...['<http://a.example>', 'a@b.example', '!', '(', ')', "'", '"', ' ', '…', '→', '😀', '5 %'],
    ),
  },
);

/** One line as it comes back: no space at its ends, nothing invisible. */
const line = fc
  .array(piece, { minLength: 1, maxLength: 6 })
  .map((pieces) =>
    pieces
      .join('')
      .replaceAll(/[^\x20-\x7e\u00a1-\uffff]/g, '')
      .trim(),
  )
  .filter(
    (text) =>
      text !== '' &&
      !/[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff]/.test(text),
  );

const title = line.map((text) => text.replace(/[:\s]+$/, '')).filter((text) => text !== '');
const both = (arbitrary: fc.Arbitrary<string>) => fc.record({ en: arbitrary, ko: arbitrary });
const body = fc.array(line, { maxLength: 3 }).map((lines) => lines.join('\n'));
const word = fc.oneof(
  fc.string({ maxLength: 8 }).map((text) => text.replaceAll(/[\0-\x1f\x7f]/g, '')),
  fc.constantFrom(
    '-f',
    'version=v1.2.2',
    'a b',
    "it's",
    '$HOME',
    '*.md',
    '```',
    '',
    '~',
    '|',
    '{}',
    '#x',
  ),
);
const argv = fc.tuple(
  fc.constantFrom('tsops', 'gh', 'curl', './scripts/check'),
  fc.array(word, { maxLength: 4 }),
);

const scripts = [
  'curl -s https://a.example | jq .',
  'a\nb',
  'cd /tmp\n\n  ls *\n\tls > "x y"',
  "for i in 1 2; do echo '```'; done",
  'echo "$TSOPS_URL" # why',
];
const terms = fc.record(
  {
    secrets: fc.constant(['GH_TOKEN', 'SENTRY_AUTH_TOKEN']),
    danger: fc.constantFrom(...knownDangers),
    timeout: fc.constantFrom(30_000, 90_000, 3_600_000),
  },
  { requiredKeys: [] },
);

function steps(rules: Runbook['diagnosis']): fc.Arbitrary<RunbookStep[]> {
  const base = {
    id: fc.constant(''),
    section: fc.constantFrom(...runbookSections),
    title: both(title),
    body: both(body),
  };
  const causes = rules === null ? [] : knownHypotheses[rules];
  const when =
    causes.length === 0
      ? {}
      : { when: fc.uniqueArray(fc.constantFrom(...causes), { minLength: 1, maxLength: 2 }) };
  const kinds = [
    fc.record(
      {
        ...base,
        kind: fc.constant('instruction' as const),
        response: fc.constantFrom(...responses),
      },
      { requiredKeys: ['id', 'section', 'title', 'body', 'kind'] },
    ),
    fc.record({
      ...base,
      kind: fc.constant('evidence' as const),
      collects: fc.uniqueArray(fc.constantFrom(...evidenceIds), { minLength: 1, maxLength: 3 }),
    }),
    fc.record(
      {
        ...base,
        kind: fc.constant('question' as const),
        answers: fc
          .array(both(line), { minLength: 2, maxLength: 4 })
          .map((texts) => texts.map((text, nth) => ({ id: `a-${nth}`, text }))),
        suggests: fc.record({
          evidence: fc.constantFrom(...evidenceIds),
          bad: fc.constantFrom('a-0', 'a-1'),
          ok: fc.constantFrom('a-0', 'a-1'),
        }),
      },
      { requiredKeys: ['id', 'section', 'title', 'body', 'kind', 'answers'] },
    ),
    fc.tuple(fc.record(base), argv).map(([step, [program, words]]) => ({
      ...step,
      kind: 'command' as const,
      argv: [program, ...words] as const,
      own: program === 'tsops',
    })),
    fc.tuple(fc.record(base), fc.constantFrom(...scripts), terms).map(([step, script, told]) => ({
      ...step,
      ...told,
      kind: 'command' as const,
      script,
      own: false as const,
    })),
    ...(rules === null
      ? []
      : [
          fc.record(
            {
              ...base,
              ...when,
              kind: fc.constant('action' as const),
              response: fc.constantFrom(...responses),
              proves: fc.constantFrom(...evidenceIds),
            },
            { requiredKeys: ['id', 'section', 'title', 'body', 'kind', 'response'] },
          ),
          fc.record({ ...base, kind: fc.constant('decision' as const) }),
        ]),
  ];
  const step = fc.oneof(...(kinds as fc.Arbitrary<unknown>[])) as fc.Arbitrary<RunbookStep>;
  return fc
    .array(step, { minLength: 1, maxLength: 8 })
    .map((list) =>
      list
        .toSorted((a, b) => runbookSections.indexOf(a.section) - runbookSections.indexOf(b.section))
        .map((each, nth) => ({ ...each, id: `step-${nth}` })),
    );
}

/** Decides before anything else, where it decides at all. */
export const runbooks: fc.Arbitrary<Runbook> = fc
  .constantFrom(null, 'errors', 'speed')
  .chain((diagnosis) =>
    fc.record({
      id: fc.constant('generated'),
      title: both(title),
      severity: fc.constantFrom(...knownSeverities),
      symptoms: both(body),
      diagnosis: fc.constant(diagnosis),
      steps: steps(diagnosis).map((list): RunbookStep[] => {
        if (diagnosis === null) return list;
        const text = { en: 'Decide', ko: '판단' };
        const empty = { en: '', ko: '' };
        const decide = {
          kind: 'decision',
          id: 'decide',
          section: 'symptoms',
          title: text,
          body: empty,
        } as const;
        return [decide, ...list];
      }),
      file: fc.constant(null),
    }),
  );
