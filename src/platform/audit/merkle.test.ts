import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auditPath, leafHash, MerkleTree, merkleRoot, rootOfPath } from './merkle.ts';

const leavesOf = (count: number) => Array.from({ length: count }, (_, i) => leafHash(Buffer.from(String(i))));

describe('Merkle tree (RFC 6962 §2.1)', () => {
  it('gives the roots of the RFC’s reference implementation', () => {
    const inputs = [
      '',
      '00',
      '10',
      '2021',
      '3031',
      '40414243',
      '5051525354555657',
      '606162636465666768696a6b6c6d6e6f',
    ];
    const leaves = inputs.map((hex) => leafHash(Buffer.from(hex, 'hex')));
    expect(merkleRoot([]).toString('hex')).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
    expect(merkleRoot(leaves.slice(0, 1)).toString('hex')).toBe(
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    );
    expect(merkleRoot(leaves.slice(0, 3)).toString('hex')).toBe(
      'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    );
    expect(merkleRoot(leaves).toString('hex')).toBe(
      '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
    );
  });

  it('goes on from its peaks as if it had never stopped', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.nat(200), (first, second) => {
        const leaves = leavesOf(first + second);
        const tree = new MerkleTree();
        for (const leaf of leaves.slice(0, first)) tree.append(leaf);
        const resumed = MerkleTree.resume(tree.size, tree.peaks());
        for (const leaf of leaves.slice(first)) resumed.append(leaf);
        expect(resumed.root()).toEqual(merkleRoot(leaves));
      }),
    );
  });

  it('proves each leaf by its path, and no other leaf', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 64 }), fc.nat(), (count, seed) => {
        const leaves = leavesOf(count);
        const index = seed % count;
        const path = auditPath(leaves, index);
        const root = merkleRoot(leaves);
        expect(rootOfPath(leaves[index] ?? Buffer.alloc(0), index, count, path)).toEqual(root);
        expect(rootOfPath(leafHash(Buffer.from('forged')), index, count, path)).not.toEqual(root);
      }),
    );
  });
});
