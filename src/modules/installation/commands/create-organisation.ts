import { sql } from 'drizzle-orm';
import { InvalidInput } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { recordEvents } from '../../../platform/audit/record-event.ts';
import { type Actor, systemActor } from '../../../platform/authorisation/actor.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { actorOf, findAccount } from '../../../platform/identity/find-account.ts';
import { setPassword } from '../../../platform/identity/set-password.ts';
import { accounts } from '../../../platform/identity/tables.ts';
import { createUnit } from '../../organisation/index.ts';
import { listPacks, loadPack, type OrgKind, orgKinds } from '../../standards/index.ts';
import { t } from '../messages.ts';
import { claimSetup } from '../setup-lock.ts';
import { checkLoginName } from './check-login-name.ts';

export interface NewOrganisation {
  readonly organisation: { readonly name: string; readonly slug: string; readonly kind: string };
  readonly administrator: {
    readonly name: string;
    readonly loginName: string;
    /** Null: the administrator sets one with a link. */
    readonly password: string | null;
    readonly email: string;
  };
  readonly packs: readonly string[];
}

/** The first organisation of an empty installation; of several at once, one wins. Throws Conflict or InvalidInput. */
export async function createFirstOrganisation(
  tx: Tx,
  input: NewOrganisation,
  day: string,
  requestId: string,
) {
  await claimSetup(tx);
  return createOrganisation(tx, input, day, requestId);
}

/**
 * Makes an organisation: its root unit, its packs and its administrator, in a transaction of the new organisation.
 * Throws InvalidInput. Returns the administrator's account.
 */
export async function createOrganisation(tx: Tx, input: NewOrganisation, day: string, requestId: string) {
  const { organisation, administrator } = input;
  const kind = requireKind(organisation.kind);
  const primary = primaryOf(input.packs, kind);
  const loginName = checkLoginName(administrator.loginName, 'administrator.loginName');
  const id = tx.organisationId;
  const made = await tx.execute(sql`insert into organisations (id, slug, name, kind)
    values (${id}, ${organisation.slug}, ${organisation.name}, ${kind}) on conflict (slug) do nothing`);
  if (made.rowCount === 0) {
    throw InvalidInput.at('organisation.slug', t.ref('setup.slugTaken', { slug: organisation.slug }));
  }
  for (const pack of input.packs) {
    await tx.execute(sql`insert into organisation_packs (organisation_id, pack_id, adopted_on, primary_pack)
      values (${id}, ${pack}, ${day}, ${pack === primary})`);
  }
  const accountId = newId();
  await tx.insert(accounts).values({
    organisationId: id,
    id: accountId,
    loginName,
    displayName: administrator.name,
    email: administrator.email,
    administrator: true,
  });
  const account = await findAccount(tx, accountId, day);
  if (administrator.password !== null) {
    await setPassword(tx, account, organisation, administrator.password, 'administrator.password');
  }
  const actor = actorOf(id, account, requestId);
  await openRootUnit(tx, actor, organisation.name, day);
  await recordEvents(tx, systemActor(id, administrator.name), [
    { action: 'organisation.create', entity: 'organisation', entityId: id, after: { ...organisation } },
    { action: 'standards.adopt', entity: 'organisation', entityId: id, after: { packs: input.packs } },
    {
      action: 'account.create',
      entity: 'account',
      entityId: accountId,
      after: { loginName, name: administrator.name, administrator: true },
    },
  ]);
  return account;
}

async function openRootUnit(tx: Tx, actor: Actor, name: string, day: string): Promise<void> {
  const scope = {
    organisationId: tx.organisationId,
    whole: true,
    unitPaths: [],
    assetIds: [],
    personId: null,
  };
  const root = { parentId: null, code: '0', name, kana: '', kind: 'organisation', sortOrder: 0 } as const;
  await createUnit(tx, actor, scope, { ...root, validFrom: day });
}

function requireKind(value: string): OrgKind {
  const kind = orgKinds.find((each) => each === value);
  if (kind) return kind;
  throw InvalidInput.at('organisation.kind', t.ref('setup.kindUnknown'));
}

/** The pack whose roles the organisation appoints: the first of the chosen that has roles. */
function primaryOf(packs: readonly string[], kind: OrgKind): string {
  const known = new Map(listPacks().map((pack) => [pack.id, pack]));
  if (packs.length === 0) throw InvalidInput.at('packs', t.ref('setup.packsMissing'));
  for (const id of packs) {
    const pack = known.get(id);
    if (!pack?.orgKinds.includes(kind)) {
      throw InvalidInput.at('packs', t.ref('setup.packUnknown', { pack: pack?.title.ja ?? id }));
    }
  }
  const primary = packs.find((id) => loadPack(id).roles.length > 0);
  if (primary === undefined) throw InvalidInput.at('packs', t.ref('setup.rolesMissing'));
  return primary;
}
