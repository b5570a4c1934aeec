import { normaliseForSearch } from '../../kernel/japanese.ts';
import type { Pack } from '../standards/index.ts';
import { t } from './messages.ts';
import { type Duty, type DutyWords, type Reason, wordsOf } from './model.ts';

/** A reason as a person reads it. */
export interface ReasonView {
  readonly roleId: string;
  readonly role: string;
  readonly scopeKind: Reason['scopeKind'];
  readonly scopeId: string | null;
  readonly scopeName: string;
  readonly text: string;
}

/** A duty as a person reads it: the standard in our own words, and everything that makes it theirs. */
export interface DutyView {
  readonly packId: string;
  readonly edition: string;
  readonly id: string;
  readonly headings: readonly { readonly id: string; readonly title: string }[];
  readonly summary: string;
  readonly evidence: string;
  readonly subItems: readonly string[];
  readonly cadence: string;
  readonly reasons: readonly ReasonView[];
}

/** Words for duties of these packs. */
export function presentDuties(duties: readonly Duty[], packs: readonly Pack[]): readonly DutyView[] {
  const byId = new Map(packs.map((pack) => [pack.id, { pack, words: wordsOf(pack) }]));
  return duties.flatMap((duty) => {
    const found = byId.get(duty.packId);
    return found ? [present(duty, found.pack, found.words)] : [];
  });
}

function present({ packId, edition, requirement, reasons }: Duty, pack: Pack, words: DutyWords): DutyView {
  return {
    packId,
    edition,
    id: requirement.id,
    headings: requirement.path.map((id) => ({ id, title: words.title(id) })),
    summary: requirement.summary.ja,
    evidence: requirement.evidence?.ja ?? '',
    subItems: pack.subItems.filter((sub) => sub.parent === requirement.id).map((sub) => sub.summary.ja),
    cadence: requirement.cadence,
    reasons: reasons.map((reason) => presentReason(reason, words)),
  };
}

function presentReason(reason: Reason, words: DutyWords): ReasonView {
  const { roleId, scopeKind, scopeId, scopeName } = reason;
  const role = words.role(roleId);
  return { roleId, role, scopeKind, scopeId, scopeName, text: reasonText(reason, role, words) };
}

function reasonText(reason: Reason, role: string, words: DutyWords): string {
  const { scopeName: scope } = reason;
  let text = scope === '' ? t('reason.role', { role }) : t('reason.scoped', { role, scope });
  if (reason.forBody) text = t('reason.body', { reason: text });
  if (reason.deputy) text = t('reason.deputy', { reason: text });
  if (reason.conditions.length === 0) return text;
  const conditions = reason.conditions.map(words.condition).join('・');
  return t(reason.conditional ? 'reason.conditional' : 'reason.conditions', { reason: text, conditions });
}

export interface DutyFilter {
  readonly q?: string | undefined;
  readonly role?: string | undefined;
  /** A system, area, service or unit. */
  readonly place?: string | undefined;
}

/** The duties that match: every word of `q` somewhere in the text, a reason of the role, a reason of the place. */
export function filterDuties(duties: readonly DutyView[], filter: DutyFilter): readonly DutyView[] {
  const words = (filter.q ?? '')
    .split(/[\s\u3000]+/)
    .map(normaliseForSearch)
    .filter(Boolean);
  return duties.filter((duty) => {
    const fits = (reason: ReasonView) =>
      (filter.role === undefined || reason.roleId === filter.role) &&
      (filter.place === undefined || reason.scopeId === filter.place);
    if (!duty.reasons.some(fits)) return false;
    const text = normaliseForSearch(
      [
        duty.id,
        duty.summary,
        duty.evidence,
        ...duty.subItems,
        ...duty.headings.map((each) => each.title),
      ].join(' '),
    );
    return words.every((word) => text.includes(word));
  });
}
