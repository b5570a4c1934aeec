import { today } from '../../kernel/dates.ts';
import { inOrganisation } from '../../platform/database/database.ts';
import { listOrganisations } from '../../platform/database/organisations.ts';
import { clockActor } from '../../platform/jobs/jobs.ts';
import type { Periodic } from '../../platform/module.ts';
import type { Services } from '../../platform/services.ts';
import { freezePopulation } from './commands/freeze-population.ts';
import { closeOverdue } from './commands/run-campaign.ts';
import { remindPeople } from './commands/urge-people.ts';
import { foldAll } from './fold-tallies.ts';
import { listCampaigns } from './queries/campaign.ts';

/** Brings the tallies up to date; reads are exact without it, only slower. */
const fold: Periodic = {
  name: 'self-check fold',
  everySeconds: 1,
  run: ({ database }) => foldAll(database),
};

/** Reminds before the end of the period and closes after it. */
const calendar: Periodic = {
  name: 'self-check calendar',
  everySeconds: 600,
  run: async (services) => {
    for (const { id } of await listOrganisations(services.database))
      await keepCalendar(services, id, today());
  },
};

/**
 * One organisation's reminders and closings of a day; running it again on the same day changes nothing. Openings that
 * broke off (the job failed, its process died) go on from where they stopped; beside a job that runs they do no harm.
 */
export async function keepCalendar(services: Services, organisationId: string, day: string): Promise<void> {
  const actor = clockActor(organisationId);
  const all = await inOrganisation(services.database, organisationId, (tx) => listCampaigns(tx));
  for (const { id } of all.filter((campaign) => campaign.status === 'opening'))
    await freezePopulation(services.database, actor, id);
  await inOrganisation(services.database, organisationId, async (tx) => {
    await closeOverdue(tx, actor, day);
    const open = (await listCampaigns(tx)).filter((campaign) => campaign.status === 'open');
    for (const campaign of open) await remindPeople(tx, actor, campaign, day, services.config.publicUrl);
  });
}

export const periodic: readonly Periodic[] = [fold, calendar];
