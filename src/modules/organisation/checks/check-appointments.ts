import { contextOf } from './context.ts';
import { checkCounts } from './counts.ts';
import { checkHolders } from './holders.ts';
import { type Finding, findingCodes, type Snapshot } from './model.ts';

/**
 * Everything in which the appointments of a pack fall short of its rules on a day: gaps, conflicts, terms, scopes.
 * Pure, and independent of the order of its input. Errors come first, then in the pack's order of roles.
 */
export function checkAppointments(snapshot: Snapshot): Finding[] {
  const context = contextOf(snapshot);
  const rank = new Map(snapshot.roles.map((role, at) => [role.id, at]));
  const order = (a: Finding, b: Finding) =>
    a.severity.localeCompare(b.severity) ||
    (rank.get(a.roleId) ?? 0) - (rank.get(b.roleId) ?? 0) ||
    findingCodes.indexOf(a.code) - findingCodes.indexOf(b.code) ||
    compare(a.scope.name, b.scope.name) ||
    compare(a.key, b.key);
  const found = new Map([...checkCounts(context), ...checkHolders(context)].map((each) => [each.key, each]));
  return [...found.values()].sort(order);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** What a change does to the findings: those that it brings and those that it settles. */
export interface FindingDifference {
  readonly added: readonly Finding[];
  readonly removed: readonly Finding[];
}

/** Compares the findings before and after a change. */
export function compareFindings(before: readonly Finding[], after: readonly Finding[]): FindingDifference {
  const [earlier, later] = [before, after].map((list) => new Set(list.map((each) => each.key)));
  return {
    added: after.filter((each) => !earlier?.has(each.key)),
    removed: before.filter((each) => !later?.has(each.key)),
  };
}
