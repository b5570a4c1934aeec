/** Who sits in which seat of a type's steps: pure, from the holders of roles that were loaded before. */
import type { FormValues, PermissionType, Slot, Step } from './model.ts';
import { isShown, stepsFor } from './model.ts';
import type {
  Candidate,
  ResolveContext,
  ResolvedSeat,
  ResolvedStep,
  SeatHolder,
  SeatProblem,
  SeatReason,
} from './seats.ts';
import { noReason, unitIn } from './seats.ts';

/**
 * The way that this form goes, with who sits where. A step whose mode is `any` is well with one seat filled; an optional
 * one that nobody can fill has no seats, so that the places of the others stay.
 */
export const resolveSteps = (
  type: Pick<PermissionType, 'steps'>,
  context: ResolveContext,
): readonly ResolvedStep[] =>
  stepsFor(type, context.values).map((step) => {
    const seats = step.deciders.map((slot) => resolveSeat(slot, step.joint === true, context));
    return { step, seats: step.optional === true && seats.every(isVacant) ? [] : seats };
  });

/** Nobody holds it there, or only the applicant does. */
const isVacant = ({ problem }: ResolvedSeat): boolean => problem === 'nobody' || problem === 'self';

/** The seats that stand against applying: all empty ones, of `any` steps only when no seat is filled. */
export function openSeats(steps: readonly ResolvedStep[]): readonly ResolvedSeat[] {
  return steps.flatMap(({ step, seats }) => {
    const empty = seats.filter((seat) => seat.problem !== null);
    return step.mode === 'any' && empty.length < seats.length ? [] : empty;
  });
}

/** One seat. See `ResolvedSeat`. */
export function resolveSeat(slot: Slot, joint: boolean, context: ResolveContext): ResolvedSeat {
  const seat = { slot, title: titleOf(slot, context), body: isBody(slot), field: fieldOf(slot) };
  const empty = (problem: SeatProblem) => ({ ...seat, given: false, holders: [], problem });
  if ('undefined' in slot) return empty('undefined');
  if ('person' in slot) return { ...seat, ...named([slot.person], 'seated_person', context) };
  if ('post' in slot) return { ...seat, ...byPost(slot.post, context) };
  if (slot.field !== undefined && !isChosen(slot.field, context.values) && slot.of !== 'asset')
    return empty('field');
  if (slot.role === 'named_person') return { ...seat, ...byField(slot, context) };
  if (slot.role === 'superior') return { ...seat, ...superiorOf(context) };
  if (slot.role === 'classification_decider') return { ...seat, ...classificationDecider(slot, context) };
  if (slot.body) return { ...seat, ...recordersOf(slot, context) };
  const place = placeOf(slot, context);
  if (
    joint &&
    answering(levelsOf(slot.role, place, context)[0] ?? []).some(
      (each) => each.personId === context.applicantId,
    )
  )
    return { ...seat, given: true, holders: [], problem: null };
  return { ...seat, ...seatRole(slot.role, place, context) };
}

interface Filled {
  readonly given: boolean;
  readonly holders: readonly SeatHolder[];
  readonly problem: SeatProblem | null;
}

const filled = (holders: readonly SeatHolder[], otherwise: SeatProblem): Filled => ({
  given: false,
  holders: uniqueByPerson(holders),
  problem: holders.length === 0 ? otherwise : null,
});

/** The seat with these candidates in it; `instead` says whose place they take. */
const seated = (
  candidates: readonly Candidate[],
  context: ResolveContext,
  instead: Instead | null = null,
  otherwise: SeatProblem = 'nobody',
): Filled =>
  filled(
    candidates.map((each) => holderOf(each, context, instead)),
    otherwise,
  );

const uniqueByPerson = (holders: readonly SeatHolder[]): readonly SeatHolder[] =>
  [...new Map(holders.toReversed().map((holder) => [holder.personId, holder])).values()].reverse();

/** Where a role is looked for. */
interface Place {
  readonly unitPath: string | null;
  readonly assetId: string | null;
}

function placeOf(slot: Extract<Slot, { role: string }>, context: ResolveContext): Place {
  if (slot.of === 'applicant_unit' || slot.of === 'organisation')
    return { unitPath: context.unitPath, assetId: null };
  const id = slot.field === undefined ? undefined : context.values[slot.field];
  if (typeof id !== 'string') return { unitPath: context.unitPath, assetId: null };
  if (slot.of === 'asset')
    return { unitPath: context.holders.information.get(id)?.unitPath ?? context.unitPath, assetId: null };
  return { unitPath: context.holders.assets.get(id)?.unitPath ?? null, assetId: id };
}

