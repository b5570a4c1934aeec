import { listOrganisations } from '../../platform/database/organisations.ts';
import type { Services } from '../../platform/services.ts';
import { createDemo } from './create-demo.ts';

export const samplePeople = 240;

/** Fills an empty installation with the sample ministry; does nothing when there is any organisation. */
export async function ensureDemo(services: Services, tell: (message: string) => void): Promise<void> {
  if ((await listOrganisations(services.database)).length > 0) return;
  await createDemo(services, samplePeople, (_percent, message) => tell(message));
}
