import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { repositoryFiles, textOf } from '../support/repository.ts';

/*
 * A name that is exported stands for one thing in all of src, so that a search for it ends at one place, and no type
 * has a name that says nothing of what it holds.
 */
const empty = /^(Parts|Asked|Standing|Found|Told)$/;

interface Source {
  readonly path: string;
  readonly text: string;
}

function parse({ path, text }: Source): ts.SourceFile {
  return ts.createSourceFile(path, text, ts.ScriptTarget.Latest);
}

function isExported(statement: ts.Statement): boolean {
  const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
  return modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
}

/** The names that a statement declares. */
function namesOf(statement: ts.Statement): string[] {
  const named = (name: ts.Node | undefined): string[] =>
    name !== undefined && ts.isIdentifier(name) ? [name.text] : [];
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) => named(name));
  }
  return 'name' in statement ? named(statement.name as ts.Node | undefined) : [];
}

/** Each exported name that two files define, with these files. Overloads in one file are one definition. */
function namesDefinedTwice(sources: readonly Source[]): string[] {
  const files = new Map<string, Set<string>>();
  for (const source of sources) {
    for (const name of parse(source).statements.filter(isExported).flatMap(namesOf)) {
      files.set(name, (files.get(name) ?? new Set()).add(source.path));
    }
  }
  return [...files]
    .filter(([, paths]) => paths.size > 1)
    .map(([name, paths]) => `${name}: ${[...paths].join(', ')}`);
}

function emptyTypeNames(sources: readonly Source[]): string[] {
  return sources.flatMap((source) =>
    parse(source)
      .statements.filter(
        (each) => ts.isInterfaceDeclaration(each) || ts.isTypeAliasDeclaration(each),
      )
      .flatMap(namesOf)
      .filter((name) => empty.test(name))
      .map((name) => `${name}: ${source.path}`),
  );
}

const planted: readonly Source[] = [
  { path: 'a.ts', text: 'export const spanText = 1;\nconst local = 2;\ninterface Found {}' },
  { path: 'b.ts', text: 'export function spanText() {}\nfunction local() {}\ntype FoundRun = 1;' },
  {
    path: 'c.ts',
    text: 'export { spanText } from "./a.ts";\nexport function over(): 1;\nexport function over() {}',
  },
];

describe('exported names', () => {
  const sources = repositoryFiles()
    .filter((file) => /^src\/.*\.ts$/.test(file))
    .map((path) => ({ path, text: textOf(path) }));

  it('are unique in src', () => {
    expect(sources.length).toBeGreaterThan(800);
    expect(namesDefinedTwice(sources)).toEqual([]);
  });

  it('say what a type holds', () => {
    expect(emptyTypeNames(sources)).toEqual([]);
  });

  it('are found when they are planted, and a local name or an overload is not', () => {
    expect(namesDefinedTwice(planted)).toEqual(['spanText: a.ts, b.ts']);
    expect(emptyTypeNames(planted)).toEqual(['Found: a.ts']);
  });
});
