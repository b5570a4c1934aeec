/** Too few and too many: how many hold a role, where one is expected, and which units nobody covers. */
import { addDays, formatDate } from '../../../kernel/dates.ts';
import type { Role } from '../../standards/index.ts';
import { idsOfPath } from '../model.ts';
import {
  assetScope,
  type Context,
  distinctPeople,
  finding,
  scopeKey,
  unitScope,
  wholeOrganisation,
} from './context.ts';
import type { AppointmentFact, Finding, FindingScope, UnitFact } from './model.ts';

/** Findings on the number of holders of each role. Bodies (委員会 and the like) have members, not a number. */
export function checkCounts(context: Context): Finding[] {
  const former = formerHolders(context);
  return context.applicable
    .filter((role) => !role.body)
    .flatMap((role) => [...tooFew(context, role, former), ...tooMany(context, role)]);
}

const holders = (context: Context, role: Role) => context.principals.get(role.id) ?? [];

function tooFew(context: Context, role: Role, former: Former): Finding[] {
  if (role.coverage) return uncovered(context, role, former);
  if (role.count.min === 0) return [];
  const places = expectedPlaces(context, role);
  if (places === null) {
    return distinctPeople(holders(context, role)).length >= role.count.min
      ? []
      : [missing(context, role, wholeOrganisation, former)];
  }
  const held = Map.groupBy(holders(context, role), scopeKey);
  return places
    .filter((place) => distinctPeople(held.get(placeKey(place)) ?? []).length < role.count.min)
    .map((place) => missing(context, role, place, former));
}

/** Where one is expected: each unit of the level, or each asset of the kind; null when the number is for the whole. */
function expectedPlaces(context: Context, role: Role): FindingScope[] | null {
  if (!role.perScope || role.scope === 'organisation') return null;
  if (role.scope === 'unit') {
    if (role.unitKind === undefined) return null;
    return [...context.units.values()].filter((unit) => unit.kind === role.unitKind).map(unitScope);
  }
  return [...context.assets.values()]
    .filter((asset) => asset.kind === role.scope && asset.stage !== 'retired')
    .map(assetScope);
}

const placeKey = (place: FindingScope): string =>
  place.kind === 'organisation' ? 'organisation:' : `${place.kind}:${place.id ?? ''}`;

/**
 * Units without a holder at themselves or above. Only the topmost are named: naming a bureau says it of its
 * divisions. The root itself is a container and not asked for.
 */
function uncovered(context: Context, role: Role, former: Former): Finding[] {
  const holding = new Set(holders(context, role).map((each) => each.unitId));
  const covered = (unit: UnitFact) => idsOfPath(unit.path).some((id) => holding.has(id));
  const open = [...context.units.values()].filter((unit) => unit.kind !== 'organisation' && !covered(unit));
  const openIds = new Set(open.map((unit) => unit.id));
  return open
    .filter(
      (unit) =>
        !idsOfPath(unit.path)
          .slice(0, -1)
          .some((id) => openIds.has(id)),
    )
    .map((unit) => {
      const scope = unitScope(unit);
      if (unit.kind === role.unitKind) return missing(context, role, scope, former);
      return finding(context, { code: 'uncovered', severity: 'error', role, scope, personIds: [] });
    });
}

type Former = ReadonlyMap<string, AppointmentFact>;

/** Who held each role and scope last, among appointments that ended: a gap then says since when. */
function formerHolders(context: Context): Former {
  const last = new Map<string, AppointmentFact>();
  for (const each of context.ended) {
    if (each.deputyOf !== null) continue;
    const key = `${each.roleId}|${scopeKey(each)}`;
    const known = last.get(key);
    if (!known || laterEnd(each, known)) last.set(key, each);
  }
  return last;
}

const laterEnd = (a: AppointmentFact, b: AppointmentFact): boolean =>
  (a.validTo ?? '') > (b.validTo ?? '') || (a.validTo === b.validTo && a.id > b.id);

function missing(context: Context, role: Role, scope: FindingScope, former: Former): Finding {
  const last = former.get(`${role.id}|${placeKey(scope)}`);
  if (last?.validTo) {
    return finding(context, {
      code: 'termExpired',
      severity: 'error',
      role,
      scope,
      personIds: [last.personId],
      params: { date: formatDate(addDays(last.validTo, -1)) },
    });
  }
  const here = scope.kind === 'organisation' ? {} : { wording: 'missingHere' as const };
  return finding(context, { code: 'missing', severity: 'error', role, scope, personIds: [], ...here });
}

function tooMany(context: Context, role: Role): Finding[] {
  const { max } = role.count;
  if (max === null) return [];
  const groups = role.perScope
    ? [...Map.groupBy(holders(context, role), scopeKey).values()]
    : [holders(context, role)];
  return groups.flatMap((group) => {
    const personIds = distinctPeople(group);
    const [first] = group;
    if (personIds.length <= max || !first) return [];
    const scope = role.perScope ? placeOf(context, first) : wholeOrganisation;
    const params = { count: personIds.length, max };
    return scope
      ? [finding(context, { code: 'tooMany', severity: 'error', role, scope, personIds, params })]
      : [];
  });
}

/** Null for a scope that is closed: that is a finding of its own. */
function placeOf(context: Context, each: AppointmentFact): FindingScope | null {
  if (each.scopeKind === 'organisation') return wholeOrganisation;
  const unit = context.units.get(each.unitId ?? '');
  if (unit) return unitScope(unit);
  const asset = context.assets.get(each.assetId ?? '');
  return asset ? assetScope(asset) : null;
}
