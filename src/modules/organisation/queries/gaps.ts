import type { Scope } from '../../../platform/authorisation/authorise.ts';
import type { Tx } from '../../../platform/database/database.ts';
import { checkAppointments, compareFindings, type FindingDifference } from '../checks/check-appointments.ts';
import type { AppointmentFact, Finding, FindingScope, Snapshot } from '../checks/model.ts';
import { loadProfile, primaryPack, requirePack } from './organisation.ts';
import { loadSnapshot } from './snapshot.ts';

/** The findings of a day that the scope shows; none while no pack is adopted. Two statements. */
export async function findGaps(tx: Tx, scope: Scope, date: string): Promise<Finding[]> {
  const profile = await loadProfile(tx);
  const pack = primaryPack(profile);
  if (pack === null) return [];
  const snapshot = await loadSnapshot(tx, { pack, orgKind: profile.kind, date });
  return checkAppointments(snapshot).filter((finding) => shows(scope, finding.scope));
}

/** Whether a scope reaches what a finding is about. Findings on the whole organisation need the whole scope. */
function shows(scope: Scope, about: FindingScope): boolean {
  if (scope.whole) return true;
  if (about.id !== null && scope.assetIds.includes(about.id)) return true;
  const path = about.unitPath;
  return path !== null && scope.unitPaths.some((own) => path.startsWith(own));
}

/** A change to the appointments that is being typed and not saved. */
export interface DraftChange {
  readonly appoint: readonly AppointmentFact[];
  /** Appointments that would end on the day. */
  readonly end: readonly string[];
}

/** What a change would add to the findings of the day and what it would settle. Nothing is written. */
export async function tryChange(
  tx: Tx,
  scope: Scope,
  change: DraftChange,
  date: string,
): Promise<FindingDifference> {
  const profile = await loadProfile(tx);
  const pack = requirePack(profile);
  const alsoPeople = change.appoint.map((each) => each.personId);
  const snapshot = await loadSnapshot(tx, { pack, orgKind: profile.kind, date, alsoPeople });
  const after = applyDraft(snapshot, change);
  const difference = compareFindings(checkAppointments(snapshot), checkAppointments(after));
  // The person who types sees what the change brings anywhere; what it settles only where they see.
  return { added: difference.added, removed: difference.removed.filter((each) => shows(scope, each.scope)) };
}

/** The snapshot as it would be. Drafts of a later day are looked at as if they began now. */
function applyDraft(snapshot: Snapshot, change: DraftChange): Snapshot {
  const ending = new Set(change.end);
  const kept = snapshot.appointments.map((each) =>
    ending.has(each.id) || ending.has(each.deputyOf ?? '') ? { ...each, validTo: snapshot.date } : each,
  );
  const drafts = change.appoint.map((each) =>
    each.validFrom > snapshot.date ? { ...each, validFrom: snapshot.date } : each,
  );
  return { ...snapshot, appointments: [...kept, ...drafts] };
}
