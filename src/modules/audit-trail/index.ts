import { expireBodies } from '../../platform/audit/expire-bodies.ts';
import { sealLog } from '../../platform/audit/seal-log.ts';
import { listOrganisations } from '../../platform/database/organisations.ts';
import type { Module, Periodic } from '../../platform/module.ts';
import { actions } from './policy.ts';
import { routes } from './routes.ts';

export { createEventTitles } from './event-titles.ts';

const seal: Periodic = {
  name: 'seal audit logs',
  everySeconds: 5,
  async run({ database, config }) {
    for (const { id } of await listOrganisations(database)) await sealLog(database, id, config.dataFolder);
  },
};

const expire: Periodic = {
  name: 'expire audit bodies',
  everySeconds: 24 * 60 * 60,
  async run({ database, config }) {
    if (config.auditYears === 0) return;
    for (const { id } of await listOrganisations(database))
      await expireBodies(database, id, config.auditYears);
  },
};

export const auditTrail: Module = { name: 'audit-trail', routes, actions, periodic: [seal, expire] };
