import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  AffectedKind,
  Decision,
  ReportState,
  RuleOpinion,
  Way,
} from '../../modules/exceptions/model.ts';

/** Days are counted from the day on which the sample is made: -10 is ten days ago. */
export interface SampleException {
  readonly by: string;
  readonly clause: string;
  readonly title: string;
  readonly way: Way;
  readonly reasonCategory: string;
  readonly reason: string;
  readonly alternative: string;
  readonly risk: string;
  readonly impact?: string;
  readonly conditions?: readonly string[];
  readonly askedOn: number;
  readonly validFrom: number;
  readonly validUntil: number;
  readonly affected?: {
    readonly kind: AffectedKind;
    readonly asset?: string;
  };
  readonly status?: 'draft' | 'submitted' | 'reviewing' | 'sent_back' | 'withdrawn' | 'ended';
  /** What is to be mended, of what was sent back. */
  readonly sentBack?: string;
  readonly decision?: Decision | null;
  readonly decisionReason?: string;
  /** Conditions of the permission: text, day, and what was done. */
  readonly given?: readonly (readonly [text: string, due: number, done: string | null])[];
  readonly reports?: readonly (readonly [state: ReportState, text: string, on: number])[];
  readonly endedOn?: number;
  readonly endNote?: string;
  readonly renew?: { readonly askedOn: number; readonly validFrom: number; readonly validUntil: number };
  /** Day of the deed, for what was done first and reported on `askedOn`. */
  readonly emergency?: number;
}

export interface SampleExceptions {
  readonly packId: string;
  readonly authority: { readonly visitor: string; readonly titleId: string };
  readonly exceptions: readonly SampleException[];
  readonly ruleReviews: readonly {
    readonly clause: string;
    readonly opinion: RuleOpinion;
    readonly note: string;
    readonly consideredOn: number;
    readonly answer?: RuleOpinion;
    readonly answerNote?: string;
    readonly answeredOn?: number;
  }[];
  readonly report: { readonly remarks: string; readonly received: string };
}

export const readExceptions = (): SampleExceptions =>
  JSON.parse(
    readFileSync(join(import.meta.dirname, '../../../samples/ministry/exceptions.json'), 'utf8'),
  ) as SampleExceptions;
