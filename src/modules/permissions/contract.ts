/** Shapes of requests and answers that several routes of this room share. */
import { z } from 'zod';
import { isIsoDate } from '../../kernel/dates.ts';
import { classesSchema } from '../information/index.ts';
import {
  completionKinds,
  decisionKinds,
  deeds,
  fieldKinds,
  otherDesks,
  requestStates,
  typeProblems,
} from './model.ts';

export const day = z.string().refine(isIsoDate);
const dayOrNull = day.nullable();
export const version = z.number().int().min(1);
export const idParams = z.object({ id: z.uuid() });
export const named = z.object({ id: z.uuid(), name: z.string() });

const period = z.object({ from: z.union([day, z.literal('')]), to: dayOrNull });
const fieldValue = z.union([
  z.string().max(10_000),
  z.number(),
  z.boolean(),
  z.null(),
  z.array(z.string().max(200)).max(100).readonly(),
  classesSchema,
  period,
]);
/** What a form holds, by field id; the type's fields decide what each may be. */
export const formValues = z.record(z.string().max(60), fieldValue);

/** A field as the form shows it, in the reader's language. */
export const fieldView = z.object({
  id: z.string(),
  kind: z.enum(fieldKinds),
  label: z.string(),
  hint: z.string(),
  options: z.array(z.object({ id: z.string(), label: z.string() })),
  /** As in the type; the page evaluates the conditions with `isShown` and `isRequired` of model.ts. */
  required: z.boolean(),
  requiredWhen: z.unknown(),
  showWhen: z.unknown(),
});

/** A clause with its edition and what it says, for showing why. */
export const clauseView = z.object({
  id: z.string(),
  packId: z.string(),
  edition: z.string(),
  summary: z.string(),
});

export const typeRow = z.object({
  id: z.string(),
  number: z.string(),
  title: z.string(),
  lead: z.string(),
  packId: z.string().nullable(),
  edition: z.string(),
  clauses: z.array(z.string()),
  /** Titles of who may apply, and of who decides (`A 及び B`). */
  applicants: z.string(),
  deciders: z.string(),
  /** The signed-in person may apply. */
  mine: z.boolean(),
  /** Where the application is made: here, or on a page of another room. */
  desk: z.enum(['permissions', ...otherDesks]),
  off: z.boolean(),
  changed: z.boolean(),
  /** The pack says something else since the organisation changed a part. */
  packSince: z.boolean(),
});

export const typeView = typeRow.extend({
  fields: z.array(fieldView),
  gates: z.array(z.object({ id: z.string(), message: z.string(), clause: z.string(), must: z.unknown() })),
  threshold: z.string(),
  clausesInWords: z.array(clauseView),
  steps: z.array(
    z.object({ id: z.string(), title: z.string(), mode: z.enum(['all', 'any']), deciders: z.string() }),
  ),
  informed: z.string(),
  validity: z.object({ defaultDays: z.number().int(), maxDays: z.number().int() }).nullable(),
  completion: z.object({ kind: z.enum(completionKinds), text: z.string() }),
  record: z.string(),
  /** Something or somebody passes the gate with it: there is a slip to carry along. */
  gate: z.boolean(),
  override: z.boolean(),
});

/** Why somebody sits in a seat: in words and as data. */
export const seatHolder = z.object({
  personId: z.uuid(),
  name: z.string(),
  post: z.string(),
  /** 〔総務課の課室情報セキュリティ責任者〕 and, where so, that they stand in for whom and why. */
  why: z.string(),
  deputy: z.boolean(),
  substitute: z.boolean(),
});

export const seatView = z.object({
  id: z.string(),
  title: z.string(),
  body: z.boolean(),
  /** Given: the applicant's own joint seat. */
  given: z.boolean(),
  /** Looks at an override, and decides nothing. */
  looks: z.boolean(),
  holders: z.array(seatHolder),
  /** Nobody sits here: what to do about it. */
  problem: z.string(),
});

export const stepView = z.object({
  id: z.string(),
  title: z.string(),
  mode: z.enum(['all', 'any']),
  joint: z.boolean(),
  seats: z.array(seatView),
});

/** Before applying: who will decide and why, and what stands against it. */
export const previewView = z.object({
  steps: z.array(stepView),
  informed: z.string(),
  /** False: below the threshold no permission is needed. `threshold` says which. */
  needed: z.boolean(),
  threshold: z.string(),
  /** What stops the application. */
  closed: z.array(z.object({ id: z.string(), message: z.string(), clause: z.string() })),
  missing: z.array(z.object({ field: z.string(), message: z.string() })),
  problems: z.array(z.string()),
  /** The applicant would decide, and the type knows the override: who can be the second viewer. */
  override: z.object({ possible: z.boolean(), viewers: z.array(named) }),
  startsOn: dayOrNull,
  endsOn: dayOrNull,
});

