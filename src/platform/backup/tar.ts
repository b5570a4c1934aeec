/** The few parts of the tar format (POSIX ustar) that a backup needs, so that common tools can look inside. */
import { Buffer } from 'node:buffer';

/** One member of an archive. */
export interface TarEntry {
  readonly name: string;
  readonly body: Buffer;
}

const BLOCK = 512;
const LONGEST_NAME = 100;
const LONGEST_PREFIX = 155;

/** A member as it stands in the archive: header, body, filling. */
export function tarMember({ name, body }: TarEntry): Buffer {
  const filling = Buffer.alloc((BLOCK - (body.length % BLOCK)) % BLOCK);
  return Buffer.concat([header(name, body.length), body, filling]);
}

/** What ends an archive. */
export const tarEnd = (): Buffer => Buffer.alloc(2 * BLOCK);

/**
 * The members of an archive, one after the other; each is held in memory whole.
 * Ends quietly where the archive ends, also when it was cut off: the reader must know its last member.
 * @throws RangeError when a header is not one
 */
export async function* readTar(source: AsyncIterable<Buffer>): AsyncGenerator<TarEntry> {
  const reader = blockReader(source);
  for (;;) {
    const head = await reader.take(BLOCK);
    if (head === null || head.every((byte) => byte === 0)) return;
    const { name, size } = parseHeader(head);
    const padded = await reader.take(Math.ceil(size / BLOCK) * BLOCK);
    if (padded === null) return;
    yield { name, body: padded.subarray(0, size) };
  }
}

function header(name: string, size: number): Buffer {
  const block = Buffer.alloc(BLOCK);
  const { prefix, last } = splitName(name);
  block.write(last, 0);
  block.write('0000600\0', 100);
  block.write('0000000\0', 108);
  block.write('0000000\0', 116);
  block.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  block.write('00000000000\0', 136);
  block.write('        ', 148);
  block.write('0', 156);
  block.write('ustar\x0000', 257);
  block.write(prefix, 345);
  block.write(`${checksum(block).toString(8).padStart(6, '0')}\0 `, 148);
  return block;
}

function splitName(name: string): { prefix: string; last: string } {
  if (Buffer.byteLength(name) <= LONGEST_NAME) return { prefix: '', last: name };
  for (let slash = name.indexOf('/'); slash > 0; slash = name.indexOf('/', slash + 1)) {
    const prefix = name.slice(0, slash);
    const last = name.slice(slash + 1);
    if (Buffer.byteLength(prefix) <= LONGEST_PREFIX && Buffer.byteLength(last) <= LONGEST_NAME) {
      return { prefix, last };
    }
  }
  throw new RangeError(`name too long for an archive: ${name}`);
}

function parseHeader(block: Buffer): { name: string; size: number } {
  const size = Number.parseInt(text(block, 124, 12), 8);
  const sum = Number.parseInt(text(block, 148, 8), 8);
  const blanked = Buffer.from(block);
  blanked.write('        ', 148);
  if (sum !== checksum(blanked) || !Number.isInteger(size)) throw new RangeError('not an archive header');
  const prefix = text(block, 345, LONGEST_PREFIX);
  const last = text(block, 0, LONGEST_NAME);
  return { name: prefix ? `${prefix}/${last}` : last, size };
}

const text = (block: Buffer, from: number, length: number): string =>
  block
    .subarray(from, from + length)
    .toString()
    .replace(/\0.*$/s, '')
    .trim();

const checksum = (block: Buffer): number => block.reduce((sum, byte) => sum + byte, 0);

/** Hands out a stream in pieces of asked length; null when the stream ends before. */
function blockReader(source: AsyncIterable<Buffer>): { take(length: number): Promise<Buffer | null> } {
  const iterator = source[Symbol.asyncIterator]();
  let held: Buffer[] = [];
  let size = 0;
  const fill = async (length: number): Promise<boolean> => {
    while (size < length) {
      const next = await iterator.next();
      if (next.done) return false;
      held.push(next.value);
      size += next.value.length;
    }
    return true;
  };
  return {
    take: async (length) => {
      if (!(await fill(length))) return null;
      const all = held.length === 1 && held[0] ? held[0] : Buffer.concat(held);
      held = [all.subarray(length)];
      size = all.length - length;
      return all.subarray(0, length);
    },
  };
}
