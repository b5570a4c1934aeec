import { sql } from 'drizzle-orm';
import { InvalidInput } from '../../../kernel/errors.ts';
import { newId } from '../../../kernel/ids.ts';
import { type ImportDefinition, type PlannedLine, resolved } from '../../../kit/server/import.ts';
import { required } from '../../../kit/server/import-columns.ts';
import { insertMany, updateMany } from '../../../kit/server/sets.ts';
import { recordEvents } from '../../../platform/audit/record-event.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { t } from '../messages.ts';
import type { AbsenceReason } from '../model.ts';
import { absences } from '../tables.ts';
import { absenceReasonColumn, lastDayColumn, personNumber, validFromColumn } from './columns.ts';
import { afterLastDay, endsBefore, given, overlapping, peopleByNumber } from './lookups.ts';

const columns = {
  number: personNumber,
  reason: required(absenceReasonColumn),
  validFrom: validFromColumn,
  validTo: lastDayColumn,
};

interface AbsenceRecord {
  readonly personId: string;
  readonly reason: AbsenceReason;
  readonly validFrom: string;
  readonly validTo?: string | null;
}
interface Existing extends Required<AbsenceRecord> {
  readonly id: string;
  readonly version: number;
}
interface Context {
  readonly people: ReadonlyMap<string, string>;
  readonly existing: ReadonlyMap<string, Existing>;
}

/** Absences, each from its first day. The reasons stay out of the audit trail. */
export const absenceImport = (): ImportDefinition<typeof columns, Context, AbsenceRecord> => ({
  title: t('import.absences'),
  action: 'organisation.import',
  columns,
  keyOf: (values) => `${values.number} ${values.validFrom}`,
  async load(tx, lines) {
    const people = await peopleByNumber(
      tx,
      lines.map((line) => line.values.number),
    );
    return { people, existing: await existingAbsences(tx, [...people.values()]) };
  },
  resolve({ values }, context) {
    const { number, reason, validFrom, validTo } = values;
    const personId = context.people.get(number ?? '');
    const end = given({ validTo: validTo === undefined ? undefined : afterLastDay(validTo) });
    return resolved(
      [
        personId === undefined && {
          problem: t.ref('import.personUnknown', { number: number ?? '' }),
          field: 'number',
        },
        endsBefore(validFrom, validTo),
      ],
      () => ({ personId, reason: reason ?? 'other', validFrom, ...end }) as AbsenceRecord,
    );
  },
  inspect: doubleAbsences,
  current: (key, context) => {
    const found = context.existing.get(key);
    if (!found) return undefined;
    const { id: _id, version: _version, ...record } = found;
    return record;
  },
  async apply(tx, actor, plan, context) {
    const { organisationId } = tx;
    const created = plan.created.map(({ record }) => ({
      organisationId,
      id: newId(),
      validTo: null,
      ...record,
      version: 1,
    }));
    await insertMany(tx, absences, created);
    const changed = plan.changed.flatMap(({ key, record }) => {
      const before = context.existing.get(key);
      return before ? [{ ...before, ...record }] : [];
    });
    await updateMany(
      tx,
      absences,
      changed.map(({ id, version, reason, validTo }) => ({ id, version, reason, validTo })),
    );
    const touched = [...created, ...changed];
    await refuseOverlaps(
      tx,
      touched.map((row) => row.personId),
    );
    await recordEvents(
      tx,
      actor,
      touched.map((row) => ({
        action: 'organisation.import',
        entity: 'person',
        entityId: row.personId,
        facts: { absence: row.id, validFrom: row.validFrom, validTo: row.validTo },
      })),
    );
  },
});

/** Lines whose period overlaps another absence of the person. */
function doubleAbsences(lines: readonly PlannedLine<AbsenceRecord>[], { existing }: Context) {
  const inFile = new Set(lines.map(({ key }) => key));
  const clashing = overlapping([
    ...[...existing].filter(([key]) => !inFile.has(key)).map(([, absence]) => ({ ...absence, row: null })),
    ...lines.map(({ key, record, row }) => ({ validTo: null, ...existing.get(key), ...record, row })),
  ]);
  const problem = t.ref('absence.overlaps');
  return [...clashing].map((row) => ({ row, field: 'validFrom', problem }));
}

async function existingAbsences(tx: Tx, personIds: readonly string[]): Promise<Map<string, Existing>> {
  const result = await tx.execute<Existing & { number: string } & Record<string, unknown>>(sql`
    select ab.id, ab.version, ab.person_id as "personId", ab.reason, ab.valid_from as "validFrom", ab.valid_to as "validTo", p.number
    from absences ab join people p on p.organisation_id = ab.organisation_id and p.id = ab.person_id
    where ab.organisation_id = ${tx.organisationId} and ab.person_id = any (${sql.param([...personIds])}::uuid[])`);
  return new Map(result.rows.map(({ number, ...row }) => [`${number} ${row.validFrom}`, row]));
}

async function refuseOverlaps(tx: Tx, personIds: readonly string[]): Promise<void> {
  const clash = await tx.execute<{ number: string }>(sql`
    select pe.number from absences a
    join absences b on b.organisation_id = a.organisation_id and b.person_id = a.person_id and b.id > a.id
      and (a.valid_to is null or b.valid_from < a.valid_to) and (b.valid_to is null or a.valid_from < b.valid_to)
    join people pe on pe.organisation_id = a.organisation_id and pe.id = a.person_id
    where a.organisation_id = ${tx.organisationId} and a.person_id = any (${sql.param([...personIds])}::uuid[])
    order by pe.number limit 1`);
  const [first] = clash.rows;
  if (first) throw new InvalidInput(t.ref('import.absencesOverlap', { number: first.number }));
}
