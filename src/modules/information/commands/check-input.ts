/** What every deed on the register checks before it writes. */
import { sql } from 'drizzle-orm';
import { type FieldProblem, InvalidInput } from '../../../kernel/errors.ts';
import type { Actor } from '../../../platform/authorisation/actor.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { belongs, currentAssets, inForce } from '../../organisation/index.ts';
import { type Authority, isSuperior } from '../authority.ts';
import { t } from '../messages.ts';
import type { Standing } from '../model/register.ts';
import { appliesTo, axes, type Form, OWN, restrictionId, type Scheme } from '../model.ts';

const refuse = (problems: readonly FieldProblem[]): void => {
  const [first] = problems;
  if (first !== undefined) throw new InvalidInput(first.message, problems);
};

/** Classes exist only on axes that apply to the form; restrictions are the pack's or of one's own. Throws InvalidInput. */
export function checkStanding(scheme: Scheme, form: Form, { classes, restrictions }: Standing): void {
  const onAxes = axes
    .filter((axis) => classes[axis] !== null && !appliesTo(scheme, axis, form))
    .map((axis) => ({ field: axis, message: t.ref('input.axis', { axis: t(`axis.${axis}`) }) }));
  const inList = restrictions
    .filter((code) => !isKnownRestriction(scheme, code))
    .map((code) => ({ field: 'restrictions', message: whyUnknown(scheme, code) }));
  refuse([...onAxes, ...inList]);
}

/** A restriction whose own words are missing says which; any other is named as it came. */
function whyUnknown(scheme: Pick<Scheme, 'restrictions'>, code: string) {
  const open = scheme.restrictions.find((each) => each.open && each.id === restrictionId(code));
  return open === undefined
    ? t.ref('input.restriction', { code })
    : t.ref('input.restrictionWords', { title: open.title.ja.replace('{text}', '○○') });
}

/** Whether the scheme knows the restriction, and it has words of one's own exactly where it takes them. */
export function isKnownRestriction(scheme: Pick<Scheme, 'restrictions'>, code: string): boolean {
  const id = restrictionId(code);
  const words = code.slice(id.length + 1).trim();
  if (words.length > 60) return false;
  if (id === OWN) return words !== '';
  const known = scheme.restrictions.find((each) => each.id === id);
  return known !== undefined && known.open === (words !== '');
}

export interface Place {
  readonly unitId: string;
  readonly systemId: string | null;
  readonly deciderId: string | null;
}

/** The place of an entry in words. */
export interface NamedPlace {
  readonly unitPath: string;
  readonly unitName: string;
  readonly systemName: string | null;
  readonly deciderName: string | null;
}

/**
 * The unit is in force and one's own or within one's authority, the system is in the ledger, the decider belongs to the
 * organisation. One statement. Throws InvalidInput.
 */
export async function checkPlace(
  tx: Tx,
  actor: Actor,
  authority: Authority,
  place: Place,
  today: string,
): Promise<NamedPlace> {
  const result = await tx.execute<NamedPlace & { kind: string } & Record<string, unknown>>(sql`
    select u.path as "unitPath", u.name as "unitName", u.kind,
      (select ca.name from ${currentAssets(tx.organisationId, today)} ca
        where ca.asset_id = ${place.systemId}::uuid and ca.kind = 'system') as "systemName",
      (select p.name from people p where p.organisation_id = ${tx.organisationId}
        and p.id = ${place.deciderId}::uuid and ${belongs('p', today)}) as "deciderName"
    from units u where u.organisation_id = ${tx.organisationId} and u.id = ${place.unitId}::uuid and ${inForce('u', today)}`);
  const [found] = result.rows;
  if (found === undefined || !(isMine(actor, found) || isSuperior(authority, found.unitPath))) {
    throw InvalidInput.at('unitId', t.ref('asset.unitNotYours'));
  }
  const problems: FieldProblem[] = [];
  if (place.systemId !== null && found.systemName === null)
    problems.push({ field: 'systemId', message: t.ref('asset.systemUnknown') });
  if (place.deciderId !== null && found.deciderName === null)
    problems.push({ field: 'deciderId', message: t.ref('asset.personUnknown') });
  refuse(problems);
  return found;
}

/** A unit in which the actor has a post, or a division or section above it. */
const isMine = (actor: Actor, unit: { readonly unitPath: string; readonly kind: string }): boolean =>
  actor.unitPaths.some(
    (path) =>
      path === unit.unitPath ||
      (['division', 'section'].includes(unit.kind) && path.startsWith(unit.unitPath)),
  );

/** A number names one entry of the register. Throws InvalidInput. */
export async function checkNumber(tx: Tx, number: string, exceptId?: string): Promise<void> {
  const result = await tx.execute<{ id: string }>(sql`
    select id from information_assets where organisation_id = ${tx.organisationId} and number = ${number}`);
  const [taken] = result.rows;
  if (taken !== undefined && taken.id !== exceptId) {
    throw InvalidInput.at('number', t.ref('asset.numberTaken', { number }));
  }
}

/** The retention cannot end before the information existed. Throws InvalidInput. */
export function checkDates(acquiredOn: string | null, retainUntil: string | null): void {
  if (acquiredOn !== null && retainUntil !== null && retainUntil < acquiredOn) {
    refuse([{ field: 'retainUntil', message: t.ref('asset.retentionPast') }]);
  }
}

/** The name of a person who belongs to the organisation on the day. Throws InvalidInput. */
export async function checkDecider(tx: Tx, deciderId: string, today: string): Promise<string> {
  const result = await tx.execute<{ name: string }>(sql`
    select p.name from people p where p.organisation_id = ${tx.organisationId} and p.id = ${deciderId}::uuid
      and ${belongs('p', today)}`);
  const [found] = result.rows;
  if (found === undefined) {
    throw InvalidInput.at('deciderId', t.ref('asset.personUnknown'));
  }
  return found.name;
}
