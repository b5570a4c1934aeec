import { type Pack, readPart } from '../standards/index.ts';
import { t } from './messages.ts';
import type { Decision, Permission } from './model.ts';

/** The answer in the shape that other programs read (docs/handling-rules.md); CLI and API give the same. */
export function answerOf(decision: Decision) {
  return {
    outcome: decision.outcome,
    permissions: decision.permissions.map(({ type, mode, deciders }) => ({
      type,
      mode,
      deciders: [...deciders],
    })),
    measures: decision.measures.map(({ id, text }) => ({ id, text })),
    records: decision.records.map(({ id, text }) => ({ id, text })),
    reasons: decision.reasons.map(({ clause, edition, text }) => ({ clause, edition, text })),
  };
}

/** The part of `permissions.json` that names the types. */
interface NamedTypes {
  readonly types: readonly { readonly id: string; readonly title: { readonly ja: string } }[];
}

/** A permission in words: what it is called, and who gives it. */
export interface NamedPermission {
  readonly type: string;
  readonly title: string;
  readonly deciders: readonly string[];
  readonly words: string;
}

/** Names the type and the deciders of a permission as the pack does; deciders that are no roles have words here. */
export function namePermission(pack: Pack, permission: Permission): NamedPermission {
  const part = readPart<NamedTypes>(pack.id, { name: 'permissions', check: () => undefined });
  const title = part?.types.find(({ id }) => id === permission.type)?.title.ja ?? permission.type;
  const deciders = permission.deciders.map((id) => nameDecider(pack, id));
  return { type: permission.type, title, deciders, words: deciderWords(permission.mode, deciders) };
}

function nameDecider(pack: Pack, id: string): string {
  if (id === 'classification_decider') return t('decider.classification');
  if (id === 'superior') return t('decider.superior');
  return pack.roles.find((role) => role.id === id)?.title.ja ?? id;
}

function deciderWords(mode: Permission['mode'], deciders: readonly string[]): string {
  if (deciders.length === 0) return t('decider.undefined');
  if (deciders.length === 1) return deciders[0] ?? '';
  if (mode === 'any') return t('decider.any', { deciders: deciders.join(t('decider.or')) });
  return t('decider.all', { deciders: deciders.join(t('decider.and')) });
}
