import { type AnyColumn, type SQL, sql } from 'drizzle-orm';
import { Forbidden } from '../../kernel/errors.ts';
import type { Actor } from './actor.ts';
import { t } from './messages.ts';

/**
 * What somebody may do, named `resource.verb`. Which roles are granted it is data in the packs;
 * `everyone` and `administrator` are what the product itself grants.
 */
export interface ActionDefinition {
  readonly id: string;
  readonly title: { readonly ja: string; readonly en: string };
  /** Granted to every signed-in person: on their own records only, or organisation-wide. */
  readonly everyone?: 'self' | 'organisation';
  /** Granted to the administrators of the installation, organisation-wide. */
  readonly administrator?: true;
  /** The installation's own business: no pack can grant it, also not one that was imported from elsewhere. */
  readonly reserved?: true;
}

/**
 * How far an allowed action reaches. A query cannot be made without one: it is the only source of the
 * visibility predicate (`withinScope`).
 */
export interface Scope {
  readonly organisationId: string;
  readonly whole: boolean;
  readonly unitPaths: readonly string[];
  readonly assetIds: readonly string[];
  /** Set when the action is granted on one's own records. */
  readonly personId: string | null;
}

/** The actions that a role of a pack is granted; empty for an unknown role. */
export type GrantsOf = (packId: string, roleId: string) => readonly string[];

export interface Authorisation {
  readonly actions: ReadonlyMap<string, ActionDefinition>;
  /** The scope of the action for this actor. Throws `Forbidden` when there is none (default deny). */
  authorise(actor: Actor, action: string): Scope;
  /** Every action with a scope: what the menus are built from. */
  allowed(actor: Actor): string[];
}

/** Composes the actions of the modules with the grants of the packs. An action named twice is a programming error. */
export function createAuthorisation(
  definitions: readonly ActionDefinition[],
  grantsOf: GrantsOf,
): Authorisation {
  const actions = new Map(definitions.map((definition) => [definition.id, definition]));
  if (actions.size !== definitions.length) throw new Error('an action is defined twice');
  const find = (actor: Actor, id: string) => {
    const definition = actions.get(id);
    if (!definition) throw new Error(`unknown action ${id}`);
    return scopeOf(actor, definition, grantsOf);
  };
  return {
    actions,
    authorise(actor, action) {
      const scope = find(actor, action);
      if (!scope)
        throw new Forbidden(t.ref('forbidden', { action: actions.get(action)?.title.ja ?? action }), action);
      return scope;
    },
    allowed: (actor) => [...actions.keys()].filter((id) => find(actor, id) !== null),
  };
}

function scopeOf(actor: Actor, action: ActionDefinition, grantsOf: GrantsOf): Scope | null {
  const granted = action.reserved
    ? []
    : actor.roles.filter((role) => grantsOf(role.packId, role.roleId).includes(action.id));
  const whole =
    granted.some((role) => role.scopeKind === 'organisation') ||
    action.everyone === 'organisation' ||
    (actor.administrator && action.administrator === true);
  const unitPaths = granted.flatMap((role) => (role.unitPath ? [role.unitPath] : []));
  const assetIds = granted.flatMap((role) => (role.assetId ? [role.assetId] : []));
  const personId = action.everyone === 'self' ? actor.personId : null;
  if (!whole && unitPaths.length === 0 && assetIds.length === 0 && personId === null) return null;
  return { organisationId: actor.organisationId, whole, unitPaths, assetIds, personId };
}

/** The columns (or expressions) of a query that a scope can bind. Absent ones give nothing. */
export interface ScopeColumns {
  readonly unitPath?: AnyColumn | SQL;
  readonly assetId?: AnyColumn | SQL;
  readonly personId?: AnyColumn | SQL;
}

/** The visibility predicate of a query: true for the whole organisation, else the union of what the scope holds. */
export function withinScope(scope: Scope, columns: ScopeColumns): SQL {
  if (scope.whole) return sql`true`;
  const parts: SQL[] = [];
  if (columns.unitPath && scope.unitPaths.length > 0) {
    const patterns = scope.unitPaths.map((path) => `${path}%`);
    parts.push(sql`${columns.unitPath} like any (${sql.param(patterns)}::text[])`);
  }
  if (columns.assetId && scope.assetIds.length > 0) {
    parts.push(sql`${columns.assetId} = any (${sql.param(scope.assetIds)}::uuid[])`);
  }
  if (columns.personId && scope.personId) parts.push(sql`${columns.personId} = ${scope.personId}::uuid`);
  return parts.length === 0 ? sql`false` : sql`(${sql.join(parts, sql` or `)})`;
}
