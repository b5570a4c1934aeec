import { hash } from '@node-rs/argon2';
import { describe, expect, it } from 'vitest';
import { InvalidInput } from '../../kernel/errors.ts';
import { testSecrets } from '../database/testing.ts';
import { checkPassword } from './password-policy.ts';
import { hashPassword, needsRehash, verifyPassword } from './passwords.ts';
import { seal, unseal } from './sealed-secret.ts';

describe('password hashes', () => {
  it('verify, also when typed in full width', async () => {
    const stored = await hashPassword('correct horse 12');
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await verifyPassword(stored, 'correct horse 12')).toBe(true);
    expect(await verifyPassword(stored, 'ｃｏｒｒｅｃｔ　ｈｏｒｓｅ　１２')).toBe(true);
    expect(await verifyPassword(stored, 'correct horse 13')).toBe(false);
  });

  it('do not verify anything without a hash, and take the same work', async () => {
    await verifyPassword(null, 'warm up');
    const started = performance.now();
    expect(await verifyPassword(null, 'an account that does not exist')).toBe(false);
    expect(performance.now() - started).toBeGreaterThan(5);
  });

  it('are renewed when the parameters were others', async () => {
    const weak = await hash('x', { memoryCost: 8192, timeCost: 1, parallelism: 1 });
    expect(needsRehash(weak)).toBe(true);
    expect(needsRehash(await hashPassword('x'))).toBe(false);
  });
});

describe('the password policy', () => {
  const context = { names: ['s.tanaka', '田中 さくら', 's.tanaka@mihon.go.jp', '見本省'] };
  const refused = (password: string) => {
    try {
      checkPassword(password, context);
    } catch (error) {
      return error instanceof InvalidInput ? error.problems[0]?.message.key : error;
    }
    return null;
  };

  it.each([
    ['みじかい', 'password.short'],
    ['a'.repeat(11), 'password.short'],
    ['あいう'.repeat(50), 'password.long'],
    ['password2026!', 'password.common'],
    ['Passw0rd1234', 'password.common'],
    ['qwertyuiop123', 'password.common'],
    ['aaaaaaaaaaaa', 'password.common'],
    ['123456789012', 'password.common'],
    ['abcdefghijklm', 'password.common'],
    ['パスワード20261121', 'password.common'],
    ['s.tanaka2026', 'password.likeName'],
    ['TANAKA-tanaka-1', 'password.likeName'],
  ])('refuses %s', (password, reason) => {
    expect(refused(password)).toBe(reason);
  });

  it.each(['kokoro no yama 37', '雨の日は図書館で本を読みます', 'tokyo-orange-lamp', 'x7#kPq92!mLw'])(
    'takes %s: no rules of composition',
    (password) => {
      expect(refused(password)).toBeNull();
    },
  );
});

describe('sealed secrets', () => {
  const key = testSecrets.key('totp');

  it('open for their owner only, and not when altered', () => {
    const sealed = seal(key, 'org/account', 'JBSWY3DPEHPK3PXP');
    expect(sealed).not.toContain('JBSW');
    expect(unseal(key, 'org/account', sealed)).toBe('JBSWY3DPEHPK3PXP');
    expect(() => unseal(key, 'org/another', sealed)).toThrow();
    expect(() => unseal(testSecrets.key('other'), 'org/account', sealed)).toThrow();
    const [form = '', iv = '', body = '', tag = ''] = sealed.split('.');
    const flipped = (body.startsWith('A') ? 'B' : 'A') + body.slice(1);
    expect(() => unseal(key, 'org/account', [form, iv, flipped, tag].join('.'))).toThrow();
  });
});
