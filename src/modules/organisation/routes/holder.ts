import { z } from 'zod';
import type { Pack } from '../../standards/index.ts';
import type { Holder } from '../queries/holders.ts';
import { dayOrNull, scopeKind } from './shared.ts';

/** Who holds a role, as everybody may see it. */
export const holder = z.object({
  appointmentId: z.uuid(),
  roleId: z.string(),
  role: z.string(),
  personId: z.uuid(),
  name: z.string(),
  post: z.string(),
  scopeKind,
  scopeId: z.uuid().nullable(),
  scopeName: z.string().nullable(),
  unitId: z.uuid().nullable(),
  deputy: z.boolean(),
  validTo: dayOrNull,
});

/** The title of a role of the pack; its id when the pack no longer knows it. */
export const roleTitle = (pack: Pack | null, roleId: string): string =>
  pack?.roles.find((role) => role.id === roleId)?.title.ja ?? roleId;

/** A holder with the title of the role. */
export const toHolder = (each: Holder, pack: Pack | null): z.input<typeof holder> => ({
  ...each,
  role: roleTitle(pack, each.roleId),
  deputy: each.deputyOf !== null,
});
