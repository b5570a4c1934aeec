import { parseArgs } from 'node:util';
import { setAuditSecrets } from '../platform/audit/record-event.ts';
import { readHeads } from '../platform/audit/seal-log.ts';
import { loadSecrets } from '../platform/audit/secrets.ts';
import { type Verification, verifyLog } from '../platform/audit/verify-log.ts';
import { readConfig } from '../platform/config.ts';
import { listOrganisations } from '../platform/database/organisations.ts';
import { createLog } from '../platform/log.ts';
import type { Io } from './cli.ts';
import { openStore } from './compose.ts';
import { t } from './messages.ts';

/** `kijun audit verify [--json]`: exit code 0 when every log is intact, 1 when anything was altered, removed or inserted. */
export async function auditCommand(args: string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false } },
  });
  if (positionals.join(' ') !== 'verify') {
    io.stderr.write(`${t('auditUsage')}\n`);
    return 2;
  }
  const config = readConfig();
  setAuditSecrets(await loadSecrets(config.dataFolder));
  const store = await openStore(config, createLog('silent'));
  try {
    const results: Verification[] = [];
    for (const organisation of await listOrganisations(store.database)) {
      const heads = await readHeads(config.dataFolder, organisation.id);
      results.push(await verifyLog(store.database, organisation.id, heads));
    }
    io.stdout.write(values.json ? `${JSON.stringify(results, null, 2)}\n` : results.map(tell).join(''));
    return results.every((result) => result.findings.length === 0) ? 0 : 1;
  } finally {
    await store.close();
  }
}

function tell(result: Verification): string {
  const { organisationId, sealed, unsealed, root, findings } = result;
  const summary = t('auditSummary', { organisationId, sealed, unsealed, root });
  if (findings.length === 0) return `${summary}\n${t('auditIntact')}\n`;
  const lines = findings.map(({ kind, subject }) => `  ${t(`audit.${kind}`)}: ${subject}`);
  return `${summary}\n${t('auditBroken', { count: findings.length })}\n${lines.join('\n')}\n`;
}
