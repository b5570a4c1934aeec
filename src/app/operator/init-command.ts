import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { formatInstant, today } from '../../kernel/dates.ts';
import { newId } from '../../kernel/ids.ts';
import { createOrganisation } from '../../modules/installation/index.ts';
import { listPacks, orgKinds } from '../../modules/standards/index.ts';
import { inOrganisation } from '../../platform/database/database.ts';
import { issueRecoveryLinks, linkHours } from '../../platform/identity/recovery-links.ts';
import type { Services } from '../../platform/services.ts';
import type { Io } from '../cli.ts';
import { t } from './messages.ts';
import { OK, REFUSED, Usage, understood, withInstallation } from './run.ts';

interface Options {
  readonly name: string;
  readonly kind: string;
  readonly code: string;
  readonly packs: readonly string[];
  readonly administrator: string;
  readonly login: string;
  readonly email: string;
  readonly passwordFromStdin: boolean;
  readonly json: boolean;
}

/**
 * `kijun init`: registers an organisation, the first or a further one, with its administrator. The administrator sets
 * a password with the link that is printed, unless one comes through stdin.
 */
export async function initCommand(args: string[], io: Io): Promise<number> {
  const options = understood(io, usage(), () => optionsOf(args));
  if (!options) return REFUSED;
  const password = options.passwordFromStdin ? (await text(process.stdin)).replace(/\r?\n$/, '') : null;
  return withInstallation(io, async (services) => {
    const result = await init(services, options, password);
    if (options.json) io.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
    else {
      io.stdout.write(`${t('init.done', { name: options.name, code: options.code })}\n`);
      if (result.link) {
        const expires = formatInstant(new Date(result.link.expiresAt));
        io.stdout.write(`${t('init.link', { url: result.link.url, expires })}\n`);
      }
    }
    return OK;
  });
}

const usage = (): string =>
  [
    t('init.usage'),
    t('init.kinds', { kinds: orgKinds.join(' ') }),
    t('init.packs', {
      packs: listPacks()
        .map(({ id }) => id)
        .join(' '),
    }),
  ].join('\n');

function optionsOf(args: string[]): Options {
  const { values } = parseArgs({
    args,
    options: {
      name: { type: 'string' },
      kind: { type: 'string' },
      code: { type: 'string', default: 'main' },
      pack: { type: 'string', multiple: true },
      administrator: { type: 'string' },
      login: { type: 'string' },
      email: { type: 'string', default: '' },
      'password-stdin': { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const { name, kind, pack, administrator, login, code } = values;
  if (!name || !kind || !pack || !administrator || !login) throw new Usage('');
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(code)) throw new Usage(`--code: ${code}`);
  return {
    name,
    kind,
    code,
    packs: pack,
    administrator,
    login,
    email: values.email,
    passwordFromStdin: values['password-stdin'],
    json: values.json,
  };
}

interface Initialised {
  readonly organisationId: string;
  readonly code: string;
  /** Null where a password was given. */
  readonly link: { readonly url: string; readonly expiresAt: string } | null;
}

function init(services: Services, options: Options, password: string | null): Promise<Initialised> {
  const organisationId = newId();
  const input = {
    organisation: { name: options.name, slug: options.code, kind: options.kind },
    administrator: {
      name: options.administrator,
      loginName: options.login,
      password,
      email: options.email,
    },
    packs: options.packs,
  };
  return inOrganisation(services.database, organisationId, async (tx) => {
    const account = await createOrganisation(tx, input, today(), '');
    if (password !== null) return { organisationId, code: options.code, link: null };
    const issue = { issuedBy: null, hours: linkHours };
    const [link] = await issueRecoveryLinks(tx, services.config.publicUrl, [account.id], issue);
    const expiresAt = new Date(Date.now() + linkHours * 3_600_000).toISOString();
    return { organisationId, code: options.code, link: { url: link?.url ?? '', expiresAt } };
  });
}
