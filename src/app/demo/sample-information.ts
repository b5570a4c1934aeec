import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MarkingState, Origin, Personal } from '../../modules/information/model/register.ts';
import type { Form, SourceKind } from '../../modules/information/model.ts';

/** Who does something: the visitor of the place, another member of its staff, or its officer. */
export type Part = 'visitor' | 'staff' | 'officer';

/** Levels on the three axes, as they are written. */
type Levels = readonly [number | null, number | null, number | null];

interface SampleDeed {
  readonly by: Part;
  /** Another entry than the one it is written at. */
  readonly on?: string;
}

interface SampleStanding extends SampleDeed {
  readonly classes: Levels;
  readonly restrictions: readonly string[];
  readonly reason: string;
}

export type SampleChange =
  | (SampleStanding & { readonly deed: 'decide' })
  | (SampleStanding & {
      readonly deed: 'request';
      readonly answer?: { readonly by: Part; readonly approved: boolean; readonly note: string };
      /** Taken back by who asked. */
      readonly withdrawn?: true;
    })
  | (SampleStanding & { readonly deed: 'answer' })
  | (SampleDeed & { readonly deed: 'dispose'; readonly note: string });

/** One entry of the sample's register. Days are counted from the day on which the sample is made. */
export interface SampleEntry {
  readonly key: string;
  readonly number: string;
  /** Bureau and division, as `organisation.json` counts them. */
  readonly at: readonly [bureau: number, division: number];
  readonly by: Part;
  readonly name: string;
  readonly form: Form;
  readonly origin: Origin;
  readonly originNote?: string;
  readonly classes: Levels;
  readonly restrictions?: readonly string[];
  readonly sources?: readonly (readonly [key: string, kind: SourceKind])[];
  readonly place?: string;
  readonly system?: string;
  readonly retention?: string;
  readonly retain?: number;
  readonly personal?: Personal;
  readonly marking?: MarkingState;
  readonly recoveryHours?: number;
  readonly acquired: number;
  readonly review?: number;
  readonly ask?: string;
  readonly deeds?: readonly SampleChange[];
}

/** The register of information of the sample: `samples/ministry/information.json`. */
export const readInformation = (): readonly SampleEntry[] =>
  (
    JSON.parse(
      readFileSync(join(import.meta.dirname, '../../../samples/ministry', 'information.json'), 'utf8'),
    ) as { entries: readonly SampleEntry[] }
  ).entries;
