import { and, asc, eq, gt, gte, isNull } from 'drizzle-orm';
import { NIL_ID } from '../../kernel/ids.ts';
import { type Database, inOrganisation, type Tx } from '../database/database.ts';
import { leafHash, MerkleTree } from './merkle.ts';
import { isGenuine } from './record-event.ts';
import { type Head, sealMac } from './seal-log.ts';
import { auditEvents, auditLeaves, auditSeals } from './tables.ts';

export type FindingKind = 'altered' | 'removed' | 'inserted' | 'seal-broken' | 'cut-off';

/** Something in the log that is not as it was written. */
export interface Finding {
  readonly kind: FindingKind;
  /** The event, or for a seal its size. */
  readonly subject: string;
}

export interface Verification {
  readonly organisationId: string;
  readonly events: number;
  readonly sealed: number;
  /** Written but not sealed yet; their MAC was checked. */
  readonly unsealed: number;
  readonly root: string;
  readonly findings: readonly Finding[];
}

const page = 5000;

/**
 * Proves the whole log of an organisation from one snapshot: every event still hashes to its leaf and carries a
 * valid MAC, the leaves give the root of every seal, no event lies outside the log, and the seals kept outside
 * the database (`heads`) are still true of it.
 */
export function verifyLog(
  database: Database,
  organisationId: string,
  heads: readonly Head[],
): Promise<Verification> {
  return inOrganisation(database, organisationId, (tx) => verify(tx, heads), {
    isolation: 'repeatable read',
  });
}

async function verify(tx: Tx, heads: readonly Head[]): Promise<Verification> {
  const findings: Finding[] = [];
  const tree = new MerkleTree();
  const expected = await expectedRoots(tx, heads, findings);
  for (let rows = await leavesFrom(tx, 0); rows.length > 0; rows = await leavesFrom(tx, tree.size)) {
    for (const row of rows) {
      checkLeaf(row, tree.size, findings);
      tree.append(row.leaf.leafHash);
      checkRoot(tree, expected.get(tree.size), findings);
    }
  }
  for (const [size] of expected)
    if (size > tree.size) findings.push({ kind: 'cut-off', subject: String(size) });
  const unsealed = await checkUnsealed(tx, findings);
  return {
    organisationId: tx.organisationId,
    events: tree.size + unsealed,
    sealed: tree.size,
    unsealed,
    root: tree.root().toString('hex'),
    findings,
  };
}

async function expectedRoots(
  tx: Tx,
  heads: readonly Head[],
  findings: Finding[],
): Promise<Map<number, Set<string>>> {
  const roots = new Map<number, Set<string>>();
  const expect = (size: number, root: string) => roots.set(size, (roots.get(size) ?? new Set()).add(root));
  const seals = await tx.select().from(auditSeals).where(eq(auditSeals.organisationId, tx.organisationId));
  for (const seal of seals) {
    if (!sealMac(seal.size, seal.rootHash).equals(seal.mac))
      findings.push({ kind: 'seal-broken', subject: String(seal.size) });
    expect(seal.size, seal.rootHash.toString('hex'));
  }
  for (const head of heads) expect(head.size, head.root);
  return roots;
}

function leavesFrom(tx: Tx, position: number) {
  return tx
    .select({ leaf: auditLeaves, event: auditEvents })
    .from(auditLeaves)
    .leftJoin(
      auditEvents,
      and(
        eq(auditEvents.organisationId, auditLeaves.organisationId),
        eq(auditEvents.id, auditLeaves.eventId),
      ),
    )
    .where(and(eq(auditLeaves.organisationId, tx.organisationId), gte(auditLeaves.position, position)))
    .orderBy(asc(auditLeaves.position))
    .limit(page);
}

type LeafRow = Awaited<ReturnType<typeof leavesFrom>>[number];

function checkLeaf({ leaf, event }: LeafRow, position: number, findings: Finding[]): void {
  if (leaf.position !== position) findings.push({ kind: 'removed', subject: `leaf ${position}` });
  if (!event) {
    findings.push({ kind: 'removed', subject: leaf.eventId });
    return;
  }
  if (!isGenuine(event) || !leafHash(event.bodyHash).equals(leaf.leafHash))
    findings.push({ kind: 'altered', subject: event.id });
}

function checkRoot(tree: MerkleTree, roots: ReadonlySet<string> | undefined, findings: Finding[]): void {
  if (!roots) return;
  const actual = tree.root().toString('hex');
  if ([...roots].some((root) => root !== actual))
    findings.push({ kind: 'seal-broken', subject: String(tree.size) });
}

/** Events outside the log are new ones that wait for the next seal; one without a valid MAC was put in by hand. */
async function checkUnsealed(tx: Tx, findings: Finding[]): Promise<number> {
  let count = 0;
  let after = NIL_ID;
  for (;;) {
    const rows = await tx
      .select({ event: auditEvents })
      .from(auditEvents)
      .leftJoin(
        auditLeaves,
        and(
          eq(auditLeaves.organisationId, auditEvents.organisationId),
          eq(auditLeaves.eventId, auditEvents.id),
        ),
      )
      .where(
        and(
          eq(auditEvents.organisationId, tx.organisationId),
          isNull(auditLeaves.eventId),
          gt(auditEvents.id, after),
        ),
      )
      .orderBy(asc(auditEvents.id))
      .limit(page);
    const last = rows.at(-1);
    if (!last) return count;
    for (const { event } of rows)
      if (event.bodyExpired || !isGenuine(event)) findings.push({ kind: 'inserted', subject: event.id });
    count += rows.length;
    after = last.event.id;
  }
}
