import { date, integer, jsonb, pgTable, text, timestamp, uuid } from 'drizzle-orm/pg-core';
import type {
  AffectedKind,
  Decision,
  ExceptionKind,
  FigureName,
  ReportState,
  ReviewVia,
  RuleOpinion,
  RuleReviewStatus,
  Status,
  Way,
} from './model.ts';

const organisationId = () => uuid('organisation_id').notNull();
const id = () => uuid('id').notNull();
const exceptionId = () => uuid('exception_id').notNull();
const day = (name: string) => date(name, { mode: 'string' });
const instant = (name: string) => timestamp(name, { withTimezone: true });
const version = () => integer('version').notNull().default(1);

export const exceptions = pgTable('exceptions', {
  organisationId: organisationId(),
  id: id(),
  fiscalYear: integer('fiscal_year').notNull(),
  serial: integer('serial').notNull(),
  kind: text('kind').$type<ExceptionKind>().notNull(),
  status: text('status').$type<Status>().notNull(),
  packId: text('pack_id').notNull(),
  edition: text('edition').notNull(),
  clause: text('clause').notNull(),
  clauseText: text('clause_text').notNull(),
  title: text('title').notNull(),
  way: text('way').$type<Way>().notNull(),
  reasonCategory: text('reason_category').notNull().default(''),
  reason: text('reason').notNull().default(''),
  risk: text('risk').notNull().default(''),
  alternative: text('alternative').notNull().default(''),
  impact: text('impact').notNull().default(''),
  proposedConditions: text('proposed_conditions').array().notNull().default([]),
  validFrom: day('valid_from'),
  validUntil: day('valid_until'),
  affectedKind: text('affected_kind').$type<AffectedKind>().notNull(),
  affectedUnitId: uuid('affected_unit_id'),
  affectedAssetId: uuid('affected_asset_id'),
  applicantId: uuid('applicant_id').notNull(),
  unitId: uuid('unit_id'),
  createdAt: instant('created_at').notNull().defaultNow(),
  submittedAt: instant('submitted_at'),
  actedAt: instant('acted_at'),
  takenBy: uuid('taken_by'),
  takenAt: instant('taken_at'),
  sentBackReason: text('sent_back_reason').notNull().default(''),
  sentBackBy: uuid('sent_back_by'),
  sentBackAt: instant('sent_back_at'),
  decision: text('decision').$type<Decision>(),
  decisionReason: text('decision_reason').notNull().default(''),
  decidedBy: uuid('decided_by'),
  decidedRole: text('decided_role'),
  decidedAt: instant('decided_at'),
  endedOn: day('ended_on'),
  endNote: text('end_note').notNull().default(''),
  renewsId: uuid('renews_id'),
  renewalNo: integer('renewal_no').notNull().default(0),
  search: text('search').notNull().default(''),
  version: version(),
});
export type Exception = typeof exceptions.$inferSelect;

export const exceptionPeople = pgTable('exception_people', {
  organisationId: organisationId(),
  exceptionId: exceptionId(),
  personId: uuid('person_id').notNull(),
});

export const exceptionReviewers = pgTable('exception_reviewers', {
  organisationId: organisationId(),
  exceptionId: exceptionId(),
  personId: uuid('person_id').notNull(),
  roleId: text('role_id').notNull(),
  via: text('via').$type<ReviewVia>().notNull(),
});

export const exceptionConditions = pgTable('exception_conditions', {
  organisationId: organisationId(),
  id: id(),
  exceptionId: exceptionId(),
  position: integer('position').notNull(),
  text: text('text').notNull(),
  dueOn: day('due_on'),
  doneAt: instant('done_at'),
  doneBy: uuid('done_by'),
  doneNote: text('done_note').notNull().default(''),
  version: version(),
});

export const exceptionReports = pgTable('exception_reports', {
  organisationId: organisationId(),
  id: id(),
  exceptionId: exceptionId(),
  state: text('state').$type<ReportState>().notNull(),
  text: text('text').notNull().default(''),
  reportedBy: uuid('reported_by').notNull(),
  reportedAt: instant('reported_at').notNull(),
});

/** The figures of a periodic report, as they were when it was made. */
export interface PeriodFigures {
  /** The ids of the exceptions that each figure counts. */
  readonly counted: Readonly<Record<FigureName, readonly string[]>>;
  /** Clauses with their number of living exceptions, the most first. */
  readonly clauses: readonly {
    readonly packId: string;
    readonly clause: string;
    readonly edition: string;
    readonly count: number;
  }[];
}

export const exceptionPeriodReports = pgTable('exception_period_reports', {
  organisationId: organisationId(),
  id: id(),
  periodFrom: day('period_from').notNull(),
  periodUntil: day('period_until').notNull(),
  figures: jsonb('figures').$type<PeriodFigures>().notNull(),
  remarks: text('remarks').notNull().default(''),
  reportedBy: uuid('reported_by').notNull(),
  reportedAt: instant('reported_at').notNull(),
  receivedBy: uuid('received_by'),
  receivedAt: instant('received_at'),
  receivedNote: text('received_note').notNull().default(''),
  version: version(),
});

export const exceptionRuleReviews = pgTable('exception_rule_reviews', {
  organisationId: organisationId(),
  id: id(),
  packId: text('pack_id').notNull(),
  edition: text('edition').notNull(),
  clause: text('clause').notNull(),
  clauseText: text('clause_text').notNull(),
  threshold: integer('threshold').notNull(),
  exceptionIds: uuid('exception_ids').array().notNull(),
  raisedAt: instant('raised_at').notNull(),
  status: text('status').$type<RuleReviewStatus>().notNull(),
  opinion: text('opinion').$type<RuleOpinion>(),
  opinionNote: text('opinion_note').notNull().default(''),
  opinionBy: uuid('opinion_by'),
  opinionAt: instant('opinion_at'),
  answer: text('answer').$type<RuleOpinion>(),
  answerNote: text('answer_note').notNull().default(''),
  answerBy: uuid('answer_by'),
  answerAt: instant('answer_at'),
  version: version(),
});

export const exceptionAuthorities = pgTable('exception_authorities', {
  organisationId: organisationId(),
  id: id(),
  packId: text('pack_id').notNull(),
  titleId: text('title_id').notNull(),
  personId: uuid('person_id').notNull(),
  version: version(),
});

export const exceptionSettings = pgTable('exception_settings', {
  organisationId: organisationId(),
  id: id(),
  reviseThreshold: integer('revise_threshold').notNull(),
  reportMonths: integer('report_months').notNull(),
  noticeDays: integer('notice_days').array().notNull(),
  emergencyReportDays: integer('emergency_report_days'),
  version: version(),
});
