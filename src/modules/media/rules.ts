import type { Tx } from '../../platform/database/database.ts';
import { loadProfile } from '../organisation/index.ts';
import { type PackPart, readPart, type Text } from '../standards/index.ts';
import { t } from './messages.ts';
import { factsAt, type MediaRule } from './model.ts';

/** A way of erasing or disposing. What a tool can undo is not unrecoverable. */
export interface DisposalMethod {
  readonly id: string;
  readonly material: 'electronic' | 'paper' | 'any';
  readonly unrecoverable: boolean;
  readonly title: Text;
}

/** A pack's `media.json`. */
export interface MediaPart {
  readonly methods: readonly DisposalMethod[];
  readonly rules: readonly MediaRule[];
}

/** Reads and checks `media.json`: unique ids, and rules whose conditions can hold at the occasion they are for. */
export const mediaPart: PackPart<MediaPart> = {
  name: 'media',
  check(data, pack, report) {
    const file = 'media.json';
    for (const list of ['methods', 'rules'] as const) {
      const ids = data[list].map((each) => each.id);
      for (const id of new Set(ids.filter((each, at) => ids.indexOf(each) !== at))) {
        report(file, `${list}/${id}`, t('check.twice', { id }));
      }
    }
    const clauses = new Set(pack.requirements.map((requirement) => requirement.id));
    const types = permissionTypes(pack.id);
    for (const rule of data.rules) {
      const at = `rules/${rule.id}`;
      if (rule.when !== undefined && Object.keys(rule.when).length === 0) report(file, at, t('check.noAxis'));
      const unknown = rule.require.filter((fact) => !factsAt[rule.on].includes(fact));
      if (unknown.length > 0) report(file, at, t('check.fact', { facts: unknown.join('、') }));
      if (!clauses.has(rule.clause)) report(file, at, t('check.clause', { clause: rule.clause }));
      const onPaper = rule.material === 'paper';
      if (onPaper && (rule.when?.integrity !== undefined || rule.when?.availability !== undefined)) {
        report(file, at, t('check.paperAxis'));
      }
      if (rule.permissionType !== undefined && !rule.require.includes('permission')) {
        report(file, at, t('check.permissionType'));
      }
      if (rule.permissionType !== undefined && types !== null && !types.has(rule.permissionType)) {
        report(file, at, t('check.permissionUnknown', { id: rule.permissionType }));
      }
      if (rule.contractor && rule.on !== 'dispose' && rule.on !== 'sanitise') {
        report(file, at, t('check.contractor'));
      }
    }
    const strict = data.rules.some((rule) => rule.require.includes('unrecoverable'));
    for (const material of ['electronic', 'paper'] as const) {
      const way = data.methods.some(
        (method) => method.unrecoverable && (method.material === 'any' || method.material === material),
      );
      // A pack without ways of its own relies on those of the others.
      if (strict && data.methods.length > 0 && !way)
        report(file, 'methods', t('check.noWay', { material: t(`material.${material}`) }));
    }
  },
};

/** Ids of the permission types of the pack; null when it has none. */
function permissionTypes(packId: string): ReadonlySet<string> | null {
  const part = readPart<{ readonly types: readonly { readonly id: string }[] }>(packId, {
    name: 'permissions',
    check: () => undefined,
  });
  return part === null ? null : new Set(part.types.map(({ id }) => id));
}

/** A rule with the pack that has it. */
export interface AdoptedRule extends MediaRule {
  readonly packId: string;
}
export interface AdoptedMethod extends DisposalMethod {
  readonly packId: string;
}
export interface AdoptedRules {
  readonly rules: readonly AdoptedRule[];
  /** One per id; the primary pack's wins. */
  readonly methods: readonly AdoptedMethod[];
}

/** What the adopted packs say about media, the primary one first. One statement. */
export async function loadRules(tx: Tx): Promise<AdoptedRules> {
  const { packIds } = await loadProfile(tx);
  const parts = packIds.flatMap((packId) => {
    const part = readPart(packId, mediaPart);
    return part === null ? [] : [{ packId, part }];
  });
  const methods = new Map<string, AdoptedMethod>();
  for (const { packId, part } of parts) {
    for (const method of part.methods)
      if (!methods.has(method.id)) methods.set(method.id, { ...method, packId });
  }
  return {
    rules: parts.flatMap(({ packId, part }) => part.rules.map((rule) => ({ ...rule, packId }))),
    methods: [...methods.values()],
  };
}
