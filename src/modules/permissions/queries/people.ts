import { sql } from 'drizzle-orm';
import { InvalidInput } from '../../../kernel/errors.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { type InformationAsset, loadInformationAssets } from '../../information/index.ts';
import { currentPosts } from '../../organisation/index.ts';
import type { Caller } from '../commands/require-deed.ts';
import { idsOf } from '../form.ts';
import { t } from '../messages.ts';
import type { FieldKind, FormValues, PermissionType } from '../model.ts';
import { idsIn } from '../resolve.ts';

export interface Applicant {
  readonly personId: string;
  readonly name: string;
  readonly unitId: string | null;
  readonly unitPath: string;
  readonly unitName: string;
}

/**
 * The signed-in person with the unit they apply for: the given one of their posts, or the main one. Throws InvalidInput
 * when the given one is not theirs; `orMain` takes the main one then (they were moved since).
 */
export async function loadApplicant(
  tx: Tx,
  actor: Actor,
  date: string,
  unitId?: string | null,
  orMain = false,
): Promise<Applicant> {
  if (actor.personId === null) throw new InvalidInput(t.ref('apply.noPerson'));
  const result = await tx.execute<Applicant & Record<string, unknown>>(sql`
    select p.id as "personId", p.name, cp.unit_id as "unitId", coalesce(cp.unit_path, '') as "unitPath",
      coalesce(cp.unit_name, '') as "unitName"
    from people p left join ${currentPosts(tx.organisationId, date)} cp on cp.person_id = p.id
    where p.organisation_id = ${tx.organisationId} and p.id = ${actor.personId}::uuid
    order by cp.main desc nulls last`);
  const given = unitId ? result.rows.find((row) => row.unitId === unitId) : result.rows[0];
  const found = given ?? (orMain ? result.rows[0] : undefined);
  if (!found) throw InvalidInput.at('unitId', t.ref('apply.notYourUnit'));
  return found;
}

/** What a form refers to: names by id, of things that are of the field's kind, and entries of the register. */
export interface Referred {
  readonly names: Readonly<Record<string, string>>;
  readonly entries: ReadonlyMap<string, InformationAsset>;
}

/**
 * What the units, systems, people and entries of the register that a form names are called; two statements. What is of
 * another kind than its field, or an entry that the caller may not see, has no name.
 */
export async function loadReferred(
  tx: Tx,
  caller: Caller,
  type: Pick<PermissionType, 'fields'>,
  form: FormValues,
): Promise<Referred> {
  const idsFor = (...kinds: readonly FieldKind[]) => sql.param(idsIn(type, kinds, form));
  const informationIds = idsIn(type, ['asset'], form);
  const org = tx.organisationId;
  const ledgers = (['system', 'area', 'service'] as const).map(
    (kind) => sql`union all select id, name from assets
      where organisation_id = ${org} and kind = ${kind} and id = any (${idsFor(kind)}::uuid[])`,
  );
  const known =
    idsOf(type, form).length === informationIds.length
      ? []
      : (
          await tx.execute<{ id: string; name: string }>(sql`
            select id, name from units where organisation_id = ${org} and id = any (${idsFor('unit')}::uuid[])
            union all select id, name from people where organisation_id = ${org} and id = any (${idsFor('person')}::uuid[])
            ${sql.join(ledgers, sql` `)}`)
        ).rows;
  const entries = await loadInformationAssets(tx, caller, informationIds);
  return {
    names: Object.fromEntries([...known, ...entries].map(({ id, name }) => [id, name])),
    entries: new Map(entries.map((entry) => [entry.id, entry])),
  };
}
