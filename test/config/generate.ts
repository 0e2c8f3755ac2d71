import * as z from 'zod/mini';
import { descriptions } from '../../src/config/descriptions.ts';
import { configKeys } from '../../src/config/keys.ts';
import { type Kind, type KindName, kinds } from '../../src/config/kinds.ts';
import type { Outline } from '../../src/config/outline.ts';
import { fileSchema, kindOf } from '../../src/config/schema.ts';

/* What is generated from the config's schema; generated.test.ts keeps it current. */

type Schema = z.core.$ZodType;
type Json = z.core.JSONSchema.BaseSchema;

/** Without the wrapper that says only that a value may be missing. */
function unwrap(schema: Schema): z.core.$ZodTypes {
  const known = schema as z.core.$ZodTypes;
  return known._zod.def.type === 'optional' ? unwrap(known._zod.def.innerType) : known;
}

/** The list behind one-or-more; undefined for any other schema. */
function listOf(schema: Schema): Schema | undefined {
  const { def } = unwrap(schema)._zod;
  if (def.type !== 'pipe') return undefined;
  const out = unwrap(def.out);
  return out._zod.def.type === 'array' ? out._zod.def.element : undefined;
}

function kindAt(schema: Schema): KindName {
  const kind = kindOf.get(unwrap(schema));
  if (kind === undefined) throw new Error('a schema that reads no text');
  return kind;
}

/** `src/config/outline.json` */
export function outlineOf(schema: Schema = fileSchema): Outline {
  const known = unwrap(schema);
  const { def } = known._zod;
  const kind = kindOf.get(known);
  if (kind !== undefined) return kind;
  const many = listOf(known);
  if (many !== undefined) return { oneOrMore: kindAt(many) };
  if (def.type === 'array') return { list: outlineOf(def.element) };
  if (def.type === 'record') return { names: kindAt(def.keyType), of: outlineOf(def.valueType) };
  if (def.type !== 'object') throw new Error(`no outline for ${def.type}`);
  const keys = Object.entries(def.shape as Record<string, Schema>).map(([key, child]) => [
    child._zod.optin === 'optional' ? key : `${key}!`,
    outlineOf(child),
  ]);
  return { keys: Object.fromEntries(keys) };
}

/** `docs/schema/config.schema.json`, of the draft that editors read. */
export function jsonSchema(): Json {
  const schema = z.toJSONSchema(fileSchema, {
    target: 'draft-07',
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema: json, path }) => {
      const kind = kindOf.get(zodSchema);
      const many = listOf(zodSchema);
      const isName = path.at(-1) === 'propertyNames';
      if (kind !== undefined) Object.assign(json, isName ? { type: 'string' } : jsonOf(kind));
      if (many !== undefined) {
        const one = jsonOf(kindAt(many));
        Object.assign(json, { anyOf: [one, { type: 'array', items: one, minItems: 1 }] });
      }
      const description = descriptions[keyAt(path)]?.text;
      if (description !== undefined) json.description = description;
    },
  });
  return { ...schema, title: 'tsops.config.yaml' };
}

/** `properties/monitors/items/properties/url` → `monitors[].url` */
function keyAt(path: readonly (string | number)[]): string {
  return path
    .join('/')
    .replace(/\/items(?=\/)/g, '[]')
    .replace(/\/additionalProperties(?=\/)/g, '.<name>')
    .replace(/^properties\//, '')
    .replace(/\/properties\//g, '.');
}

/** What an editor, which reads YAML's own types, is to accept for a kind. */
function jsonOf(name: KindName): Json {
  const kind: Kind<unknown> = kinds[name];
  if (kind.words !== undefined) return { type: 'string', enum: [...kind.words] };
  const range = /^a whole number from (\d+) to (\d+)$/.exec(kind.sentence);
  if (range) return { type: 'integer', minimum: Number(range[1]), maximum: Number(range[2]) };
  const numbers = ['text', 'name', 'pause', 'status'].includes(name);
  return numbers ? { type: ['string', 'integer'] as unknown as 'string' } : { type: 'string' };
}

/** The table of keys in docs/configuration.md. */
export function keyTable(): string {
  const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
  const code = (text: string) => `\`${text.replaceAll('|', '\\|')}\``;
  const rows = configKeys().map(
    ({ key, type, defaultValue, description }) =>
      `| ${code(key)} | ${cell(description)} | ${cell(type)} | ${defaultValue === undefined ? '' : `${code(defaultValue)} `}|`,
  );
  return [
    '| key | what for | what it looks like | default |',
    '| --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

/** The table of variables in docs/configuration.md. */
export function variableTable(
  variables: readonly { name: string; purpose: string; secret: boolean }[],
): string {
  const rows = variables.map(
    ({ name, purpose, secret }) => `| \`${name}\` | ${purpose} | ${secret ? 'yes ' : ''}|`,
  );
  return ['| variable | what for | secret |', '| --- | --- | --- |', ...rows].join('\n');
}
