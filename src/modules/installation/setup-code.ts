import { timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { InvalidInput } from '../../kernel/errors.ts';
import type { Config } from '../../platform/config.ts';
import { isLoopback } from '../../platform/identity/oidc-config.ts';
import type { Services } from '../../platform/services.ts';
import { t } from './messages.ts';
import { isEmpty } from './setup-lock.ts';

const alphabet = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';

/**
 * The code that whoever sets up an installation on a network has to know: it stands in the server's terminal. It is
 * derived from the installation's secret, so all processes know the same one, and it ends with the first set-up.
 */
function setupCode({ secrets }: Services): string {
  const letters = Array.from(
    secrets.key('setup-code').subarray(0, 12),
    (byte) => alphabet[byte % alphabet.length],
  );
  return [0, 4, 8].map((start) => letters.slice(start, start + 4).join('')).join('-');
}

/** Whether others than this machine can reach the server, as far as the configuration tells. */
function isExposed(config: Config): boolean {
  return !isLoopback(config.host) || config.trustProxy > 0 || !isLoopback(new URL(config.publicUrl).hostname);
}

/** Whether this visitor has to know the code; a name other than this machine's means that a proxy stands before it. */
export const codeNeeded = (config: Config, request: FastifyRequest): boolean =>
  isExposed(config) || !isLoopback(request.hostname);

/** Refuses a set-up by somebody who merely came by. Throws InvalidInput. */
export function requireSetupCode(
  services: Services,
  request: FastifyRequest,
  given: string | undefined,
): void {
  if (!codeNeeded(services.config, request)) return;
  const plain = (code: string) =>
    Buffer.from(
      code
        .normalize('NFKC')
        .toUpperCase()
        .replaceAll(/[^A-Z0-9]/g, ''),
    );
  const [mine, yours] = [plain(setupCode(services)), plain(given ?? '')];
  if (mine.length === yours.length && timingSafeEqual(mine, yours)) return;
  throw InvalidInput.at('code', t.ref(given ? 'setup.codeWrong' : 'setup.codeMissing'));
}

/** The line for the server's terminal while an exposed installation waits to be set up; else null. */
export async function setupNotice(services: Services): Promise<string | null> {
  if (!isExposed(services.config) || !(await isEmpty(services.database))) return null;
  return t('setup.notice', { code: setupCode(services) });
}
