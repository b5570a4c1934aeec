import { spawnSync } from 'node:child_process';

/**
 * A command line under which a program has no network but its own loopback, or null where the machine permits none.
 * Root takes a new network namespace; others take one inside a user namespace and become themselves again in it,
 * because PostgreSQL refuses to run for a root user, even for one by name only.
 */
export function withoutNetwork(): readonly string[] | null {
  const lines = process.getuid?.() === 0 ? [rootLine] : [userLine()];
  return lines.find((line) => works(line)) ?? null;
}

const LOOPBACK_UP = 'PATH="$PATH:/usr/sbin:/sbin"; ip link set lo up';

const rootLine = ['unshare', '--net', 'sh', '-c', `${LOOPBACK_UP} && exec "$@"`, 'sh'] as const;

function userLine(): readonly string[] {
  const back = `unshare --user --map-user=${process.getuid?.()} --map-group=${process.getgid?.()}`;
  return [
    ...['unshare', '--user', '--map-root-user', '--net'],
    ...['sh', '-c', `${LOOPBACK_UP} && exec ${back} -- "$@"`, 'sh'],
  ];
}

function works([command = '', ...args]: readonly string[]): boolean {
  return spawnSync(command, [...args, 'true'], { stdio: 'ignore' }).status === 0;
}
