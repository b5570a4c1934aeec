/** The calls of the pages, typed by the routes. */
import { type Answer, endpoint } from '../../../kit/ui/api.ts';
import type * as appointments from '../routes/appointments.ts';
import type * as assets from '../routes/assets.ts';
import type * as chart from '../routes/chart.ts';
import type * as people from '../routes/people.ts';
import type * as units from '../routes/units.ts';

export type UnitTree = Answer<typeof units.listUnits>;
export type UnitNode = UnitTree['units'][number];
export type UnitDetail = Answer<typeof units.showUnit>;
export type UnitChoice = Answer<typeof units.chooseUnits>['items'][number];
export type PersonRow = Answer<typeof people.listPeople>['items'][number];
export type PersonDetail = Answer<typeof people.showPerson>;
export type PersonChoice = Answer<typeof people.choosePeople>['items'][number];
export type AssetRow = Answer<typeof assets.listAssets>['items'][number];
export type AssetDetail = Answer<typeof assets.showAsset>;
export type AttributeFamily = Answer<typeof assets.listAttributes>[number];
export type AppointmentRow = Answer<typeof appointments.listAppointments>['items'][number];
export type RoleInfo = Answer<typeof appointments.listRoles>[number];
export type FindingInfo = Answer<typeof appointments.listGaps>['findings'][number];
export type GapList = Answer<typeof appointments.listGaps>;
export type Chart = Answer<typeof chart.showChart>;
export type HolderInfo = Chart['holders'][number];
export type Responsibilities = Answer<typeof chart.showResponsibilities>;

export const addUnit = endpoint<typeof units.addUnit>('POST', '/api/v1/units');
export const changeUnit = endpoint<typeof units.changeUnit>('PUT', '/api/v1/units/:id');
export const reorganise = endpoint<typeof units.reorganise>('POST', '/api/v1/units/reorganise');
export const addPerson = endpoint<typeof people.addPerson>('POST', '/api/v1/people');
export const changePerson = endpoint<typeof people.changePerson>('PUT', '/api/v1/people/:id');
export const addPost = endpoint<typeof people.addPost>('POST', '/api/v1/people/:id/posts');
export const finishPost = endpoint<typeof people.finishPost>('POST', '/api/v1/people/:id/posts/:partId/end');
export const addAbsence = endpoint<typeof people.addAbsence>('POST', '/api/v1/people/:id/absences');
export const changeAbsence = endpoint<typeof people.changeAbsence>(
  'PUT',
  '/api/v1/people/:id/absences/:partId',
);
export const addAsset = endpoint<typeof assets.addAsset>('POST', '/api/v1/assets');
export const changeAsset = endpoint<typeof assets.changeAsset>('PUT', '/api/v1/assets/:id');
export const withdrawAsset = endpoint<typeof assets.withdrawAsset>('POST', '/api/v1/assets/:id/retire');
export const relocateAsset = endpoint<typeof assets.relocateAsset>('POST', '/api/v1/assets/:id/move');
export const addAppointment = endpoint<typeof appointments.addAppointment>('POST', '/api/v1/appointments');
export const addDeputy = endpoint<typeof appointments.addDeputy>('POST', '/api/v1/appointments/:id/deputies');
export const changeAppointment = endpoint<typeof appointments.changeAppointment>(
  'PUT',
  '/api/v1/appointments/:id',
);
export const finishAppointment = endpoint<typeof appointments.finishAppointment>(
  'POST',
  '/api/v1/appointments/:id/end',
);
export const checkChange = endpoint<typeof appointments.checkChange>('POST', '/api/v1/appointments/check');

/** Everything that a change of units, people, ledgers or appointments can show in another light. */
export const everything = [
  '/api/v1/units',
  '/api/v1/people',
  '/api/v1/assets',
  '/api/v1/appointments',
  '/api/v1/organisation',
  '/api/v1/me',
] as const;
