import { spawnSync } from 'node:child_process';
import { chownSync, statSync } from 'node:fs';
import { t } from './messages.ts';

/** The unprivileged user that the server runs as. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

/** Preferred first: an account of our own, then the one of a system PostgreSQL, then the account of nobody. */
const ACCOUNTS = ['kijun', 'postgres', 'nobody'] as const;

/**
 * The user to run the server as, or null when that is the present one.
 * PostgreSQL refuses to run as root, so root hands over to another account; an existing cluster keeps its owner.
 * @throws when the cluster belongs to somebody else, or root finds no account to hand over to
 */
export function serverUser(cluster: string): ServerUser | null {
  const owner = statSync(cluster, { throwIfNoEntry: false });
  if (process.getuid?.() !== 0) {
    if (owner && owner.uid !== process.getuid?.()) {
      throw new Error(t('otherOwner', { directory: cluster, uid: owner.uid }));
    }
    return null;
  }
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return chosenAccount();
}

function chosenAccount(): ServerUser {
  const configured = process.env.KIJUN_PG_USER;
  if (configured) {
    const user = account(configured);
    if (!user) throw new Error(t('configuredUserMissing', { user: configured }));
    return user;
  }
  for (const name of ACCOUNTS) {
    const user = account(name);
    if (user) return user;
  }
  throw new Error(t('userMissing'));
}

function account(name: string): ServerUser | null {
  const ask = (flag: string) => spawnSync('id', [flag, name], { encoding: 'utf8' });
  const uid = ask('-u');
  const gid = ask('-g');
  if (uid.status !== 0 || gid.status !== 0 || Number(uid.stdout) === 0) return null;
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) };
}

/** Hands a path to the server's user. */
export function giveTo(user: ServerUser | null, path: string): void {
  if (user) chownSync(path, user.uid, user.gid);
}

/** Whether the server's user can read and enter a folder by its absolute path. */
export function canReach(user: ServerUser | null, directory: string): boolean {
  const probe = 'cd -- "$0" && test -r . && test -x .';
  const result = spawnSync('/bin/sh', ['-c', probe, directory], { ...user, cwd: '/', stdio: 'ignore' });
  return result.status === 0;
}
