import { listOrganisations } from '../../platform/database/organisations.ts';
import type { Services } from '../../platform/services.ts';
import { createDemo, type Report } from './create-demo.ts';

export const samplePeople = 240;

/** Fills an empty installation with the sample ministry; does nothing when there is any organisation. */
export async function ensureDemo(services: Services, tell: (message: string) => void): Promise<void> {
  if ((await listOrganisations(services.database)).length > 0) return;
  await createSampleDemo(services, (_percent, message) => tell(message));
}

/** The sample ministry at its usual size, as the set-up page asks for it. */
export const createSampleDemo = (services: Services, report: Report): Promise<string> =>
  createDemo(services, samplePeople, report);
