import { appendFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { and, asc, desc, eq, gt, isNull } from 'drizzle-orm';
import { NIL_ID } from '../../kernel/ids.ts';
import { type Database, inOrganisation, type Tx } from '../database/database.ts';
import { leafHash, MerkleTree } from './merkle.ts';
import { macOf } from './record-event.ts';
import { auditEvents, auditLeaves, auditSeals } from './tables.ts';

/** A seal as it is also kept outside the database: without it, cutting off the end of the log would not show. */
export interface Head {
  readonly size: number;
  readonly root: string;
}

const batch = 5000;
/** No transaction lives longer, so an event can appear at most this long after a later one was sealed. */
const lateness = 24 * 60 * 60 * 1000;

/**
 * Takes the events that are not in the Merkle log yet into it and seals it with a new root.
 * Returns the number of leaves added. The writers of events never wait for this.
 */
export async function sealLog(
  database: Database,
  organisationId: string,
  dataFolder: string,
): Promise<number> {
  let added = 0;
  for (;;) {
    const head = await inOrganisation(database, organisationId, sealBatch);
    if (!head) return added;
    added += head.added;
    await keepHead(dataFolder, organisationId, head);
  }
}

async function sealBatch(tx: Tx): Promise<(Head & { added: number }) | null> {
  const last = await lastSeal(tx);
  const events = await unsealed(tx, last?.sealedAt ?? null);
  if (events.length === 0) return null;
  const tree = last ? MerkleTree.resume(last.size, last.peaks) : new MerkleTree();
  const from = tree.size;
  const leaves = events.map((event) => leafHash(event.bodyHash));
  for (const leaf of leaves) tree.append(leaf);
  await tx.client.query({
    name: 'audit.leaves',
    text: `insert into audit_leaves (organisation_id, position, event_id, leaf_hash)
      select $1::uuid, $2::bigint + l.place - 1, l.event_id, l.leaf_hash
      from unnest($3::uuid[], $4::bytea[]) with ordinality as l (event_id, leaf_hash, place)`,
    values: [tx.organisationId, from, events.map((event) => event.id), leaves],
  });
  const root = tree.root();
  await tx.insert(auditSeals).values({
    organisationId: tx.organisationId,
    size: tree.size,
    rootHash: root,
    peaks: tree.peaks(),
    mac: sealMac(tree.size, root),
    sealedAt: new Date(),
  });
  return { size: tree.size, root: root.toString('hex'), added: leaves.length };
}

async function lastSeal(tx: Tx) {
  const [seal] = await tx
    .select()
    .from(auditSeals)
    .where(eq(auditSeals.organisationId, tx.organisationId))
    .orderBy(desc(auditSeals.size))
    .limit(1);
  return seal;
}

function unsealed(tx: Tx, lastSealedAt: Date | null) {
  const from = lastSealedAt ? firstIdAt(lastSealedAt.getTime() - lateness) : NIL_ID;
  return tx
    .select({ id: auditEvents.id, bodyHash: auditEvents.bodyHash })
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
        gt(auditEvents.id, from),
        isNull(auditLeaves.eventId),
      ),
    )
    .orderBy(asc(auditEvents.id))
    .limit(batch);
}

/** The smallest UUIDv7 of a time in milliseconds. */
function firstIdAt(milliseconds: number): string {
  const hex = Math.max(0, milliseconds).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

/** What shows that a seal is ours: over the number of leaves and the root, under the key outside the database. */
export const sealMac = (size: number, root: Uint8Array): Buffer =>
  macOf(Buffer.concat([Buffer.from(`${size}:`), root]));

const headsFile = (dataFolder: string, organisationId: string) =>
  join(dataFolder, 'audit', `${organisationId}.heads`);

async function keepHead(dataFolder: string, organisationId: string, head: Head): Promise<void> {
  await mkdir(join(dataFolder, 'audit'), { recursive: true, mode: 0o700 });
  await appendFile(headsFile(dataFolder, organisationId), `${head.size} ${head.root}\n`, { mode: 0o600 });
}

/** The seals kept beside the database; empty when there is no such file (another host, a restored copy). */
export async function readHeads(dataFolder: string, organisationId: string): Promise<Head[]> {
  const text = await readFile(headsFile(dataFolder, organisationId), 'utf8').catch(() => '');
  return text
    .split('\n')
    .map((line) => line.split(' '))
    .flatMap(([size, root]) => (size && root ? [{ size: Number(size), root }] : []));
}
