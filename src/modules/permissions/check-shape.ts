/** The shape of types that an organisation sends: the schema of the packs, with what is wrong said in words. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import type { FieldProblem } from '../../kernel/errors.ts';
import { t } from './messages.ts';

const schemaPath = join(import.meta.dirname, '../../../standards/schema/permissions.schema.json');
let validate: ValidateFunction | null = null;

/** The schema of a pack's types, which types of one's own follow as well. */
function validatorOfType(): ValidateFunction {
  if (validate === null) {
    const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
    const schema: unknown = JSON.parse(readFileSync(schemaPath, 'utf8'));
    ajv.addSchema(schema as object, 'permissions');
    validate = ajv.compile({ $ref: 'permissions#/definitions/type' });
  }
  return validate;
}

/** What is wrong with the shape of a type: one problem a part and entry, at most ten; none when it is right. */
export function shapeProblemsOf(type: unknown): readonly FieldProblem[] {
  const check = validatorOfType();
  if (check(type)) return [];
  const found = new Map<string, FieldProblem>();
  for (const error of check.errors ?? []) {
    const [part = namedBy(error), at] = error.instancePath.split('/').slice(1);
    const field = isEntry(at) ? `${part}.${at}` : part;
    // The first is the most exact: those of the alternatives around it follow.
    if (!found.has(field)) found.set(field, { field, message: t.ref('shape.wrong', words(error, part, at)) });
  }
  return [...found.values()].slice(0, 10);
}

/** Whether the second step of a path is the place in a list. */
const isEntry = (at: string | undefined): at is string => at !== undefined && /^\d+$/.test(at);

function words(error: ErrorObject, part: string, at: string | undefined) {
  const key = `part.${part}`;
  const name = t.has(key) ? t(key) : part;
  const place = isEntry(at) ? t('shape.entry', { name, number: Number(at) + 1 }) : t('shape.part', { name });
  const why = `shape.${error.keyword}`;
  return {
    place,
    why: t(t.has(why) ? why : 'shape.other', { name: namedBy(error), path: error.instancePath }),
  };
}

/** What is missing or unknown, where the error is about that. */
function namedBy({ params }: ErrorObject): string {
  const { missingProperty, additionalProperty } = params as Readonly<Record<string, unknown>>;
  return String(missingProperty ?? additionalProperty ?? '');
}
