import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const form = 'v1';

/**
 * Encrypts a stored secret with AES-256-GCM. `owner` (organisation and account) is bound to it: put into another
 * account's row it does not open.
 */
export function seal(key: Buffer, owner: string, secret: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(owner));
  const body = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return [form, ...[iv, body, cipher.getAuthTag()].map((part) => part.toString('base64url'))].join('.');
}

/** Decrypts what `seal` made. Throws when key, owner or text is another. */
export function unseal(key: Buffer, owner: string, sealed: string): string {
  const [version, ...parts] = sealed.split('.');
  const [iv, body, tag] = parts.map((part) => Buffer.from(part, 'base64url'));
  if (version !== form || !iv || !body || tag?.length !== 16) throw new Error('not a sealed secret');
  const decipher = createDecipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(owner)).setAuthTag(tag);
  return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
}
