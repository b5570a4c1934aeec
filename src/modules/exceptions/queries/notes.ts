import { sql } from 'drizzle-orm';
import { formatDate } from '../../../kernel/dates.ts';
import { NotFound } from '../../../kernel/errors.ts';
import type { Scope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { personWithin } from '../../organisation/index.ts';
import { loadPack, packIds } from '../../standards/index.ts';
import { t } from '../messages.ts';
import type { Way } from '../model.ts';
import { affects, covers } from './affected.ts';

/** A remark on a requirement that a person keeps to: what `kit/ui/requirement-notes.tsx` shows. */
export interface RequirementNote {
  readonly id: string;
  readonly packId: string;
  /** The requirement; of a sub-item the one above it. */
  readonly item: string;
  /** The system, area or service that it is about; null for all of the person's. */
  readonly scopeId: string | null;
  readonly label: string;
  readonly lines: readonly string[];
}

interface NoteRow extends Record<string, unknown> {
  readonly id: string;
  readonly pack_id: string;
  readonly clause: string;
  readonly way: Way;
  readonly alternative: string;
  readonly title: string;
  readonly valid_until: string;
  readonly asset_id: string | null;
  readonly place: string | null;
  readonly conditions: readonly string[];
}

/** The exceptions that cover a person on the day, as remarks on the clauses they are about; one statement. */
export async function notesFor(
  tx: Tx,
  personId: string,
  date: string,
  packId?: string,
): Promise<readonly RequirementNote[]> {
  const result = await tx.execute<NoteRow>(sql`
    select e.id, e.pack_id, e.clause, e.way, e.alternative, e.title, e.valid_until,
      e.affected_asset_id as asset_id,
      coalesce((select a.name from assets a where a.organisation_id = e.organisation_id and a.id = e.affected_asset_id),
        (select u.name from units u where u.organisation_id = e.organisation_id and u.id = e.affected_unit_id)) as place,
      (select coalesce(json_agg(c.text order by c.position), '[]'::json) from exception_conditions c
        where c.organisation_id = e.organisation_id and c.exception_id = e.id) as conditions
    from exceptions e
    where e.organisation_id = ${tx.organisationId} and ${covers(date)} and ${affects(tx.organisationId, sql`${personId}::uuid`, date)}
      ${packId === undefined ? sql`` : sql`and e.pack_id = ${packId}`}
    order by e.pack_id, e.clause, e.valid_until, e.id`);
  return result.rows.map((row) => ({
    id: row.id,
    packId: row.pack_id,
    item: requirementOf(row),
    scopeId: row.asset_id,
    label: t('note.label'),
    lines: linesOf(row),
  }));
}

function requirementOf({ pack_id, clause }: NoteRow): string {
  if (!packIds().includes(pack_id)) return clause;
  return loadPack(pack_id).subItems.find((sub) => sub.id === clause)?.parent ?? clause;
}

function linesOf(row: NoteRow): readonly string[] {
  const text = row.alternative;
  const place = row.place === null ? '' : `（${row.place}）`;
  const way =
    row.way === 'other_method'
      ? t('note.other_method', { text })
      : text === ''
        ? t('note.noAlternative')
        : t('note.not_carried_out', { text });
  return [
    `${row.title}${place}　${t('note.until', { date: formatDate(row.valid_until) })}`,
    way,
    ...row.conditions.map((condition) => t('note.conditions', { text: condition })),
  ];
}

/** Refuses to tell of a person whom the scope does not reach on the day. Throws NotFound. */
export async function requirePersonWithin(
  tx: Tx,
  scope: Scope,
  personId: string,
  date: string,
): Promise<void> {
  const found = await tx.execute(sql`select 1 from people p where p.organisation_id = ${tx.organisationId}
    and p.id = ${personId}::uuid and ${personWithin(scope, sql`p.id`, date)}`);
  if (found.rows.length === 0) throw new NotFound(t.ref('personMissing'));
}
