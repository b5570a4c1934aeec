import { sql } from 'drizzle-orm';
import { type FieldProblem, InvalidInput } from '../../../kernel/errors.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { belongs, currentAssets, inForce } from '../../organisation/index.ts';
import { t } from '../messages.ts';
import { type AffectedKind, type ExceptionKind, missingFields, type Way } from '../model.ts';
import type { ExceptionContext } from '../queries/context.ts';
import { type Clause, clausesOf, exclusionOf } from '../rules.ts';

/** What the applicant writes. */
export interface ExceptionFields {
  readonly packId: string;
  readonly clause: string;
  readonly title: string;
  readonly way: Way;
  readonly reasonCategory: string;
  readonly reason: string;
  readonly risk: string;
  readonly alternative: string;
  readonly impact: string;
  readonly proposedConditions: readonly string[];
  readonly validFrom: string | null;
  readonly validUntil: string | null;
  readonly affectedKind: AffectedKind;
  readonly affectedUnitId: string | null;
  readonly affectedAssetId: string | null;
  readonly personIds: readonly string[];
}

const problem = (field: string, message: FieldProblem['message']): FieldProblem => ({ field, message });

/** The clause that was picked. Throws InvalidInput for one that is unknown here or excluded. */
export function requireClause(context: ExceptionContext, packId: string, clauseId: string): Clause {
  const found = context.packs.find(({ pack }) => pack.id === packId);
  if (!found) throw InvalidInput.at('clause', t.ref('rules.packNone'));
  const excluded = exclusionOf(found.pack, found.part, clauseId);
  if (excluded !== null) throw InvalidInput.at('clause', t.ref('clause.excluded', { reason: excluded }));
  const clause = clausesOf(found.pack, found.part, context.kind).find((each) => each.id === clauseId);
  if (!clause) throw InvalidInput.at('clause', t.ref('clause.missing'));
  return clause;
}

/** Checks what even a draft must keep to: what is named exists, and the period runs forward. Throws InvalidInput. */
export async function checkFields(
  tx: Tx,
  context: ExceptionContext,
  fields: ExceptionFields,
  today: string,
): Promise<void> {
  const problems: FieldProblem[] = [];
  const { validFrom, validUntil, reasonCategory } = fields;
  if (validFrom !== null && validUntil !== null && validUntil < validFrom)
    problems.push(problem('validUntil', t.ref('field.periodOrder')));
  if (reasonCategory !== '' && !context.part.reasons.some((each) => each.id === reasonCategory))
    problems.push(problem('reasonCategory', t.ref('field.reasonUnknown')));
  problems.push(...(await unknownAffected(tx, fields, today)));
  const [first] = problems;
  if (first) throw new InvalidInput(first.message, problems);
}

/** One statement, whatever is named. */
async function unknownAffected(tx: Tx, fields: ExceptionFields, today: string): Promise<FieldProblem[]> {
  const { affectedKind, affectedUnitId, affectedAssetId, personIds } = fields;
  const org = tx.organisationId;
  const result = await tx.execute<{ unit: boolean; asset: boolean; people: number }>(sql`select
    exists (select 1 from units u where u.organisation_id = ${org} and u.id = ${affectedUnitId}::uuid and ${inForce('u', today)}) as unit,
    exists (select 1 from ${currentAssets(org, today)} ca where ca.asset_id = ${affectedAssetId}::uuid) as asset,
    (select count(*)::int from people p where p.organisation_id = ${org}
      and p.id = any (${sql.param([...personIds])}::uuid[]) and ${belongs('p', today)}) as people`);
  const row = result.rows[0];
  const problems: FieldProblem[] = [];
  if (affectedKind === 'unit' && affectedUnitId !== null && !row?.unit)
    problems.push(problem('affectedUnitId', t.ref('field.unitUnknown')));
  if (affectedKind === 'asset' && affectedAssetId !== null && !row?.asset)
    problems.push(problem('affectedAssetId', t.ref('field.assetUnknown')));
  if (affectedKind === 'persons' && row?.people !== new Set(personIds).size)
    problems.push(problem('personIds', t.ref('field.personUnknown')));
  return problems;
}

/** Checks that nothing is missing for handing in. Throws InvalidInput with every field. */
export function checkComplete(kind: ExceptionKind, fields: ExceptionFields, today: string): void {
  const problems = missingFields({ kind, ...fields }).map((field) => {
    const key = `field.missing.${field}`;
    return problem(field, t.ref(t.has(key) ? key : 'submit.missing'));
  });
  if (kind === 'application' && fields.validUntil !== null && fields.validUntil < today)
    problems.push(problem('validUntil', t.ref('field.periodPast')));
  // No permission reaches back: what has begun already was an emergency, or should not have begun.
  if (kind === 'application' && fields.validFrom !== null && fields.validFrom < today)
    problems.push(problem('validFrom', t.ref('field.startPast')));
  if (problems.length > 0) throw new InvalidInput(t.ref('submit.missing'), problems);
}

/** The day on which an emergency was acted on is the first of its period. */
export function checkActed(actedAt: Date, actedOn: string, validUntil: string | null): void {
  if (actedAt.getTime() > Date.now()) throw InvalidInput.at('actedAt', t.ref('field.future'));
  if (validUntil !== null && validUntil < actedOn)
    throw InvalidInput.at('validUntil', t.ref('field.periodBeforeAct'));
}
