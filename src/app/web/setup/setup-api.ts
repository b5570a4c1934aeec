import { type Answer, endpoint } from '../../../kit/ui/api.ts';
import type {
  setupDemoRoute,
  setupOrganisationRoute,
  setupProgressRoute,
  setupRoute,
} from '../../../modules/installation/routes/setup.ts';

/** What the set-up page may offer; open to everybody as long as there is no organisation. */
export type SetupState = Answer<typeof setupRoute>;
export type OrganisationKind = SetupState['kinds'][number];
/** How far the sample data is. */
export type DemoState = Answer<typeof setupProgressRoute>;
export type DemoProgress = NonNullable<DemoState['demo']>;

export const setupPath = '/api/v1/setup';
export const progressPath = '/api/v1/setup/progress';

export const makeDemo = endpoint<typeof setupDemoRoute>('POST', '/api/v1/setup/demo');
export const registerOrganisation = endpoint<typeof setupOrganisationRoute>(
  'POST',
  '/api/v1/setup/organisation',
);
