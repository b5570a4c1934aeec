/** Who reviews an exception. Pure: holders, what the organisation set, and the separation of duties. */
import type { ReviewVia } from './model.ts';

/** Somebody who holds a reviewing role on the day. */
export interface ReviewHolder {
  readonly personId: string;
  readonly roleId: string;
  readonly deputy: boolean;
  /** A deputy whose principal is absent: answers in the principal's place. */
  readonly acting: boolean;
  readonly absent: boolean;
  /** For a deputy, the person who is deputised for. */
  readonly principalId: string | null;
}

/** The organisation's choice: this person reviews the clauses below this heading (or this clause). */
export interface Authority {
  readonly packId: string;
  readonly titleId: string;
  readonly personId: string;
}

export interface Reviewer {
  readonly personId: string;
  readonly roleId: string;
  readonly via: ReviewVia;
}

/** The clause with its headings, outermost first; the clause itself comes last. */
export interface ClausePlace {
  readonly packId: string;
  readonly path: readonly string[];
}

/** The persons set for the clause: those of the most particular heading that has any. */
export function authoritiesFor(place: ClausePlace, authorities: readonly Authority[]): readonly string[] {
  const own = authorities.filter((each) => each.packId === place.packId);
  const titleId = place.path.findLast((id) => own.some((each) => each.titleId === id));
  return own.filter((each) => each.titleId === titleId).map((each) => each.personId);
}

/**
 * Those who review: the set authority or every holder, a deputy for one who is absent. The applicant never reviews the
 * own application: it goes to another holder, then to the named deputies, then to the superiors. Empty when there is
 * nobody, which is an error for the organisation to mend.
 */
export function resolveReviewers(input: {
  readonly applicantId: string;
  /** Holders of the reviewing roles. */
  readonly holders: readonly ReviewHolder[];
  /** Holders of the roles above them. */
  readonly superiors: readonly ReviewHolder[];
  /** Who was set for this clause; empty for every holder. */
  readonly set: readonly string[];
}): readonly Reviewer[] {
  const { applicantId, holders, superiors, set } = input;
  const others = holders.filter((each) => each.personId !== applicantId && !each.absent);
  const answering = others.filter(answers);
  const chosen = answering.filter((each) => set.includes(each.principalId ?? each.personId));
  if (chosen.length > 0)
    return unique(chosen.map((each) => reviewer(each, each.acting ? 'deputy' : 'authority')));
  const applicantIsSet =
    set.length > 0 || holders.some((each) => !each.deputy && each.personId === applicantId);
  if (answering.length > 0)
    return unique(
      answering.map((each) =>
        reviewer(each, each.acting ? 'deputy' : applicantIsSet ? 'substitute' : 'authority'),
      ),
    );
  if (others.length > 0) return unique(others.map((each) => reviewer(each, 'substitute')));
  const above = superiors.filter((each) => each.personId !== applicantId && !each.absent && answers(each));
  return unique(above.map((each) => reviewer(each, 'superior')));
}

const answers = (holder: ReviewHolder): boolean => !holder.deputy || holder.acting;

const reviewer = ({ personId, roleId }: ReviewHolder, via: ReviewVia): Reviewer => ({
  personId,
  roleId,
  via,
});

/** One row for each person, the first of theirs. */
const unique = (reviewers: readonly Reviewer[]): readonly Reviewer[] =>
  reviewers.filter((each, at) => reviewers.findIndex((other) => other.personId === each.personId) === at);
