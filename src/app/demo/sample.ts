import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AssetStage } from '../../modules/organisation/index.ts';

/** Where in the sample something belongs: a bureau, or one of its divisions. */
interface Place {
  readonly bureau: number;
  readonly division: number;
}

interface SampleAsset extends Place {
  readonly code: string;
  readonly name: string;
  readonly description?: string;
  readonly stage?: AssetStage;
  readonly attributes?: readonly string[];
}

/** A role left empty or a person to sign in as: named by role and, where it has one, by place or asset. */
export interface RoleAt {
  readonly role: string;
  readonly bureau?: number;
  readonly division?: number;
  readonly asset?: string;
}

/** The sample organisation as data: `samples/<name>/organisation.json`. */
export interface Sample {
  readonly slug: string;
  readonly name: string;
  readonly kind: string;
  readonly packs: readonly string[];
  readonly primaryPack: string;
  readonly bureaus: readonly {
    readonly name: string;
    readonly kana: string;
    readonly divisions: readonly string[];
  }[];
  readonly extraBureau: { readonly name: string; readonly kana: string };
  readonly extraDivision: string;
  readonly systems: readonly SampleAsset[];
  readonly areas: readonly SampleAsset[];
  readonly services: readonly SampleAsset[];
  readonly vacancies: readonly RoleAt[];
  readonly deputies: readonly RoleAt[];
  /** The decision by which everybody was appointed. */
  readonly decision: string;
  /** Post titles of those who hold a role of the whole organisation. */
  readonly titles: { readonly organisation: string };
  readonly visitors: readonly (RoleAt & { readonly description: string; readonly administrator?: boolean })[];
}

/** Family and given names with their kana. */
export interface Names {
  readonly family: readonly (readonly [string, string])[];
  readonly given: readonly (readonly [string, string])[];
}

const read = (file: string): unknown =>
  JSON.parse(readFileSync(join(import.meta.dirname, '../../../samples/ministry', file), 'utf8'));

export const readSample = (): Sample => read('organisation.json') as Sample;
export const readNames = (): Names => read('names.json') as Names;

/** One year's campaign of the sample; rates are per cent. */
export interface SampleCampaign {
  readonly focus: 'all' | 'focused';
  readonly focusReason: string;
  /** Share of people who answered, and of their answers that say done and not applicable. */
  readonly heard: number;
  readonly done: number;
  readonly notApplicable: number;
  readonly items: readonly string[];
}

interface Written {
  readonly findings: string;
  readonly measures: string;
}

/** The campaigns of the sample as data: `samples/<name>/campaigns.json`. */
export interface SampleCampaigns {
  readonly packId: string;
  readonly rule: {
    readonly employments: readonly string[];
    readonly absentDays: number | null;
    readonly deputies: boolean;
  };
  readonly lastYear: SampleCampaign;
  readonly thisYear: SampleCampaign;
  /** Items that are done less often than the others. */
  readonly weak: Readonly<Record<string, number>>;
  readonly evaluation: { readonly unit: Written; readonly common: Written; readonly final: Written };
  readonly improvements: readonly {
    readonly bureau: number;
    readonly itemId: string;
    readonly title: string;
    readonly body: string;
    readonly report: string;
    readonly confirm: string;
  }[];
  /** Printed rates of years before the first campaign. */
  readonly olderYears: readonly {
    readonly yearsAgo: number;
    readonly focus: 'all' | 'focused';
    readonly source: string;
    readonly printed: readonly {
      readonly roleGroup: string | null;
      readonly title: string;
      readonly coverage: string;
      readonly implementation: string;
    }[];
  }[];
  readonly notApplicableReason: string;
  readonly notDoneComment: string;
}

export const readCampaigns = (): SampleCampaigns => read('campaigns.json') as SampleCampaigns;
