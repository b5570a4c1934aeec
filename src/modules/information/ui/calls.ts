/** The calls of the pages, typed by the routes. */
import { type Answer, endpoint } from '../../../kit/ui/api.ts';
import type * as assets from '../routes/assets.ts';
import type * as changes from '../routes/changes.ts';
import type * as choices from '../routes/choices.ts';
import type * as deeds from '../routes/deeds.ts';
import type * as scheme from '../routes/scheme.ts';

export type AssetRow = Answer<typeof assets.listInformation>['items'][number];
export type AssetDetail = Answer<typeof assets.showInformation>;
export type ChangeRow = Answer<typeof changes.listChanges>['items'][number];
export type SchemeInfo = Answer<typeof scheme.showScheme>;
export type Assessment = Answer<typeof scheme.assessClasses>;
export type QuestionInfo = Assessment['questions'][number];
export type Colleague = Answer<typeof choices.listColleagues>['items'][number];
export type OwnUnit = Answer<typeof choices.listOwnUnits>['items'][number];

export const addInformation = endpoint<typeof assets.addInformation>('POST', '/api/v1/information-assets');
export const changeInformation = endpoint<typeof deeds.changeInformation>(
  'PUT',
  '/api/v1/information-assets/:id',
);
export const putSources = endpoint<typeof deeds.putSources>('PUT', '/api/v1/information-assets/:id/sources');
export const postRequest = endpoint<typeof deeds.postRequest>(
  'POST',
  '/api/v1/information-assets/:id/requests',
);
export const postQuestion = endpoint<typeof deeds.postQuestion>(
  'POST',
  '/api/v1/information-assets/:id/questions',
);
export const postDecision = endpoint<typeof deeds.postDecision>(
  'POST',
  '/api/v1/information-assets/:id/decisions',
);
export const postHandOver = endpoint<typeof deeds.postHandOver>(
  'POST',
  '/api/v1/information-assets/:id/hand-over',
);
export const postHandOverMany = endpoint<typeof deeds.postHandOverMany>(
  'POST',
  '/api/v1/information-assets/hand-over',
);
export const postReview = endpoint<typeof deeds.postReview>('POST', '/api/v1/information-assets/:id/reviews');
export const postDisposal = endpoint<typeof deeds.postDisposal>(
  'POST',
  '/api/v1/information-assets/:id/disposal',
);
export const settleChange = endpoint<typeof changes.settleChange>(
  'POST',
  '/api/v1/information-changes/:id/decision',
);
export const withdrawChange = endpoint<typeof changes.withdrawChange>(
  'POST',
  '/api/v1/information-changes/:id/withdrawal',
);
export const assessClasses = endpoint<typeof scheme.assessClasses>('POST', '/api/v1/information/assessments');
export const putSettings = endpoint<typeof scheme.putSettings>('PUT', '/api/v1/information/settings');

/** Everything that a deed on the register can show in another light. */
export const everything = [
  '/api/v1/information-assets',
  '/api/v1/information-changes',
  '/api/v1/information/',
  '/api/v1/me/tasks',
] as const;
