import { createHash } from 'node:crypto';
import { type SQL, sql } from 'drizzle-orm';
import type { Actor, HeldRole } from '../authorisation/actor.ts';
import type { Tx } from '../database/database.ts';
import { executePrepared } from '../database/prepared.ts';

/** A signed-in account on one device. */
export interface Session {
  readonly id: string;
  readonly csrfToken: string;
  readonly strength: string;
  readonly createdAt: Date;
  readonly seenAt: Date;
  /** When the person last proved who they are; changes to sign-in methods ask for a recent proof. */
  readonly provedAt: Date;
  readonly actor: Actor;
}

/** Idle limit in minutes: a session that was not used for so long is over. */
export const idleMinutes = 60;

/** Sessions are found by the hash of the token, so that reading the table gives nobody a session. */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest();

interface Row extends Record<string, unknown> {
  id: string;
  csrf_token: string;
  strength: string;
  created_at: string;
  seen_at: string;
  proved_at: string;
  account_id: string;
  person_id: string | null;
  display_name: string;
  administrator: boolean;
  roles: HeldRole[];
  unit_paths: string[];
}

/**
 * The session of a token with everything that authorisation needs, in one statement: the account, the person's
 * roles in force on `today`, and the units of the posts. Null when there is none, it ran out, the account is disabled, or the person has left.
 */
export async function loadSession(
  tx: Tx,
  token: string,
  today: string,
  requestId: string,
): Promise<Session | null> {
  // The sum keeps the database from walking the index of expiries, that is all sessions, before it has statistics.
  const query = sql`
    select s.id, s.csrf_token, s.strength, s.created_at, s.seen_at, s.proved_at,
      a.id as account_id, a.person_id, a.display_name, a.administrator,
      ${heldRoles(sql`a.organisation_id`, sql`a.person_id`, today)} as roles, ${unitPathsOf(today)} as unit_paths
    from sessions s
    join accounts a on a.organisation_id = s.organisation_id and a.id = s.account_id
    where s.organisation_id = ${tx.organisationId} and s.token_hash = ${hashToken(token)}
      and s.expires_at + interval '0' > now() and s.seen_at > now() - ${idleMinutes} * interval '1 minute'
      and ${isUsable(today)}`;
  const [row] = await executePrepared<Row>(tx, 'identity.load-session', query);
  if (!row) return null;
  return {
    id: row.id,
    csrfToken: row.csrf_token,
    strength: row.strength,
    createdAt: new Date(row.created_at),
    seenAt: new Date(row.seen_at),
    provedAt: new Date(row.proved_at),
    actor: {
      organisationId: tx.organisationId,
      accountId: row.account_id,
      personId: row.person_id,
      name: row.display_name,
      administrator: row.administrator,
      roles: row.roles,
      unitPaths: row.unit_paths,
      requestId,
    },
  };
}

/** The account behind alias `a` may be used: not disabled, and its person has not left the organisation. */
export const isUsable = (today: string): SQL => sql`(not a.disabled and not exists (
  select 1 from people q
  where q.organisation_id = a.organisation_id and q.id = a.person_id and q.left_on <= ${today}::date))`;

/**
 * The roles of a person as `HeldRole[]`: appointments in force on the day; a deputy's count during the deputy's own term. Roles of a pack that the organisation gave up
 * grant nothing: no list shows them any more, so nobody would end them.
 */
export const heldRoles = (organisationId: SQL, personId: SQL, today: string): SQL<HeldRole[]> => sql<
  HeldRole[]
>`
  coalesce((
    select json_agg(json_build_object('appointmentId', held.id, 'packId', held.pack_id, 'roleId', held.role_id,
      'scopeKind', held.scope_kind, 'unitPath', held_in.path, 'assetId', held.asset_id,
      'deputy', held.deputy_of is not null))
    from appointments held
    left join units held_in on held_in.organisation_id = held.organisation_id and held_in.id = held.unit_id
    where held.organisation_id = ${organisationId} and held.person_id = ${personId}
      and held.valid_from <= ${today}::date and (held.valid_to is null or held.valid_to > ${today}::date)
      and exists (select 1 from organisation_packs k
        where k.organisation_id = held.organisation_id and k.pack_id = held.pack_id)
  ), '[]'::json)`;

const unitPathsOf = (today: string) => sql`
  coalesce((
    select json_agg(u.path)
    from posts p
    join units u on u.organisation_id = p.organisation_id and u.id = p.unit_id
    where p.organisation_id = a.organisation_id and p.person_id = a.person_id
      and p.valid_from <= ${today}::date and (p.valid_to is null or p.valid_to > ${today}::date)
  ), '[]'::json)`;
