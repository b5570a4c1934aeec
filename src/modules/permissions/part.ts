import type { PackPart } from '../standards/index.ts';
import { checkTypes } from './check-types.ts';
import type { PermissionTypes } from './model.ts';

/** `permissions.json` of a pack: its permission types. */
export const permissionsPart: PackPart<PermissionTypes> = {
  name: 'permissions',
  check: (data, pack, report) => {
    const clauses = new Set([...pack.requirements, ...pack.subItems].map(({ id }) => id));
    const known = { roles: new Set(pack.roles.map(({ id }) => id)), clauses };
    for (const { at, message } of checkTypes(data, known)) report('permissions.json', at, message);
  },
};
