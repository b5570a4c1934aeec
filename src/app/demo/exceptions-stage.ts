import { sql } from 'drizzle-orm';
import { addDays, type IsoDate } from '../../kernel/dates.ts';
import type { Surroundings } from '../../modules/exceptions/commands/submit-exception.ts';
import { type Actor, systemActor } from '../../platform/authorisation/actor.ts';
import type { Tx } from '../../platform/database/database.ts';
import type { DemoPerson } from './create-demo.ts';
import { readSample } from './sample.ts';
import type { SampleExceptions } from './sample-exceptions.ts';

/** Who takes part, by the role as which visitors sign in. */
type Cast = ReadonlyMap<string, Actor>;

/** Where the exceptions of the sample are played: the transaction, the sample, who takes part, and the day. */
export interface Stage {
  readonly tx: Tx;
  readonly sample: SampleExceptions;
  readonly cast: Cast;
  readonly day: IsoDate;
  readonly base: Surroundings;
}

/** The visitors by the role that the sample names; of two of one role the first. */
export async function castOf(tx: Tx): Promise<Cast> {
  const found = await tx.execute<{ people: readonly DemoPerson[] }>(
    sql`select settings -> 'demoPeople' as people from organisations where id = ${tx.organisationId}`,
  );
  const people = found.rows[0]?.people ?? [];
  const cast = new Map<string, Actor>();
  for (const [index, { role }] of readSample().visitors.entries()) {
    const person = people[index];
    if (person === undefined || cast.has(role)) continue;
    cast.set(role, { ...systemActor(tx.organisationId, person.name), personId: person.personId });
  }
  return cast;
}

/** The visitor of a role. Throws when the sample has none. */
export function actorOf({ cast }: Stage, role: string): Actor {
  const actor = cast.get(role);
  if (!actor) throw new Error(`the sample has no visitor ${role}`);
  return actor;
}

/** The surroundings of a deed so many days from today. */
export const on = (stage: Stage, offset: number): Surroundings => ({
  ...stage.base,
  today: addDays(stage.day, offset),
});

/** Half past nine in Tokyo of that day; on the day itself never later than now. */
export function morning(stage: Stage, offset: number): Date {
  const at = new Date(`${addDays(stage.day, offset)}T09:30:00+09:00`);
  return new Date(Math.min(at.getTime(), Date.now() - 60_000));
}
