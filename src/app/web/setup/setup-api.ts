import { api } from '../../../kit/ui/api.ts';

export const organisationKinds = ['national', 'agency', 'designated', 'local'] as const;
export type OrganisationKind = (typeof organisationKinds)[number];

/** How far the sample data is. */
export interface DemoProgress {
  readonly state: 'running' | 'done' | 'failed';
  readonly done: number;
  readonly total: number | null;
  readonly step?: string;
  readonly error?: string | null;
}

/** What the set-up page may offer, from `GET /api/v1/setup`; open to everybody as long as there is no organisation. */
export interface SetupState {
  readonly needed: boolean;
  readonly packs: readonly {
    readonly id: string;
    readonly title: string;
    readonly orgKinds: readonly string[];
  }[];
  readonly demo: DemoProgress | null;
}

export const setupPath = '/api/v1/setup';

export interface NewOrganisation {
  readonly organisation: { readonly name: string; readonly kind: string };
  readonly administrator: {
    readonly name: string;
    readonly loginName: string;
    readonly password: string;
    readonly email?: string;
  };
  readonly packs: readonly string[];
}

export const makeDemo = () => api.post('/api/v1/setup/demo');
export const registerOrganisation = (body: NewOrganisation) => api.post('/api/v1/setup/organisation', body);
