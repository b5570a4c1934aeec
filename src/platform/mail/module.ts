import { listOrganisations } from '../database/organisations.ts';
import type { Module, Periodic } from '../module.ts';
import { deliverDue } from './deliver.ts';
import { actions, routes } from './routes.ts';
import { openMailTransport } from './transport.ts';

const send: Periodic = {
  name: 'send mail',
  everySeconds: 10,
  async run({ config, database, log }) {
    const transport = openMailTransport(config);
    if (!transport) return;
    try {
      for (const { id } of await listOrganisations(database)) {
        const delivered = await deliverDue(database, id, transport);
        if (delivered.sent + delivered.failed + delivered.deferred > 0)
          log.info({ mail: delivered }, 'mail sent');
      }
    } finally {
      transport.close();
    }
  },
};

/** The outbox and the notices as the composition takes them. */
export const mailModule: Module = { name: 'mail', routes, actions, periodic: [send] };
