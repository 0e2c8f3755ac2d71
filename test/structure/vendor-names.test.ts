import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { providers } from '../../src/config/providers.ts';
import { vendorRows } from '../../src/config/vendors.ts';
import { otherEngines } from '../../src/domain/alerts/language/rule.ts';
import { repositoryFiles, textOf } from '../support/repository.ts';

/*
 * Ports speak of capabilities: outside the places below no identifier has a vendor in it, and nothing is compared
 * with a vendor's name. What people read may name one.
 */
const capabilities: readonly string[] = vendorRows.flatMap(([, row]) =>
  Object.keys(row.capabilities),
);
/** The vendors of the table, but for one that is called after what it does. */
const rows = vendorRows.flatMap(([name]) => (capabilities.includes(name) ? [] : [name]));
const chosen = [...Object.values(providers).flat(), ...otherEngines];
/** What their own parts are called. */
const parts = ['alertmanager', 'cloudfront', 'cloudwatch', 'lighthouse', 'pagespeed-insights'];
const fields = ['distributionid', 'callerreference', 'workflow'];

const names = [...new Set([...rows, ...chosen, ...parts])];
/** Anywhere in an identifier; three letters stand in too many words. */
const vendors = new RegExp([...names.filter((name) => name.length > 3), ...fields].join('|'), 'i');
/** A word that rules files, journals and configs know a vendor by. */
const words = new RegExp(`^(?:${names.join('|')}|workflow_dispatch)$`);
/** An expression for a name of ours that begins with one. */
const expressions = new RegExp(`^/\\^?(?:${names.join('|')})-`);
/** How fast a page is. */
const notVendors = /[pP]ageSpeed/g;

/**
 * A vendor's own folder, what makes the adapters, its section of the config, the world that plays it, and the rows and
 * file formats of other engines, which are rules turned into text.
 */
const allowed = [
  /^src\/services\//,
  /^src\/config\//,
  /^src\/sandbox\//,
  /^src\/domain\/alerts\/engines\//,
];

/**
 * Names that are written: fields of the journal and of JSON documents, options, words of a rules file. They stay
 * as they are for whoever reads them.
 */
const written: Readonly<Record<string, readonly string[]>> = {
  'src/actions/cdn/invalidate.ts': ['distributionId'],
  'src/actions/rollback/action.ts': ['workflow'],
  'src/actions/rollback/dispatch.ts': ['workflow'],
  'src/actions/rollback/parts.ts': ['workflow'],
  'src/actions/rollback/plan-view.ts': ['workflow'],
  'src/actions/rollback/plan.ts': ['workflow'],
  'src/actions/rollback/proof.ts': ['callerReference', 'distributionId'],
  'src/commands/config/init-data.ts': ['workflow'],
  'src/commands/config/init-input.ts': ['workflow'],
  'src/commands/config/init-view.ts': ['workflow'],
  'src/commands/config/init.ts': ['workflow'],
  'src/commands/incident/report.ts': ['github'],
  'src/commands/invalidate/status-view.ts': ['callerReference', 'distributionId'],
  'src/commands/invalidate/status.ts': ['distributionId'],
  'src/commands/oncall/command.ts': ['byPagerDuty', 'pagerduty'],
  'src/commands/oncall/schedule-view.ts': ['pagerduty'],
  'src/commands/oncall/schedule.ts': ['pagerduty'],
  'src/commands/oncall/view.ts': ['byPagerDuty', 'pagerduty'],
  'src/domain/alerts/language/channels.ts': ['pagerduty', 'slack'],
  'src/domain/alerts/language/rule.ts': ['cloudwatch', 'prometheus', 'sentry', 'uptimerobot'],
  'src/domain/incident/guard.ts': ['workflow'],
  'src/domain/oncall/call-text.ts': ['slack'],
  'src/domain/oncall/contact.ts': ['slack'],
  'src/domain/oncall/hand-off/markdown.ts': ['slack'],
  'src/domain/oncall/person-text.ts': ['slack'],
  'src/domain/speed/findings.ts': ['lighthouse', 'pagespeed-insights'],
  'src/evidence/cdn/invalidate-record.ts': ['distributionId'],
  'src/ports/dependencies.ts': ['aws', 'slack'],
};

interface Use {
  readonly line: number;
  readonly name: string;
}

