/** The calls of the pages, typed by the routes. */
import { type Answer, endpoint } from '../../../kit/ui/api.ts';
import type * as apply from '../routes/apply.ts';
import type * as ledger from '../routes/ledger.ts';
import type * as oversee from '../routes/oversee.ts';
import type * as review from '../routes/review.ts';
import type * as settings from '../routes/settings.ts';

export type FormInfo = Answer<typeof apply.applyForm>;
export type ClauseChoice = Answer<typeof apply.chooseClauses>['items'][number];
export type AffectedChoice = Answer<typeof apply.chooseAffected>['items'][number];
export type ExceptionLine = Answer<typeof ledger.listExceptions>['items'][number];
export type ClauseCounts = Answer<typeof ledger.countClauses>;
export type ExceptionInfo = Answer<typeof ledger.showException>;
export type RuleReviews = Answer<typeof oversee.rulesToConsider>;
export type PeriodReports = Answer<typeof oversee.listReports>;
export type SettingsInfo = Answer<typeof settings.showSettings>;

export const addException = endpoint<typeof apply.addException>('POST', '/api/v1/exceptions');
export const changeException = endpoint<typeof apply.changeException>('PUT', '/api/v1/exceptions/:id');
export const discardException = endpoint<typeof apply.discardException>('DELETE', '/api/v1/exceptions/:id');
export const takeBack = endpoint<typeof apply.takeBack>('POST', '/api/v1/exceptions/:id/withdraw');
export const addEmergency = endpoint<typeof apply.addEmergency>('POST', '/api/v1/exceptions/emergency');
export const takeUp = endpoint<typeof review.takeUp>('POST', '/api/v1/exceptions/:id/take');
export const decide = endpoint<typeof review.decide>('POST', '/api/v1/exceptions/:id/decide');
export const sendBack = endpoint<typeof review.sendBackRoute>('POST', '/api/v1/exceptions/:id/send-back');
export const lapse = endpoint<typeof review.lapse>('POST', '/api/v1/exceptions/:id/lapse');
export const carryOut = endpoint<typeof review.carryOut>(
  'POST',
  '/api/v1/exceptions/:id/conditions/:conditionId/done',
);
export const tellState = endpoint<typeof review.tellState>('POST', '/api/v1/exceptions/:id/reports');
export const endException = endpoint<typeof review.end>('POST', '/api/v1/exceptions/:id/end');
export const renewException = endpoint<typeof review.renew>('POST', '/api/v1/exceptions/:id/renew');
export const considerRule = endpoint<typeof oversee.consider>(
  'POST',
  '/api/v1/exceptions/rule-reviews/:id/consider',
);
export const answerRule = endpoint<typeof oversee.answer>(
  'POST',
  '/api/v1/exceptions/rule-reviews/:id/answer',
);
export const addReport = endpoint<typeof oversee.addReport>('POST', '/api/v1/exceptions/period-reports');
export const receiveReport = endpoint<typeof oversee.receiveReport>(
  'POST',
  '/api/v1/exceptions/period-reports/:id/receive',
);
export const changeSettings = endpoint<typeof settings.changeSettings>('PUT', '/api/v1/exceptions/settings');
export const addAuthority = endpoint<typeof settings.addAuthorityRoute>(
  'POST',
  '/api/v1/exceptions/authorities',
);
export const removeAuthority = endpoint<typeof settings.removeAuthorityRoute>(
  'POST',
  '/api/v1/exceptions/authorities/:id/remove',
);

/** What a deed on an exception can show in another light. */
export const everything = ['/api/v1/exceptions', '/api/v1/me'] as const;
