import type { Actor } from '../../platform/authorisation/actor.ts';
import type { Authorisation, Scope } from '../../platform/authorisation/authorise.ts';
import type { DecidedAs } from './model/register.ts';

/** Whose decision the caller may take: their own, and as a superior those of the units in `superior`. */
export interface Authority {
  readonly personId: string | null;
  readonly superior: Scope | null;
}

/** What the caller may decide about classes. */
export function authorityOf(authorisation: Authorisation, actor: Actor): Authority {
  const superior = authorisation.allowed(actor).includes('information.decide');
  return {
    personId: actor.personId,
    superior: superior ? authorisation.authorise(actor, 'information.decide') : null,
  };
}

/** As what the caller may decide about an entry of this unit that this person decided; null when not at all. */
export function decidesAs(
  authority: Authority,
  { deciderId, unitPath }: { readonly deciderId: string | null; readonly unitPath: string },
): DecidedAs | null {
  if (deciderId !== null && deciderId === authority.personId) return 'decider';
  return isSuperior(authority, unitPath) ? 'superior' : null;
}

/** Whether the caller is a superior for everything of the unit. */
export const isSuperior = ({ superior }: Authority, unitPath: string): boolean =>
  superior !== null && (superior.whole || superior.unitPaths.some((path) => unitPath.startsWith(path)));
