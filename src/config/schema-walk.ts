import type * as z from 'zod/mini';
import type { Path } from './fault.ts';
import { fileSchema } from './schema.ts';

/** A zod schema with its definition in view. */
export type Schema = z.core.$ZodType;
type Known = z.core.$ZodTypes;

/** Without the wrappers that say only whether a value may be missing. */
export function unwrap(schema: Schema): Known {
  const known = schema as Known;
  return known._zod.def.type === 'optional' ? unwrap(known._zod.def.innerType) : known;
}

/** The keys that a group of the schema has; undefined where any name may stand, or none. */
export function shapeOf(schema: Schema): Readonly<Record<string, Schema>> | undefined {
  const { def } = unwrap(schema)._zod;
  return def.type === 'object' ? def.shape : undefined;
}

/** The schema of each item of a list, or of each value under a name. */
export function itemOf(schema: Schema): Schema | undefined {
  const { def } = unwrap(schema)._zod;
  if (def.type === 'array') return def.element;
  return def.type === 'record' ? def.valueType : undefined;
}

/** The schema of the value at a path; undefined where the path leads nowhere. */
export function schemaAt(path: Path): Schema | undefined {
  let schema: Schema | undefined = fileSchema;
  for (const key of path) {
    if (schema === undefined) return undefined;
    schema = shapeOf(schema)?.[key] ?? itemOf(schema);
  }
  return schema;
}

/** Where a key of that name would be right: `aws.region`, `monitors[].timeout`. */
export function placesOfKey(key: string): string[] {
  return keyPaths().filter((path) => path.split('.').at(-1) === key);
}

/** Every key of the schema: `service`, `environments.<name>.url`, `monitors[].name`. */
export function keyPaths(schema: Schema = fileSchema, prefix = ''): string[] {
  return Object.entries(shapeOf(schema) ?? {}).flatMap(([key, child]) => {
    const path = prefix === '' ? key : `${prefix}.${key}`;
    const item = itemOf(child);
    if (item !== undefined && shapeOf(item) !== undefined) {
      const list = unwrap(child)._zod.def.type === 'array';
      return keyPaths(item, list ? `${path}[]` : `${path}.<name>`);
    }
    return shapeOf(child) === undefined ? [path] : keyPaths(child, path);
  });
}
