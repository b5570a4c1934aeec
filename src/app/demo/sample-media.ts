import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  Direction,
  DisposalDeed,
  MediumKind,
  PlaceQuality,
  Protection,
  ReturnFact,
} from '../../modules/media/model.ts';

/** Bureau and division, as `organisation.json` counts them. */
export type At = readonly [bureau: number, division: number];
/** Somebody of a division: the visitor, its officer, or one of the others. */
export type Player = 'visitor' | 'officer' | 'staff' | 'staff2' | 'staff3';
/** Levels on the three axes. */
export type Levels = readonly [1 | 2 | 3 | null, 1 | 2 | null, 1 | 2 | null];

/** The media of the sample. Days are counted from the day on which the sample is made. */
export interface SampleMedia {
  readonly places: readonly {
    readonly key: string;
    readonly at: At;
    readonly name: string;
    readonly qualities: readonly PlaceQuality[];
    readonly region: string;
    readonly lowDisaster?: boolean;
  }[];
  readonly media: readonly SampleMedium[];
  readonly loans: readonly {
    readonly medium: string;
    readonly by: Player;
    readonly purpose: string;
    readonly lent: number;
    readonly due: number;
    readonly back?: number;
    readonly lost?: number;
    readonly checks?: readonly ReturnFact[];
    readonly note?: string;
  }[];
  readonly carrying: readonly {
    readonly direction: Direction;
    readonly at: At;
    readonly by?: Player;
    readonly outsider?: string;
    readonly medium?: string;
    readonly item: string;
    readonly quantity: number;
    readonly purpose: string;
    readonly place: string;
    readonly days: number;
    readonly due: number;
    readonly protection?: Protection;
    readonly back?: number;
    readonly confirmed?: boolean;
  }[];
  readonly backups: readonly SampleBackup[];
  readonly disposals: readonly {
    readonly medium: string;
    readonly deed: DisposalDeed;
    readonly method: string;
    readonly treatment: string;
    readonly days: number;
    readonly witness: string;
    readonly contractor?: string;
    readonly certificate?: string;
    readonly certificateDays?: number;
  }[];
}

export interface SampleMedium {
  readonly key: string;
  readonly at: At;
  readonly number: string;
  readonly kind: MediumKind;
  readonly name: string;
  readonly quantity?: number;
  readonly place: string;
  readonly system?: string;
  readonly approved?: number;
  readonly encrypted?: boolean;
  /** Absent: nothing is on it. */
  readonly classes?: Levels;
  readonly specificPersonal?: boolean;
  readonly longTerm?: boolean;
  readonly writeProtected?: boolean;
}

export interface SampleBackup {
  readonly key: string;
  readonly at: At;
  readonly name: string;
  readonly system?: string;
  readonly classes: Levels;
  readonly method: string;
  readonly place: string;
  readonly separateSite: boolean;
  readonly cycle: number;
  readonly retention: number;
  readonly test: number;
  readonly steps: string;
  readonly sets: readonly {
    readonly days: number;
    readonly medium?: string;
    readonly failed?: boolean;
    readonly note?: string;
    readonly erased?: number;
  }[];
  readonly tests: readonly { readonly days: number; readonly failed?: boolean; readonly note: string }[];
  /** Day from which it is not taken any more. */
  readonly ended?: number;
}

/** `samples/ministry/media.json`. */
export const readMedia = (): SampleMedia =>
  JSON.parse(
    readFileSync(join(import.meta.dirname, '../../../samples/ministry', 'media.json'), 'utf8'),
  ) as SampleMedia;
