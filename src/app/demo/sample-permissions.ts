import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TypeChange } from '../../modules/permissions/model.changes.ts';
import type { PermissionType } from '../../modules/permissions/model.ts';

/** What is done with a request of the sample, in this order. */
export type SampleDeed =
  | 'submit'
  | 'permit'
  | 'refuse'
  | 'send_back'
  | 'withdraw'
  | 'start'
  | 'report'
  | 'confirm'
  | 'revoke'
  | 'extend';

export interface SampleRequest {
  /** `employee`: the visitor; a number: a colleague in the division of the visitor who decides. */
  readonly applicant: 'employee' | number;
  readonly typeId: string;
  /** Code of the system or area that the form names. */
  readonly asset?: string;
  /** Days before the day of the sample on which it was asked for. */
  readonly daysAgo: number;
  readonly play: readonly SampleDeed[];
  readonly reason?: string;
  readonly conditions?: string;
  readonly note?: string;
  /** Classes as three numbers; a period as days from the day of the sample. */
  readonly form: Readonly<Record<string, string | number | boolean | readonly string[] | readonly number[]>>;
}

/** The permission desk of the sample as data: `samples/<name>/permissions.json`. */
export interface SamplePermissions {
  readonly changes: readonly { readonly typeId: string; readonly change: TypeChange }[];
  readonly ownTypes: readonly PermissionType[];
  readonly requests: readonly SampleRequest[];
}

export const readPermissions = (): SamplePermissions =>
  JSON.parse(
    readFileSync(join(import.meta.dirname, '../../../samples/ministry/permissions.json'), 'utf8'),
  ) as SamplePermissions;
