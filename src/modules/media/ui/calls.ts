/** The calls of the pages, typed by the routes. */
import { type Answer, endpoint } from '../../../kit/ui/api.ts';
import type * as backups from '../routes/backups.ts';
import type * as carrying from '../routes/carrying.ts';
import type * as disposals from '../routes/disposals.ts';
import type * as loans from '../routes/loans.ts';
import type * as media from '../routes/media.ts';
import type * as places from '../routes/places.ts';

export type MediumRow = Answer<typeof media.listMedia>['items'][number];
export type MediumDetail = Answer<typeof media.showMedium>;
export type BreachInfo = MediumDetail['findings'][number];
export type PlaceRow = Answer<typeof places.listPlaces>['items'][number];
export type LoanRow = Answer<typeof loans.listLoans>['items'][number];
export type CarryRow = Answer<typeof carrying.listCarrying>['items'][number];
export type CarryForm = Answer<typeof carrying.prepareCarry>;
export type DisposalRow = Answer<typeof disposals.listDisposals>['items'][number];
export type DisposalForm = Answer<typeof disposals.prepareDisposal>;
export type BackupRow = Answer<typeof backups.listBackups>['items'][number];
export type BackupDetail = Answer<typeof backups.showBackup>;
export type Choice = Answer<typeof media.placeChoices>['items'][number];

export const addMedium = endpoint<typeof media.addMedium>('POST', '/api/v1/media');
export const changeMedium = endpoint<typeof media.changeMedium>('PUT', '/api/v1/media/:id');
export const reportLost = endpoint<typeof media.reportLost>('POST', '/api/v1/media/:id/lose');
export const reportFound = endpoint<typeof media.reportFound>('POST', '/api/v1/media/:id/find');
export const addPlace = endpoint<typeof places.addPlace>('POST', '/api/v1/storage-places');
export const changePlace = endpoint<typeof places.changePlace>('PUT', '/api/v1/storage-places/:id');
export const dropPlace = endpoint<typeof places.dropPlace>('POST', '/api/v1/storage-places/:id/remove');
export const lend = endpoint<typeof loans.lend>('POST', '/api/v1/media-loans');
export const takeBack = endpoint<typeof loans.takeBack>('POST', '/api/v1/media-loans/:id/return');
export const loseLoan = endpoint<typeof loans.reportLostLoan>('POST', '/api/v1/media-loans/:id/lose');
export const prolong = endpoint<typeof loans.prolong>('POST', '/api/v1/media-loans/:id/extend');
export const addCarry = endpoint<typeof carrying.addCarry>('POST', '/api/v1/carry-entries');
export const addCarryOfOther = endpoint<typeof carrying.addCarryOfOther>(
  'POST',
  '/api/v1/carry-entries/of-others',
);
export const changeCarry = endpoint<typeof carrying.changeCarryEntry>('PUT', '/api/v1/carry-entries/:id');
export const returnCarry = endpoint<typeof carrying.returnCarryEntry>(
  'POST',
  '/api/v1/carry-entries/:id/return',
);
export const confirmCarry = endpoint<typeof carrying.confirmCarryEntry>(
  'POST',
  '/api/v1/carry-entries/:id/confirm',
);
export const confirmCarries = endpoint<typeof carrying.confirmCarryEntries>(
  'POST',
  '/api/v1/carry-entries/confirm',
);
export const addDisposal = endpoint<typeof disposals.addDisposal>('POST', '/api/v1/disposals');
export const addCertificate = endpoint<typeof disposals.addDisposalCertificate>(
  'POST',
  '/api/v1/disposals/:id/certificate',
);
export const addBackup = endpoint<typeof backups.addBackup>('POST', '/api/v1/backups');
export const changeBackup = endpoint<typeof backups.changeBackup>('PUT', '/api/v1/backups/:id');
export const addBackupSet = endpoint<typeof backups.addBackupSet>('POST', '/api/v1/backups/:id/sets');
export const addRestoreTest = endpoint<typeof backups.addRestoreTest>('POST', '/api/v1/backups/:id/tests');

/** Everything that a deed here can show in another light. */
export const everything = [
  '/api/v1/media',
  '/api/v1/media-loans',
  '/api/v1/storage-places',
  '/api/v1/carry-entries',
  '/api/v1/disposals',
  '/api/v1/backups',
  '/api/v1/me',
] as const;
