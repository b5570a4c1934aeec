/** How a set of changes to the tree becomes rows to close and rows to open. Pure. */
import { InvalidInput } from '../../kernel/errors.ts';
import { t } from './messages.ts';
import { pathBelow, type UnitKind, unitKinds } from './model.ts';

/** A unit that a change brings into being. `parentCode` names a unit of the new tree; null is a root. */
interface UnitSpec {
  readonly code: string;
  readonly name: string;
  readonly kana: string;
  readonly kind: UnitKind;
  readonly parentCode: string | null;
}

/** One change. Codes are those of the new tree, so that a change can build on another of the same day. */
export type UnitChange =
  | { readonly type: 'create'; readonly unit: UnitSpec }
  /** Renames, recodes, or moves (with everything below). Absent fields stay. */
  | { readonly type: 'change'; readonly unitId: string; readonly to: Partial<UnitSpec> }
  | { readonly type: 'merge'; readonly unitIds: readonly string[]; readonly into: UnitSpec }
  /** The first of `into` takes what is not said otherwise: people, units below, appointments, systems. */
  | {
      readonly type: 'split';
      readonly unitId: string;
      readonly into: readonly (UnitSpec & { readonly personIds: readonly string[] })[];
    }
  /** Ends without a successor: posts and appointments end with it. */
  | { readonly type: 'abolish'; readonly unitId: string };

/** A unit in force on the day of the reorganisation. */
export interface CurrentUnit {
  readonly id: string;
  readonly parentId: string | null;
  readonly path: string;
  readonly code: string;
  readonly name: string;
  readonly kana: string;
  readonly kind: UnitKind;
  readonly sortOrder: number;
  readonly validFrom: string;
}

type OpenedUnit = Omit<CurrentUnit, 'validFrom'>;

export interface ReorganisationPlan {
  /** Ids of the rows that end on the day. */
  readonly closed: readonly string[];
  /** Rows that begin on the day, parents before children. */
  readonly opened: readonly OpenedUnit[];
  /** Rows that began on that very day and are changed in place. */
  readonly amended: readonly OpenedUnit[];
  /** Of each closed unit: what takes its place, the first being the main one. */
  readonly successors: ReadonlyMap<string, readonly string[]>;
  /** Of a split unit: people who go to another successor than the first. */
  readonly placements: readonly {
    readonly unitId: string;
    readonly personId: string;
    readonly successorId: string;
  }[];
}

interface Node {
  /** Id of the current unit that it continues in place, or null. */
  readonly keeps: string | null;
  readonly predecessors: readonly string[];
  readonly spec: Omit<UnitSpec, 'parentCode'> & { readonly sortOrder: number };
  /** Parent by node key, unless `parentCode` says otherwise. */
  readonly parentKey: string | null;
  readonly parentCode?: string | null;
  readonly changed: boolean;
}

/**
 * Plans the changes for a day. A unit below a changed one gets a new row too, because its path changes with its
 * ancestors; everything untouched keeps its row. Throws `InvalidInput` when a change names what is not there, a
 * code would be double, a parent is missing or below its child, or an abolished unit still has units below it.
 */
export function planReorganisation(
  current: readonly CurrentUnit[],
  changes: readonly UnitChange[],
  date: string,
  newId: () => string,
): ReorganisationPlan {
  const byId = new Map(current.map((unit) => [unit.id, unit]));
  const tree = new Map(current.map((unit) => [unit.id, nodeOf(unit)]));
  const wishes: { unitId: string; personId: string; key: string }[] = [];
  changes.forEach((change, at) => {
    applyChange(tree, byId, change, `new:${at}`, date, wishes);
  });
  const parents = resolveParents(tree);
  const order = topDown(tree, parents);
  const issued = new Map<string, OpenedUnit>();
  const reissued = new Set<string>();
  const amended: OpenedUnit[] = [];
  const opened: OpenedUnit[] = [];
  for (const key of order) {
    const node = take(tree, key);
    const parentKey = parents.get(key) ?? null;
    const parent = parentKey === null ? null : (issued.get(parentKey) ?? null);
    requireLevelBelow(parent, node);
    const old = node.keeps === null ? undefined : byId.get(node.keeps);
    const moved =
      parentKey !== null && (reissued.has(parentKey) || amended.some((each) => each.id === parent?.id));
    const touched = node.changed || moved || old === undefined;
    const inPlace = old !== undefined && (!touched || old.validFrom === date);
    const id = inPlace ? old.id : newId();
    const row = { id, parentId: parent?.id ?? null, path: pathBelow(parent?.path ?? null, id), ...node.spec };
    issued.set(key, row);
    if (!touched) continue;
    if (inPlace) amended.push(row);
    else {
      opened.push(row);
      reissued.add(key);
    }
  }
  const remaining = new Set([...issued.values()].map((row) => row.id));
  const closed = current.map((unit) => unit.id).filter((id) => !remaining.has(id));
  const placements = wishes.flatMap(({ unitId, personId, key }) => {
    const successor = issued.get(key);
    return successor ? [{ unitId, personId, successorId: successor.id }] : [];
  });
  return { closed, opened, amended, successors: successorsOf(tree, issued, closed), placements };
}

function nodeOf(unit: CurrentUnit): Node {
  const { code, name, kana, kind, sortOrder } = unit;
  return {
    keeps: unit.id,
    predecessors: [unit.id],
    spec: { code, name, kana, kind, sortOrder },
    parentKey: unit.parentId,
    changed: false,
  };
}

