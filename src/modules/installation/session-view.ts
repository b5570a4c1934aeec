import { sql } from 'drizzle-orm';
import { fiscalYearOf, formatFiscalYear } from '../../kernel/dates.ts';
import type { Actor } from '../../platform/authorisation/actor.ts';
import type { Tx } from '../../platform/database/database.ts';
import { findAccount, findOrganisation } from '../../platform/identity/find-account.ts';
import { currentPosts } from '../organisation/index.ts';
import { loadPack } from '../standards/index.ts';
import { t } from './messages.ts';

interface Names extends Record<string, unknown> {
  readonly name: string | null;
  readonly unitName: string | null;
  readonly scopes: Readonly<Record<string, string | null>>;
}

/** Who is signed in, in words: account, person, organisation and roles. */
export async function describeSession(tx: Tx, actor: Actor, today: string) {
  const organisation = await findOrganisation(tx);
  const account = await findAccount(tx, actor.accountId ?? '', today);
  const names = await namesOf(tx, actor, today);
  return {
    account: {
      id: account.id,
      name: actor.name,
      loginName: account.loginName,
      administrator: actor.administrator,
    },
    person: actor.personId
      ? { id: actor.personId, name: names.name ?? actor.name, unitName: names.unitName }
      : null,
    organisation: {
      id: organisation.id,
      slug: organisation.slug,
      name: organisation.name,
      kind: organisation.kind,
      fiscalYearLabel: formatFiscalYear(fiscalYearOf(today)),
    },
    roles: [
      ...actor.roles.map(({ appointmentId, packId, roleId, deputy }) => ({
        packId,
        roleId,
        label: loadPack(packId).roles.find((role) => role.id === roleId)?.title.ja ?? roleId,
        scope: names.scopes[appointmentId] ?? null,
        deputy,
      })),
      ...(actor.administrator
        ? [{ packId: null, roleId: null, label: t('role.administrator'), scope: null, deputy: false }]
        : []),
    ],
    demo: organisation.demo,
  };
}

/** Name and unit of the person, and what each appointment is for, in one statement. */
async function namesOf(tx: Tx, actor: Actor, today: string): Promise<Names> {
  const { organisationId } = tx;
  const result = await tx.execute<Names>(sql`
    select p.name, cp.unit_name as "unitName", coalesce((
      select json_object_agg(ap.id, coalesce(u.name, s.name))
      from appointments ap
      left join units u on u.organisation_id = ap.organisation_id and u.id = ap.unit_id
      left join assets s on s.organisation_id = ap.organisation_id and s.id = ap.asset_id
      where ap.organisation_id = ${organisationId} and ap.person_id = p.id
    ), '{}'::json) as scopes
    from people p
    left join ${currentPosts(organisationId, today)} cp on cp.person_id = p.id and cp.main
    where p.organisation_id = ${organisationId} and p.id = ${actor.personId}::uuid
    limit 1`);
  return result.rows[0] ?? { name: null, unitName: null, scopes: {} };
}