/** The holders of a role for the place, nearest first: one list per unit upwards; a single list otherwise. */
function levelsOf(roleId: string, place: Place, context: ResolveContext): readonly (readonly Candidate[])[] {
  const scope = context.roles.get(roleId)?.scope ?? 'organisation';
  const all = context.holders.candidates.filter((each) => each.roleId === roleId);
  if (scope === 'organisation') return nonEmpty([all.filter((each) => each.scopeKind === 'organisation')]);
  if (scope !== 'unit')
    return nonEmpty([all.filter((each) => each.assetId !== null && each.assetId === place.assetId)]);
  const { unitPath } = place;
  if (unitPath === null) return [];
  const above = all.filter((each) => each.unitPath !== null && unitPath.startsWith(each.unitPath));
  const paths = [...new Set(above.map((each) => each.unitPath ?? ''))].sort((a, b) => b.length - a.length);
  return paths.map((path) => above.filter((each) => each.unitPath === path));
}

const nonEmpty = <T>(lists: readonly (readonly T[])[]) => lists.filter((list) => list.length > 0);

/** Who answers today: those present, deputies only while they act. */
const answering = (level: readonly Candidate[]): readonly Candidate[] =>
  level.filter((each) => !each.absent && (!each.deputy || each.acting));

/** The holder of the role, or who takes the place: further up, the pack's substitutes, who appoints, a deputy. */
function seatRole(roleId: string, place: Place, context: ResolveContext): Filled {
  const levels = levelsOf(roleId, place, context);
  if (levels.length === 0) return seatAbove(roleId, place, context);
  const self = levels.some((level) => answering(level).some((each) => each.personId === context.applicantId));
  const because = self ? 'applicant' : 'absent';
  const found = firstFit(levels, context);
  if (found !== null) {
    const nearest = found.level === levels[0];
    return seated(found.fit, context, nearest ? null : { roleId, because });
  }
  const other = substituteFor(roleId, place, context, new Set([roleId]));
  if (other.length > 0) return seated(other, context, { roleId, because });
  const deputies = levels
    .flat()
    .filter((each) => each.deputy && !each.absent && each.personId !== context.applicantId);
  return seated(deputies, context, { roleId, because }, self ? 'self' : 'nobody');
}

/** A unit above those that have the role (a bureau has no officer of a division) goes to the role's substitute. */
function seatAbove(roleId: string, place: Place, context: ResolveContext): Filled {
  const wanted = context.roles.get(roleId)?.unitKind;
  const { unitKind } = context.holders;
  if (wanted === undefined || unitKind === null || place.unitPath !== context.unitPath)
    return filled([], 'nobody');
  if (unitKinds.indexOf(unitKind) >= unitKinds.indexOf(wanted)) return filled([], 'nobody');
  const found = substituteFor(roleId, place, context, new Set([roleId]));
  return seated(found, context, { roleId, because: 'above' });
}

/** From the top down. */
const unitKinds = ['organisation', 'bureau', 'division', 'section'] as const;

/**
 * The nearest level that somebody answers for who may decide. Where the applicant is one of several holders of a level,
 * the others decide.
 */
function firstFit(levels: readonly (readonly Candidate[])[], context: ResolveContext) {
  for (const level of levels) {
    const fit = answering(level).filter((each) => each.personId !== context.applicantId);
    if (fit.length > 0) return { level, fit };
  }
  return null;
}

function substituteFor(
  roleId: string,
  place: Place,
  context: ResolveContext,
  tried: Set<string>,
): readonly Candidate[] {
  const appointing = context.roles.get(roleId)?.appointedBy;
  const roles = [
    ...(context.rules.separation.substitutes[roleId] ?? []),
    ...(appointing === undefined ? [] : [appointing]),
  ];
  const untried = roles.filter((role) => !tried.has(role));
  for (const role of untried) {
    tried.add(role);
    const found = firstFit(levelsOf(role, place, context), context);
    if (found !== null) return found.fit;
  }
  for (const role of untried) {
    const further = substituteFor(role, place, context, tried);
    if (further.length > 0) return further;
  }
  return [];
}

function superiorOf(context: ResolveContext): Filled {
  const place = { unitPath: context.unitPath, assetId: null };
  for (const role of context.rules.superior) {
    const found = firstFit(levelsOf(role, place, context), context);
    if (found !== null) return seated(found.fit, context);
  }
  return filled([], 'nobody');
}

/** Who decided the classification; the applicant's superior where that is the applicant, unknown, absent or gone. */
function classificationDecider(slot: Extract<Slot, { role: string }>, context: ResolveContext): Filled {
  const id = slot.field === undefined ? undefined : context.values[slot.field];
  const entry = typeof id === 'string' ? context.holders.information.get(id) : undefined;
  const decider = entry?.deciderId ?? null;
  if (decider !== null && decider !== context.applicantId) {
    const direct = named([decider], slot.role, context);
    if (direct.problem === null) return direct;
  }
  const unitPath = entry?.unitPath ?? context.unitPath;
  const because = decider === context.applicantId ? 'applicant' : decider === null ? '' : 'absent';
  const above = superiorOf({ ...context, unitPath });
  const insteadOf = because === '' ? '' : titleOf(slot, context);
  return {
    ...above,
    holders: above.holders.map((each) => ({ ...each, why: { ...each.why, insteadOf, because } })),
  };
}

