import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { repositoryFiles, textOf } from '../support/repository.ts';

/*
 * Ports speak of capabilities: outside the places below no identifier has a vendor in it, and nothing is compared
 * with a vendor's name. What people read may name one.
 */
const vendors =
  /distributionid|callerreference|workflow|sentry|slack|github|prometheus|alertmanager|uptimerobot|cloudfront|cloudwatch|pagerduty|lighthouse|pagespeed/i;
/** How fast a page is, and the product of that name in small letters. */
const notVendors = /[pP]ageSpeed/g;

/**
 * A vendor's own folder, what makes the adapters, its section of the config, the world that plays it, and the file
 * formats of other engines, which are rules turned into text.
 */
const allowed = [
  /^src\/services\//,
  /^src\/config\//,
  /^src\/sandbox\//,
  /^src\/domain\/alerts\/export\//,
];

/**
 * Names that are written: fields of the journal and of JSON documents, options, channels of a rules file. They stay
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
  'src/commands/config/init-input.ts': ['workflow'],
  'src/commands/config/init-view.ts': ['workflow'],
  'src/commands/config/init.ts': ['workflow'],
  'src/commands/incident/report.ts': ['github'],
  'src/commands/invalidate/status-view.ts': ['callerReference', 'distributionId'],
  'src/commands/invalidate/status.ts': ['distributionId'],
  'src/commands/oncall/command.ts': ['byPagerDuty', 'pagerduty'],
  'src/commands/oncall/override-view.ts': ['pagerduty'],
  'src/commands/oncall/schedule-view.ts': ['pagerduty'],
  'src/commands/oncall/schedule.ts': ['pagerduty'],
  'src/commands/oncall/view.ts': ['PagerDuty', 'byPagerDuty', 'pagerduty'],
  'src/domain/evidence/wording/page-speed.ts': ['lighthouse'],
  'src/domain/notification/delivery.ts': ['pagerduty', 'slack'],
  'src/domain/oncall/call-text.ts': ['slack'],
  'src/domain/oncall/contact.ts': ['slack'],
  'src/domain/oncall/hand-off/facts.ts': ['PagerDuty'],
  'src/domain/oncall/hand-off/markdown.ts': ['slack'],
  'src/domain/oncall/person-text.ts': ['slack'],
  'src/domain/speed/findings.ts': ['lighthouse', 'pagespeed-insights'],
  'src/evidence/cdn/invalidate-record.ts': ['distributionId'],
  'src/ports/dependencies.ts': ['slack'],
};

/** What has yet to move, by file: how many there are may only fall. */
const yetToMove: Readonly<Record<string, number>> = {
  'src/actions/notification/deliver.ts': 1,
  'src/actions/paging/page-plan.ts': 1,
  'src/actions/paging/page.ts': 1,
  'src/commands/alerts/addressing.ts': 1,
  'src/commands/alerts/export.ts': 17,
  'src/commands/alerts/names.ts': 4,
  'src/commands/incident/update.ts': 1,
  'src/commands/notify/command.ts': 1,
  'src/domain/alerts/backtest/shadow.ts': 1,
  'src/domain/alerts/language/rule-runbook.ts': 1,
  'src/domain/notification/contents.ts': 1,
  'src/domain/notification/ledger.ts': 1,
  'src/domain/notification/silenced-elsewhere.ts': 5,
  'src/domain/notification/notified-events.ts': 1,
  'src/domain/oncall/hand-off/pages.ts': 1,
  'src/domain/rollback/run.ts': 1,
  'src/evidence/alerts/impact.ts': 1,
  'src/evidence/alerts/shadow.ts': 10,
  'src/evidence/deploys/recent.ts': 2,
  'src/evidence/deploys/state.ts': 1,
  'src/evidence/doctor/access-aws.ts': 1,
  'src/evidence/doctor/access-github.ts': 2,
  'src/evidence/doctor/access.ts': 20,
  'src/evidence/errors/release-split.ts': 1,
  'src/evidence/errors/types.ts': 1,
  'src/evidence/oncall/who-is-paged.ts': 1,
  'src/evidence/paging/paged-alerts.ts': 1,
  'src/evidence/speed/page-speed-lab.ts': 4,
  'src/evidence/speed/page-speed.ts': 2,
  'src/ports/access.ts': 7,
  'src/ports/alert-engines.ts': 2,
};

interface Use {
  readonly line: number;
  readonly name: string;
}

const namesVendor = (text: string): boolean => vendors.test(text.replace(notVendors, ''));

/** A string that the code decides by, which is not one that people read. */
function decides(node: ts.StringLiteralLike): boolean {
  const { parent } = node;
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
    if (named && namesVendor(node.text)) {
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

/** `file:line: name` of each use that no list knows. */
function strangers(file: string): string[] {
  const known = written[file] ?? [];
  return usesIn(textOf(file))
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
    ['an import', "import { uptimerobotExport } from './export.ts';"],
  ])('are caught as %s', (_, text) => {
    expect(usesIn(`\n${text}`)).toEqual([expect.objectContaining({ line: 2 })]);
  });

  it.each([
    ['a text that people read', "const detail = 'Sentry does not answer: set SENTRY_AUTH_TOKEN';"],
    ['a comment', '/* GitHub lists it late. */ const late = 1;'],
    ['how fast a page is', 'const pageSpeed: PageSpeed = 1;'],
    ['a capability', 'await context.services.errors();'],
  ])('are not seen in %s', (_, text) => {
    expect(usesIn(text)).toEqual([]);
  });

  it('stand in their own places alone', () => {
    expect(files.length).toBeGreaterThan(500);
    const found = files.filter((file) => !Object.hasOwn(yetToMove, file)).flatMap(strangers);
    expect(found).toEqual([]);
  });

  it('are no more than they were in what has yet to move, and no list names what is gone', () => {
    const counted = Object.keys(yetToMove).map((file) => [file, strangers(file).length]);
    expect(Object.fromEntries(counted)).toEqual(yetToMove);
    const gone = Object.entries(written).flatMap(([file, names]) => {
      const there = new Set(usesIn(textOf(file)).map(({ name }) => name));
      return names.filter((name) => !there.has(name)).map((name) => `${file}: ${name}`);
    });
    expect(gone).toEqual([]);
  });
});
