import { today } from '../../kernel/dates.ts';
import { inOrganisation } from '../../platform/database/database.ts';
import { listOrganisations } from '../../platform/database/organisations.ts';
import { clockActor } from '../../platform/jobs/jobs.ts';
import type { Periodic } from '../../platform/module.ts';
import type { Services } from '../../platform/services.ts';
import { followSuccessors } from './commands/follow-successors.ts';
import { remindAway } from './commands/remind-away.ts';

/** Chases what is lent or carried out and due: notice and mail to whoever has it. */
const reminders: Periodic = {
  name: 'media reminders',
  everySeconds: 600,
  run: async (services) => {
    for (const { id } of await listOrganisations(services.database))
      await keepReminders(services, id, today());
  },
};

/** Lets the ledgers follow a reorganisation to the successors of their units. */
const successors: Periodic = {
  name: 'media successors',
  everySeconds: 600,
  run: async ({ database }) => {
    for (const { id } of await listOrganisations(database)) {
      await inOrganisation(database, id, (tx) => followSuccessors(tx, clockActor(id), today()));
    }
  },
};

/** One organisation's reminders of a day; running it again on the same day changes nothing. */
export const keepReminders = (services: Services, organisationId: string, day: string): Promise<number> =>
  inOrganisation(services.database, organisationId, (tx) =>
    remindAway(tx, clockActor(organisationId), day, services.config.publicUrl),
  );

export const periodic: readonly Periodic[] = [reminders, successors];
