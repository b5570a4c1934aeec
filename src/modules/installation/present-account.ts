import { z } from 'zod';
import { type AccountRow, accountStates } from './queries.ts';

/** An account on its way out; what is not named here does not leave the server. */
export const accountAnswer = z.object({
  id: z.uuid(),
  loginName: z.string(),
  name: z.string(),
  email: z.string(),
  administrator: z.boolean(),
  disabled: z.boolean(),
  hasPassword: z.boolean(),
  secondFactor: z.boolean(),
  personId: z.uuid().nullable(),
  personNumber: z.string().nullable(),
  unitName: z.string().nullable(),
  state: z.enum(accountStates),
  lastSeenAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
  version: z.number().int(),
});

export const presentAccount = (row: AccountRow): z.input<typeof accountAnswer> => ({
  ...row,
  lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
});
