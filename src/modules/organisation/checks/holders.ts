/** What is wrong with those who hold a role: combinations, the person, the scope, the term, the deputy. */
import { addDays, formatDate } from '../../../kernel/dates.ts';
import type { Role } from '../../standards/index.ts';
import { type Employment, holdsOn } from '../model.ts';
import { type Context, finding, scopeKey, scopeOf, wholeOrganisation } from './context.ts';
import type { AppointmentFact, Finding } from './model.ts';

/** A term that ends within so many days is announced. */
const expiryNoticeDays = 30;

/** Findings on each holder and each appointment in force. */
export function checkHolders(context: Context): Finding[] {
  const perAppointment = context.current.flatMap((each) => {
    const role = context.roles.get(each.roleId);
    return role ? checkAppointment(context, role, each) : [];
  });
  return [...perAppointment, ...duplicates(context), ...combinations(context)];
}

function checkAppointment(context: Context, role: Role, each: AppointmentFact): Finding[] {
  const scope = scopeOf(context, each);
  const say = (
    code: Finding['code'],
    severity: Finding['severity'],
    params?: Record<string, string | number>,
  ) =>
    finding(context, { code, severity, role, scope, personIds: [each.personId], ...(params && { params }) });
  if (!context.applicable.includes(role)) return [say('notApplicable', 'warning')];
  const findings: Finding[] = [];
  if (each.scopeKind !== role.scope) findings.push(say('wrongScope', 'error', { expected: role.scope }));
  if (isClosed(context, each)) findings.push(say('scopeClosed', 'error'));
  const unit = context.units.get(each.unitId ?? '');
  if (unit && role.unitKind !== undefined && unit.kind !== role.unitKind && !role.coverage) {
    findings.push(say('wrongUnitKind', 'warning'));
  }
  findings.push(...checkPerson(context, role, each, say), ...checkTerm(context, each, say));
  if (each.deputyOf !== null) findings.push(...checkDeputy(context, each, say));
  return findings;
}

type Say = (
  code: Finding['code'],
  severity: Finding['severity'],
  params?: Record<string, string | number>,
) => Finding;

function isClosed(context: Context, each: AppointmentFact): boolean {
  if (each.unitId !== null) return !context.units.has(each.unitId);
  if (each.assetId === null) return false;
  const asset = context.assets.get(each.assetId);
  return asset === undefined || asset.stage === 'retired';
}

/** People sent by others answer to them: a post of sole responsibility is not theirs without a second look. */
const external: ReadonlySet<Employment> = new Set(['dispatched', 'contractor']);

function checkPerson(context: Context, role: Role, each: AppointmentFact, say: Say): Finding[] {
  const person = context.people.get(each.personId);
  if (!person) return [];
  if (person.leftOn !== null && person.leftOn <= context.date) {
    return [say('personLeft', 'error', { date: formatDate(addDays(person.leftOn, -1)) })];
  }
  const findings: Finding[] = [];
  const absent = person.absences.some((period) => holdsOn(period, context.date));
  if (absent && each.deputyOf === null && !hasServingDeputy(context, each)) {
    findings.push(say('absentWithoutDeputy', 'error'));
  }
  const responsible = role.count.max === 1 && role.reportingGroup !== undefined;
  if (responsible && external.has(person.employment)) findings.push(say('employment', 'warning'));
  return findings;
}

/** A deputy in force who is there, or, where several may hold the role, another holder who is. */
function hasServingDeputy(context: Context, each: AppointmentFact): boolean {
  return (context.deputies.get(each.id) ?? []).some((deputy) => isPresent(context, deputy.personId));
}

function isPresent(context: Context, personId: string): boolean {
  const person = context.people.get(personId);
  if (!person) return false;
  const left = person.leftOn !== null && person.leftOn <= context.date;
  return !left && !person.absences.some((period) => holdsOn(period, context.date));
}

