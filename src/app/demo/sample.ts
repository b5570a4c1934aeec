import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where in the sample something belongs: a bureau, or one of its divisions. */
export interface Place {
  readonly bureau: number;
  readonly division: number;
}

interface SampleAsset extends Place {
  readonly code: string;
  readonly name: string;
  readonly description?: string;
  readonly stage?: string;
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
