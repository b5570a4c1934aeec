import { createHash } from 'node:crypto';

const sha256 = (...parts: Uint8Array[]): Buffer => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

const leafPrefix = Buffer.of(0);
const nodePrefix = Buffer.of(1);

/** The hash of one leaf (RFC 6962 §2.1). */
export const leafHash = (data: Uint8Array): Buffer => sha256(leafPrefix, data);

const nodeHash = (left: Uint8Array, right: Uint8Array): Buffer => sha256(nodePrefix, left, right);

/**
 * An append-only Merkle tree (RFC 6962 §2.1) that keeps only the roots of its full subtrees:
 * appending is O(log n) memory, so a log of any length is verified in one pass.
 */
export class MerkleTree {
  #peaks: { hash: Buffer; size: number }[] = [];
  #size = 0;

  /** The tree that had `size` leaves and these peaks; the sizes of the peaks are the binary digits of `size`. */
  static resume(size: number, peaks: Buffer): MerkleTree {
    const tree = new MerkleTree();
    tree.#size = size;
    const sizes = [...size.toString(2)]
      .map((digit, i, all) => (digit === '1' ? 2 ** (all.length - 1 - i) : 0))
      .filter(Boolean);
    tree.#peaks = sizes.map((count, i) => ({ size: count, hash: peaks.subarray(i * 32, (i + 1) * 32) }));
    return tree;
  }

  /** The hashes of the full subtrees, largest first: all that is needed to go on appending. */
  peaks(): Buffer {
    return Buffer.concat(this.#peaks.map((peak) => peak.hash));
  }

  get size(): number {
    return this.#size;
  }

  append(leaf: Buffer): void {
    this.#size += 1;
    let node = { hash: leaf, size: 1 };
    for (let top = this.#peaks.at(-1); top && top.size === node.size; top = this.#peaks.at(-1)) {
      this.#peaks.pop();
      node = { hash: nodeHash(top.hash, node.hash), size: top.size * 2 };
    }
    this.#peaks.push(node);
  }

  /** The root over all leaves so far; of an empty tree the hash of nothing. */
  root(): Buffer {
    const last = this.#peaks.at(-1);
    if (!last) return sha256();
    return this.#peaks.slice(0, -1).reduceRight((right, peak) => nodeHash(peak.hash, right), last.hash);
  }
}

/** The root over the given leaf hashes. */
export function merkleRoot(leaves: Iterable<Buffer>): Buffer {
  const tree = new MerkleTree();
  for (const leaf of leaves) tree.append(leaf);
  return tree.root();
}

/** The path that proves leaf `index` to be in the tree of `leaves` (RFC 6962 §2.1.1). */
export function auditPath(leaves: readonly Buffer[], index: number): Buffer[] {
  if (leaves.length <= 1) return [];
  const split = largestPowerBelow(leaves.length);
  return index < split
    ? [...auditPath(leaves.slice(0, split), index), merkleRoot(leaves.slice(split))]
    : [...auditPath(leaves.slice(split), index - split), merkleRoot(leaves.slice(0, split))];
}

/** The root that a leaf and its path lead to. */
export function rootOfPath(leaf: Buffer, index: number, size: number, path: readonly Buffer[]): Buffer {
  const last = path.at(-1);
  if (size <= 1 || !last) return leaf;
  const split = largestPowerBelow(size);
  const rest = path.slice(0, -1);
  return index < split
    ? nodeHash(rootOfPath(leaf, index, split, rest), last)
    : nodeHash(last, rootOfPath(leaf, index - split, size - split, rest));
}

function largestPowerBelow(n: number): number {
  let power = 1;
  while (power * 2 < n) power *= 2;
  return power;
}
