import { sql } from 'drizzle-orm';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { inForce, loadProfile, tellPeople } from '../../organisation/index.ts';
import { loadPack } from '../../standards/index.ts';
import { t } from '../messages.ts';
import type { ChangeKind } from '../model/register.ts';

/** An entry, as far as those who are told of it need it. */
export interface ToldEntry {
  readonly id: string;
  readonly name: string;
  readonly unitPath: string;
  readonly deciderId: string | null;
}

/** When a deed is done, and the address under which mails say to look. */
export interface Occasion {
  readonly today: string;
  readonly publicUrl: string;
}

interface Told {
  readonly personId: string;
  readonly topic: string;
  readonly title: string;
  readonly detail: string;
  readonly href: string;
}

const tell = (tx: Tx, publicUrl: string, told: readonly Told[]): Promise<void> =>
  tellPeople(
    tx,
    told.map((each) => ({
      ...each,
      mail: (name) => {
        const { title, detail, href } = each;
        return t('mail.body', { name, title, detail, url: `${publicUrl}${href}` });
      },
    })),
  );

/** Tells who can answer that a request waits: the decider, or the nearest superiors of the unit. Never who asked. */
export async function tellDeciders(
  tx: Tx,
  actor: Actor,
  entry: ToldEntry,
  kind: ChangeKind,
  { today, publicUrl }: Occasion,
): Promise<void> {
  const decider = kind === 'ask' || entry.deciderId === actor.personId ? null : entry.deciderId;
  const people = decider === null ? await nearestSuperiors(tx, entry.unitPath, today) : [decider];
  await tell(
    tx,
    publicUrl,
    people
      .filter((personId) => personId !== actor.personId)
      .map((personId) => ({
        personId,
        topic: 'information.request',
        title: t(kind === 'ask' ? 'notice.ask' : 'notice.request', { name: entry.name }),
        detail: t('notice.from', { name: actor.name }),
        href: '/information/changes',
      })),
  );
}

/** Tells who asked what was answered. */
export async function tellRequester(
  tx: Tx,
  entry: ToldEntry,
  answer: { readonly requestedBy: string | null; readonly approved: boolean; readonly note: string },
  publicUrl: string,
): Promise<void> {
  if (answer.requestedBy === null) return;
  await tell(tx, publicUrl, [
    {
      personId: answer.requestedBy,
      topic: 'information.settle',
      title: t(answer.approved ? 'notice.approved' : 'notice.refused', { name: entry.name }),
      detail: answer.note,
      href: `/information/${entry.id}`,
    },
  ]);
}

/** Who decides for the unit as a superior, at the lowest level at which somebody does. Two statements. */
async function nearestSuperiors(tx: Tx, unitPath: string, today: string): Promise<readonly string[]> {
  const { packIds } = await loadProfile(tx);
  const roles = packIds.flatMap((packId) =>
    loadPack(packId)
      .roles.filter(({ grants }) => grants.includes('information.decide'))
      .map(({ id }) => `${packId} ${id}`),
  );
  const result = await tx.execute<{ personId: string; depth: number }>(sql`
    select ap.person_id as "personId", coalesce(length(u.path), 0) as depth from appointments ap
    left join units u on u.organisation_id = ap.organisation_id and u.id = ap.unit_id
    where ap.organisation_id = ${tx.organisationId} and ${inForce('ap', today)}
      and ap.pack_id || ' ' || ap.role_id = any (${sql.param(roles)}::text[])
      and (ap.scope_kind = 'organisation' or ${unitPath} like u.path || '%')`);
  const deepest = Math.max(0, ...result.rows.map(({ depth }) => depth));
  return [...new Set(result.rows.filter(({ depth }) => depth === deepest).map(({ personId }) => personId))];
}
