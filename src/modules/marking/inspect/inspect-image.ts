import exifr from 'exifr';
import { t } from '../messages.ts';
import { excerptOf, type Finding } from '../model.ts';

/** The fields of EXIF and XMP that tell about people and devices. */
const people = ['Artist', 'Copyright', 'OwnerName', 'CameraOwnerName', 'creator', 'Author'] as const;
const devices = [
  'Make',
  'Model',
  'BodySerialNumber',
  'SerialNumber',
  'LensSerialNumber',
  'Software',
] as const;

/** What a picture (JPEG, PNG, TIFF, HEIC) tells beside itself: where it was taken, by whom, with what. */
export async function inspectImage(bytes: Uint8Array, where: string): Promise<Finding[]> {
  const fields = await read(bytes);
  const texts = (names: readonly string[]) =>
    names.flatMap((name) => {
      const value = fields[name];
      return typeof value === 'string' && value.trim() !== '' ? [value.trim()] : [];
    });
  const found: Finding[] = [];
  const { latitude, longitude } = fields;
  if (typeof latitude === 'number' && typeof longitude === 'number') {
    const excerpt = t('excerpt.position', {
      latitude: latitude.toFixed(5),
      longitude: longitude.toFixed(5),
    });
    found.push({ kind: 'position', where, excerpt });
  } else if (Object.keys(fields).some((name) => /^GPS(Latitude|Longitude|Position|Dest)/.test(name))) {
    found.push({ kind: 'position', where, excerpt: '' });
  }
  const authors = texts(people);
  if (authors.length > 0) found.push({ kind: 'author', where, excerpt: excerptOf(authors.join('、')) });
  const cameras = texts(devices);
  if (cameras.length > 0) found.push({ kind: 'camera', where, excerpt: excerptOf(cameras.join(' ')) });
  return found;
}

/** No metadata, and metadata that cannot be read, are alike: nothing to tell. */
async function read(bytes: Uint8Array): Promise<Readonly<Record<string, unknown>>> {
  try {
    const options = { tiff: true, exif: true, gps: true, xmp: true, iptc: true, icc: false, jfif: false };
    const fields: unknown = await exifr.parse(Buffer.from(bytes), options);
    return typeof fields === 'object' && fields !== null ? { ...fields } : {};
  } catch {
    return {};
  }
}
