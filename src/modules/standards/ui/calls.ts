/** What the pages ask of the server. */
import { type Answer, endpoint } from '../../../kit/ui/api.ts';
import { useData } from '../../../kit/ui/data.tsx';
import type {
  compareStandards,
  deleteAdoption,
  deleteOfficialText,
  exportOscal,
  getRequirement,
  getStandard,
  getStandards,
  importStandard,
  listRequirements,
  postOfficialText,
  putAdoption,
} from '../routes.ts';

export type Packs = Answer<typeof getStandards>;
export type PackHead = Packs['items'][number];
export type PackDetail = Answer<typeof getStandard>;
export type RequirementLine = Answer<typeof listRequirements>['items'][number];
export type RequirementDetail = Answer<typeof getRequirement>;
export type Comparison = Answer<typeof compareStandards>;
export type AttachResult = Answer<typeof postOfficialText>;

const root = '/api/v1/standards';
/** Everything whose answer changes when a pack is adopted: packs, duties and tasks. */
export const adoptionChanges = [root, '/api/v1/me', '/api/v1/organisation'];

export const oscal = endpoint<typeof exportOscal>('GET', `${root}/:packId/oscal`);
export const saveAdoption = endpoint<typeof putAdoption>('PUT', `${root}/:packId/adoption`);
export const withdraw = endpoint<typeof deleteAdoption>('DELETE', `${root}/:packId/adoption`);
export const sendOfficialText = endpoint<typeof postOfficialText>('POST', `${root}/:packId/official-text`);
export const removeOfficialText = endpoint<typeof deleteOfficialText>(
  'DELETE',
  `${root}/:packId/official-text`,
);
export const sendCatalogue = endpoint<typeof importStandard>('POST', root);

export const requirementsPath = (packId: string) => `${root}/${encodeURIComponent(packId)}/requirements`;

export const usePacks = () => useData<Packs>(root);
export const usePack = (packId: string) => useData<PackDetail>(`${root}/${encodeURIComponent(packId)}`);
export const useRequirement = (packId: string, id: string) =>
  useData<RequirementDetail>(`${requirementsPath(packId)}/${encodeURIComponent(id)}`, undefined, {
    keepPrevious: false,
  });
export const useComparison = (from: string, to: string) =>
  useData<Comparison>(from !== '' && to !== '' ? '/api/v1/standards-comparison' : null, { from, to });

/** The page of a requirement. */
export const requirementHref = (packId: string, id: string) =>
  `/standards/${encodeURIComponent(packId)}/requirements/${encodeURIComponent(id)}`;