function checkTerm(context: Context, each: AppointmentFact, say: Say): Finding[] {
  if (each.validTo === null || each.validTo > addDays(context.date, expiryNoticeDays)) return [];
  const end = each.validTo;
  const sameSeat = (other: AppointmentFact) =>
    other.id !== each.id &&
    other.roleId === each.roleId &&
    scopeKey(other) === scopeKey(each) &&
    (other.deputyOf === null) === (each.deputyOf === null) &&
    other.validFrom <= end &&
    (other.validTo === null || other.validTo > end);
  const succeeded = context.coming.some(sameSeat) || context.current.some(sameSeat);
  return succeeded ? [] : [say('termExpiring', 'warning', { date: formatDate(addDays(end, -1)) })];
}

function checkDeputy(context: Context, each: AppointmentFact, say: Say): Finding[] {
  const principal = context.appointments.get(each.deputyOf ?? '');
  if (!principal || !holdsOn(principal, context.date)) return [say('deputyWithoutPrincipal', 'warning')];
  return principal.personId === each.personId ? [say('deputySelf', 'error')] : [];
}

/** The same person twice in the same seat. */
function duplicates(context: Context): Finding[] {
  const seat = (each: AppointmentFact) =>
    `${each.roleId}|${scopeKey(each)}|${each.personId}|${each.deputyOf === null ? 'principal' : 'deputy'}`;
  return [...Map.groupBy(context.current, seat).values()].flatMap((group) => {
    const [first] = group;
    const role = first && context.roles.get(first.roleId);
    if (group.length < 2 || !role) return [];
    const scope = scopeOf(context, first);
    return [
      finding(context, { code: 'duplicate', severity: 'warning', role, scope, personIds: [first.personId] }),
    ];
  });
}

/** Roles that must go together and roles that must not, person by person. */
function combinations(context: Context): Finding[] {
  const held = Map.groupBy(context.current, (each) => each.personId);
  return [...held].flatMap(([personId, appointments]) => {
    const roleIds = new Set(appointments.map((each) => each.roleId));
    const deputyOnly = (id: string) =>
      appointments.every((each) => each.roleId !== id || each.deputyOf !== null);
    return [...roleIds].flatMap((roleId) => {
      const role = context.roles.get(roleId);
      if (!role || !context.applicable.includes(role)) return [];
      return [
        ...missingCompanion(context, role, personId, roleIds, deputyOnly(roleId)),
        ...clashes(context, role, personId, roleIds, deputyOnly),
      ];
    });
  });
}

function missingCompanion(
  context: Context,
  role: Role,
  personId: string,
  held: ReadonlySet<string>,
  deputy: boolean,
): Finding[] {
  const companion = role.mustAlsoHold === undefined ? undefined : context.roles.get(role.mustAlsoHold);
  if (!companion || deputy || held.has(companion.id)) return [];
  return [
    finding(context, {
      code: 'mustAlsoHold',
      severity: 'error',
      role,
      scope: wholeOrganisation,
      personIds: [personId],
      params: { other: companion.title.ja },
    }),
  ];
}

/** Each clashing pair once, named by the role that stands first in the pack. */
function clashes(
  context: Context,
  role: Role,
  personId: string,
  held: ReadonlySet<string>,
  deputyOnly: (roleId: string) => boolean,
): Finding[] {
  const rank = new Map(context.applicable.map((each, at) => [each.id, at]));
  return context.applicable
    .filter((other) => held.has(other.id) && (rank.get(other.id) ?? 0) > (rank.get(role.id) ?? 0))
    .filter((other) => role.incompatibleWith?.includes(other.id) || other.incompatibleWith?.includes(role.id))
    .map((other) =>
      finding(context, {
        code: 'incompatible',
        severity: deputyOnly(role.id) || deputyOnly(other.id) ? 'warning' : 'error',
        role,
        scope: wholeOrganisation,
        personIds: [personId],
        params: { other: other.title.ja },
        about: other.id,
      }),
    );
}
