import { loadPack } from '../modules/standards/index.ts';
import type { GrantsOf } from '../platform/authorisation/authorise.ts';

/** What a pack grants to a role. A role that its pack no longer knows is granted nothing. */
export const grantsOf: GrantsOf = (packId, roleId) => {
  return loadPack(packId).roles.find((role) => role.id === roleId)?.grants ?? [];
};