function recordersOf(slot: Extract<Slot, { role: string }>, context: ResolveContext): Filled {
  const represented = context.roles.get(slot.role)?.representedBy;
  const recorders = slot.recorders ?? (represented === undefined ? [] : [represented]);
  const place = { unitPath: context.unitPath, assetId: null };
  const holders = recorders.flatMap((role) => firstFit(levelsOf(role, place, context), context)?.fit ?? []);
  return seated(holders, context);
}

function byField(slot: Extract<Slot, { role: string }>, context: ResolveContext): Filled {
  const value = slot.field === undefined ? undefined : context.values[slot.field];
  return named(typeof value === 'string' ? [value] : [], slot.role, context);
}

function named(ids: readonly string[], roleId: string, context: ResolveContext): Filled {
  const people = ids.flatMap((id) => context.holders.people.get(id) ?? []).filter((each) => !each.absent);
  const fit = people.filter((each) => each.personId !== context.applicantId);
  const why = { ...noReason, roleId };
  return filled(
    fit.map(({ personId, name, post }) => ({ personId, name, post, why })),
    people.length > 0 ? 'self' : 'nobody',
  );
}

function byPost(title: string, context: ResolveContext): Filled {
  const above = context.holders.posts
    .filter((each) => each.title === title && context.unitPath.startsWith(each.unitPath) && !each.absent)
    .toSorted((a, b) => b.unitPath.length - a.unitPath.length);
  const fit = above.filter((each) => each.personId !== context.applicantId);
  const nearest = fit.filter((each) => each.unitPath === fit[0]?.unitPath);
  const why = { ...noReason, roleTitle: title };
  return filled(
    nearest.map(({ personId, name, post }) => ({ personId, name, post, why })),
    above.length > 0 ? 'self' : 'nobody',
  );
}

/** Whose place is taken, and why they do not sit there themselves. */
interface Instead {
  readonly roleId: string;
  readonly because: Exclude<SeatReason['because'], ''>;
}

function holderOf(candidate: Candidate, context: ResolveContext, instead: Instead | null): SeatHolder {
  const { personId, name, post, roleId, scopeName, deputy, scopeKind, unitPath, assetId } = candidate;
  const roleTitle = titleOfRole(roleId, context);
  const insteadOf = instead === null ? '' : titleOfRole(instead.roleId, context);
  // Who stands for a body holds another role than the body's.
  const held = { unitId: scopeKind === 'unit' ? unitIn(unitPath) : null, assetId };
  const theirs = context.roles.get(roleId)?.body === true ? {} : { held };
  return {
    personId,
    name,
    post,
    why: { roleId, roleTitle, scopeName, deputy, insteadOf, because: instead?.because ?? '', ...theirs },
  };
}

const titleOfRole = (roleId: string, context: ResolveContext): string =>
  context.roles.get(roleId)?.title.ja ?? roleId;

/** The name of a seat; of special deciders their id, which the messages word. */
function titleOf(slot: Slot, context: ResolveContext): string {
  if ('undefined' in slot) return '';
  if ('person' in slot) return context.holders.people.get(slot.person)?.name ?? '';
  return 'post' in slot ? slot.post : titleOfRole(slot.role, context);
}

const isBody = (slot: Slot): boolean => 'body' in slot && slot.body === true;
const fieldOf = (slot: Slot): string | null => ('field' in slot ? (slot.field ?? null) : null);
const isChosen = (field: string, values: FormValues): boolean =>
  typeof values[field] === 'string' && values[field] !== '';

/** Every role that the seats of these steps can lead to, substitutes and those who appoint included. */
export function rolesNeeded(
  steps: readonly Step[],
  context: Pick<ResolveContext, 'roles' | 'rules'>,
): readonly string[] {
  const found = new Set<string>();
  const add = (role: string) => {
    if (found.has(role)) return;
    found.add(role);
    const { appointedBy, representedBy } = context.roles.get(role) ?? {};
    for (const next of [...(context.rules.separation.substitutes[role] ?? []), appointedBy, representedBy])
      if (next !== undefined) add(next);
  };
  for (const slot of steps.flatMap((step) => step.deciders)) {
    if (!('role' in slot)) continue;
    if (slot.role === 'superior' || slot.role === 'classification_decider')
      context.rules.superior.forEach(add);
    else add(slot.role);
    slot.recorders?.forEach(add);
  }
  return [...found].filter((role) => context.roles.has(role));
}

/** The ids that a form names in its shown fields of one kind. */
export const idsIn = (
  type: Pick<PermissionType, 'fields'>,
  kinds: readonly string[],
  values: FormValues,
): readonly string[] =>
  type.fields.flatMap((field) => {
    const value = values[field.id];
    return kinds.includes(field.kind) && isShown(field, values) && typeof value === 'string' && value !== ''
      ? [value]
      : [];
  });
