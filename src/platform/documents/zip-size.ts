const END = 0x06054b50;
const ENTRY = 0x02014b50;
const UNKNOWN = 0xffffffff;

/**
 * The size in bytes to which a ZIP file says it unpacks, from its directory; `null` when it is no ZIP file.
 * `Infinity` when an entry hides its size: such files are not made by office programs. Asked before unpacking.
 */
export function unzippedSize(bytes: Uint8Array): number | null {
  if (bytes.length < 22) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = findEnd(view);
  if (end === null) return null;
  const entries = view.getUint16(end + 10, true);
  let position = view.getUint32(end + 16, true);
  let total = 0;
  for (let entry = 0; entry < entries; entry += 1) {
    if (position + 46 > bytes.length || view.getUint32(position, true) !== ENTRY) return null;
    const packed = view.getUint32(position + 20, true);
    const size = view.getUint32(position + 24, true);
    if (size === UNKNOWN || (size === 0 && packed > 2)) return Number.POSITIVE_INFINITY;
    total += size;
    position +=
      46 +
      view.getUint16(position + 28, true) +
      view.getUint16(position + 30, true) +
      view.getUint16(position + 32, true);
  }
  return total;
}

function findEnd(view: DataView): number | null {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 65_557); at -= 1) {
    if (view.getUint32(at, true) === END) return at;
  }
  return null;
}