function newNode(spec: UnitSpec, predecessors: readonly string[], sortOrder: number): Node {
  const { code, name, kana, kind, parentCode } = spec;
  return {
    keeps: null,
    predecessors,
    spec: { code, name, kana, kind, sortOrder },
    parentKey: null,
    parentCode,
    changed: true,
  };
}

function applyChange(
  tree: Map<string, Node>,
  byId: ReadonlyMap<string, CurrentUnit>,
  change: UnitChange,
  key: string,
  date: string,
  wishes: { unitId: string; personId: string; key: string }[],
): void {
  if (change.type === 'create') {
    tree.set(key, newNode(change.unit, [], lastSortOrder(tree)));
    return;
  }
  if (change.type === 'change') {
    const node = find(tree, change.unitId);
    const { parentCode, ...fields } = change.to;
    const spec = { ...node.spec, ...fields };
    tree.set(change.unitId, {
      ...node,
      spec,
      ...(parentCode !== undefined && { parentCode }),
      changed: true,
    });
    return;
  }
  const leaving = change.type === 'merge' ? [...new Set(change.unitIds)] : [change.unitId];
  const sortOrders = leaving.map((id) => find(tree, id).spec.sortOrder);
  for (const id of leaving) {
    if (byId.get(id)?.validFrom === date)
      throw new InvalidInput(t.ref('reorganise.sameDay', { name: byId.get(id)?.name ?? '' }));
    tree.delete(id);
  }
  const targets = change.type === 'merge' ? [change.into] : change.type === 'split' ? change.into : [];
  if (change.type === 'merge' && leaving.length < 2) throw new InvalidInput(t.ref('reorganise.mergeTwo'));
  if (change.type === 'split' && targets.length < 2) throw new InvalidInput(t.ref('reorganise.splitTwo'));
  targets.forEach((spec, at) => {
    const own = `${key}:${at}`;
    tree.set(own, newNode(spec, leaving, sortOrders[0] ?? 0));
    if ('personIds' in spec) {
      for (const personId of spec.personIds) wishes.push({ unitId: leaving[0] ?? '', personId, key: own });
    }
  });
  adoptChildren(tree, leaving, targets.length > 0 ? `${key}:0` : null, byId);
}

/** Units below what went away come under the (first) successor; without one there must be none left in the end. */
function adoptChildren(
  tree: Map<string, Node>,
  gone: readonly string[],
  heir: string | null,
  byId: ReadonlyMap<string, CurrentUnit>,
): void {
  for (const [key, node] of tree) {
    if (node.parentKey === null || !gone.includes(node.parentKey) || node.parentCode !== undefined) continue;
    if (heir === null) {
      const name = byId.get(node.parentKey)?.name ?? '';
      throw new InvalidInput(t.ref('reorganise.hasChildren', { name, child: node.spec.name }));
    }
    tree.set(key, { ...node, parentKey: heir, changed: true });
  }
}

const lastSortOrder = (tree: ReadonlyMap<string, Node>): number =>
  Math.max(0, ...[...tree.values()].map((node) => node.spec.sortOrder)) + 1;

function find(tree: ReadonlyMap<string, Node>, id: string): Node {
  const node = tree.get(id);
  if (!node) throw new InvalidInput(t.ref('reorganise.unitGone'));
  return node;
}

function take(tree: ReadonlyMap<string, Node>, key: string): Node {
  const node = tree.get(key);
  if (!node) throw new Error('a planned unit is lost');
  return node;
}

function resolveParents(tree: ReadonlyMap<string, Node>): Map<string, string | null> {
  const byCode = new Map<string, string>();
  for (const [key, node] of tree) {
    const { code } = node.spec;
    if (byCode.has(code)) throw new InvalidInput(t.ref('unit.codeTaken', { code }));
    byCode.set(code, key);
  }
  return new Map(
    [...tree].map(([key, node]) => {
      if (node.parentCode === undefined) return [key, node.parentKey];
      if (node.parentCode === null) return [key, null];
      const parent = byCode.get(node.parentCode);
      if (parent === undefined)
        throw new InvalidInput(t.ref('reorganise.parentGone', { code: node.parentCode }));
      return [key, parent];
    }),
  );
}

/** Keys with every parent before its children. Throws when a unit would stand below itself. */
function topDown(tree: ReadonlyMap<string, Node>, parents: ReadonlyMap<string, string | null>): string[] {
  const children = Map.groupBy(tree.keys(), (key) => parents.get(key) ?? '');
  const order: string[] = [];
  const queue = [...(children.get('') ?? [])];
  for (let key = queue.shift(); key !== undefined; key = queue.shift()) {
    order.push(key);
    queue.push(...(children.get(key) ?? []));
  }
  if (order.length < tree.size) throw new InvalidInput(t.ref('reorganise.circle'));
  return order;
}

function requireLevelBelow(parent: OpenedUnit | null, node: Node): void {
  if (parent === null || unitKinds.indexOf(node.spec.kind) >= unitKinds.indexOf(parent.kind)) return;
  throw new InvalidInput(
    t.ref('unit.levelWrong', {
      parent: t(`unitKind.${parent.kind}`),
      child: t(`unitKind.${node.spec.kind}`),
    }),
  );
}

function successorsOf(
  tree: ReadonlyMap<string, Node>,
  issued: ReadonlyMap<string, OpenedUnit>,
  closed: readonly string[],
): Map<string, readonly string[]> {
  const successors = new Map<string, string[]>(closed.map((id) => [id, []]));
  for (const [key, node] of tree) {
    const row = issued.get(key);
    for (const id of node.predecessors) if (row) successors.get(id)?.push(row.id);
  }
  return successors;
}
