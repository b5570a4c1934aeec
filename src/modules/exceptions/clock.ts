import { today } from '../../kernel/dates.ts';
import { inOrganisation } from '../../platform/database/database.ts';
import { listOrganisations } from '../../platform/database/organisations.ts';
import { clockActor } from '../../platform/jobs/jobs.ts';
import type { Periodic } from '../../platform/module.ts';
import { keepExceptions } from './commands/keep-calendar.ts';

/** What the calendar does to exceptions by itself. */
const calendar: Periodic = {
  name: 'exceptions calendar',
  everySeconds: 600,
  run: async ({ database, config }) => {
    for (const { id } of await listOrganisations(database))
      await inOrganisation(database, id, (tx) =>
        keepExceptions(tx, clockActor(id), today(), config.publicUrl),
      );
  },
};

export const periodic: readonly Periodic[] = [calendar];
