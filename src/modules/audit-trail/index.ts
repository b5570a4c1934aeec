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

export const auditTrail: Module = { name: 'audit-trail', routes, actions, periodic: [seal] };