const namesVendor = (text: string): boolean => vendors.test(text.replace(notVendors, ''));

/** A string that the code decides by, which is not one that people read: by its place, or as the word of a vendor. */
function decides(node: ts.StringLiteralLike): boolean {
  const { parent } = node;
  if (words.test(node.text)) return true;
  if (ts.isCaseClause(parent) || ts.isLiteralTypeNode(parent)) return true;
  if (ts.isElementAccessExpression(parent)) return true;
  const equal = [
    ts.SyntaxKind.EqualsEqualsEqualsToken,
    ts.SyntaxKind.ExclamationEqualsEqualsToken,
  ] as ts.SyntaxKind[];
  return ts.isBinaryExpression(parent) && equal.includes(parent.operatorToken.kind);
}

function usesIn(text: string): Use[] {
  const source = ts.createSourceFile('a.ts', text, ts.ScriptTarget.Latest, true);
  const uses: Use[] = [];
  const visit = (node: ts.Node): void => {
    const named = ts.isIdentifier(node) || (ts.isStringLiteralLike(node) && decides(node));
    const matched = ts.isRegularExpressionLiteral(node) && expressions.test(node.text);
    if (matched || (named && (namesVendor(node.text) || words.test(node.text)))) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart());
      uses.push({ line: line + 1, name: node.text });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return uses;
}

const files = repositoryFiles().filter(
  (file) => /^src\/.*\.ts$/.test(file) && !allowed.some((place) => place.test(file)),
);

/** What is not in the text is not in its syntax either, which takes longer to read. */
const mentions = new RegExp([...names, ...fields].join('|'), 'i');

/** `file:line: name` of each use that no list knows. */
function strangers(file: string): string[] {
  const known = written[file] ?? [];
  const text = textOf(file);
  if (!mentions.test(text)) return [];
  return usesIn(text)
    .filter(({ name }) => !known.includes(name))
    .map(({ line, name }) => `${file}:${line}: ${name}`);
}

describe('the names of vendors', () => {
  it.each([
    ['an identifier', 'const sentryClient = 1;'],
    ['a property', 'const port = { slack: 1 };'],
    ['a member', 'context.services.github();'],
    ['a comparison', "if (engine === 'cloudwatch') stop();"],
    ['a case', "switch (engine) { case 'prometheus': stop(); }"],
    ['a type of one word', "type Via = 'pagerduty' | 'phone';"],
    ['a list', "const eitherWay = ['slack'];"],
    ['a value of a table', "const provider = { deploys: 'github' };"],
    ['an argument', "labOf('lighthouse', runs);"],
    ['a short name', "const key = { profile: 'aws' };"],
    ['an expression', 'const plain = channel.replace(/^slack-/, text);'],
    ['an import', "import { uptimerobotExport } from './export.ts';"],
  ])('are caught as %s', (_, text) => {
    expect(usesIn(`\n${text}`)).toEqual([expect.objectContaining({ line: 2 })]);
  });

  it.each([
    ['a text that people read', "const detail = 'Sentry does not answer: set SENTRY_AUTH_TOKEN';"],
    ['a vendor as people write it', "const source = 'Sentry';"],
    ['a command to type', "const next = ['aws sts get-caller-identity'];"],
    ['an expression of something else', 'const kind = /^phone-/.test(channel);'],
    ['the shape of a secret', 'const shape = /\\bgithub_pat_[A-Za-z0-9_]{16,}/g;'],
    ['a comment', '/* GitHub lists it late. */ const late = 1;'],
    ['how fast a page is', 'const pageSpeed: PageSpeed = 1;'],
    ['a capability', 'await context.services.errors();'],
  ])('are not seen in %s', (_, text) => {
    expect(usesIn(text)).toEqual([]);
  });

  it('stand in their own places alone', () => {
    expect(files.length).toBeGreaterThan(500);
    expect(files.flatMap(strangers)).toEqual([]);
  });

  it('are in the list of what is written only where they are there', () => {
    const gone = Object.entries(written).flatMap(([file, names]) => {
      const there = new Set(usesIn(textOf(file)).map(({ name }) => name));
      return names.filter((name) => !there.has(name)).map((name) => `${file}: ${name}`);
    });
    expect(gone).toEqual([]);
  });
});