export const requestRow = z.object({
  id: z.uuid(),
  number: z.string(),
  typeId: z.string(),
  typeTitle: z.string(),
  typeNumber: z.string(),
  /** One line that tells it apart: purpose, item, asset … */
  subject: z.string(),
  state: z.enum(requestStates),
  applicant: named,
  unit: named.nullable(),
  submittedAt: z.iso.datetime().nullable(),
  decidedAt: z.iso.datetime().nullable(),
  startsOn: dayOrNull,
  endsOn: dayOrNull,
  /** The day by which it must be returned or reported; null: nothing is owed. */
  dueOn: dayOrNull,
  overdue: z.boolean(),
  override: z.boolean(),
  extension: z.boolean(),
  version,
});

export const inboxItem = requestRow.extend({
  /** What waits: a decision, a second look, the confirmation of a return. */
  task: z.enum(['decide', 'view', 'confirm']),
  why: z.string(),
  seat: z.string(),
  body: z.boolean(),
  waitingSince: z.iso.datetime(),
  /** The form in short, for a glance. */
  glance: z.array(z.object({ label: z.string(), value: z.string() })),
  like: z.object({ permitted: z.number().int(), refused: z.number().int() }),
});

export const decisionView = z.object({
  step: z.string(),
  seat: z.string(),
  person: z.string(),
  decision: z.enum([...decisionKinds, 'viewed', 'given']),
  reason: z.string(),
  conditions: z.string(),
  resolution: z.object({ date: day, number: z.string(), by: z.string() }).nullable(),
  override: z.boolean(),
  at: z.iso.datetime(),
});

export const requestView = requestRow.extend({
  typeVersion: z.object({ packId: z.string().nullable(), edition: z.string() }),
  type: typeView,
  values: formValues,
  /** Every filled field in words. */
  entries: z.array(z.object({ id: z.string(), label: z.string(), value: z.string() })),
  steps: z.array(
    stepView.extend({
      state: z.enum(['waiting', 'later', 'done', 'stopped']),
      seats: z.array(seatView.extend({ state: z.enum(['waiting', 'later', 'done', 'gone']) })),
    }),
  ),
  decisions: z.array(decisionView),
  conditions: z.string(),
  overrideReason: z.string(),
  viewer: named.nullable(),
  viewedAt: z.iso.datetime().nullable(),
  report: z
    .object({ on: dayOrNull, note: z.string(), confirmedBy: z.string(), confirmNote: z.string() })
    .nullable(),
  /** Why it was withdrawn or revoked. */
  endReason: z.string(),
  extends: z.object({ id: z.uuid(), number: z.string() }).nullable(),
  extensions: z.array(
    z.object({ id: z.uuid(), number: z.string(), state: z.enum(requestStates), endsOn: dayOrNull }),
  ),
  /** What the signed-in person may do now. */
  may: z.array(z.enum(deeds)),
  /** Why it came to the signed-in person; empty when it did not. */
  why: z.string(),
  bodySeat: z.boolean(),
});

export const likeCases = z.object({
  permitted: z.number().int(),
  refused: z.number().int(),
  items: z.array(
    z.object({
      id: z.uuid(),
      number: z.string(),
      subject: z.string(),
      state: z.enum(requestStates),
      decision: z.enum(['permit', 'refuse']),
      conditions: z.string(),
      reason: z.string(),
      decidedAt: z.iso.datetime(),
    }),
  ),
});

export const gateItem = z.object({
  id: z.uuid(),
  number: z.string(),
  typeTitle: z.string(),
  applicant: z.string(),
  unit: z.string(),
  subject: z.string(),
  place: z.string(),
  startsOn: dayOrNull,
  endsOn: dayOrNull,
  state: z.enum(requestStates),
  valid: z.boolean(),
  conditions: z.string(),
});

export const typeProblem = z.object({
  typeId: z.string(),
  typeTitle: z.string(),
  /** The seat that nobody fills; of `applicants` the roles that nobody holds. */
  seat: z.string(),
  problem: z.enum(typeProblems),
  /** The units or systems for which nobody sits there; at most 20, `more` counts the rest. */
  places: z.array(z.string()),
  more: z.number().int(),
  message: z.string(),
});
