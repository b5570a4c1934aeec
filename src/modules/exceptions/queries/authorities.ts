import { sql } from 'drizzle-orm';
import type { Tx } from '../../../platform/database/database.ts';
import type { ExceptionContext } from './context.ts';

/** A holder set for the clauses below a heading, in words. */
export interface AuthorityRow {
  readonly id: string;
  readonly packId: string;
  readonly titleId: string;
  readonly title: string;
  readonly edition: string;
  readonly personId: string;
  readonly person: string;
  readonly version: number;
}

/** Who was set for what, in the order of the packs and of their headings; one statement. */
export async function loadAuthorities(tx: Tx, { packs }: ExceptionContext): Promise<readonly AuthorityRow[]> {
  const result = await tx.execute<{
    id: string;
    pack_id: string;
    title_id: string;
    person_id: string;
    name: string;
    version: number;
  }>(sql`select a.id, a.pack_id, a.title_id, a.person_id, a.version, p.name
    from exception_authorities a join people p on p.organisation_id = a.organisation_id and p.id = a.person_id
    where a.organisation_id = ${tx.organisationId} order by a.pack_id, a.title_id, p.kana, p.id`);
  return result.rows.map((row) => {
    const pack = packs.find((each) => each.pack.id === row.pack_id)?.pack;
    const title = pack?.titles.find((each) => each.id === row.title_id)?.title.ja;
    return {
      id: row.id,
      packId: row.pack_id,
      titleId: row.title_id,
      title: title ?? '',
      edition: pack?.edition ?? '',
      personId: row.person_id,
      person: row.name,
      version: row.version,
    };
  });
}
