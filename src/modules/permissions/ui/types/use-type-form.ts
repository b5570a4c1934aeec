import { useState } from 'react';
import { type ApiError, api } from '../../../../kit/ui/api.ts';
import { useDone } from '../../../../kit/ui/done.ts';
import { useForm } from '../../../../kit/ui/form.tsx';
import type { ChangeablePart } from '../../model.changes.ts';
import type { PermissionType } from '../../model.ts';
import { changeType, everything, type TypeDefinition } from '../calls.ts';
import { t } from '../messages.ts';
import { type Meant, withMeanings } from './meanings.ts';
import { type EditedType, merge } from './merge.ts';
import { type Edited, problemsOf } from './problems.ts';

interface Values extends EditedType {
  /** Which fields shall be the period and the place. */
  readonly meant: Meant;
  /** Parts in which the organisation stays with its own after the pack changed. */
  readonly keep: readonly ChangeablePart[];
}

/** What somebody else saved meanwhile: it is in the form now, but for what both changed. */
interface Overtaken {
  readonly title: string;
  readonly both: readonly (keyof Edited)[];
}

/** The type of a definition; the server has checked its shape. */
export const typeOf = ({ type }: Pick<TypeDefinition, 'type'>): PermissionType =>
  type as unknown as PermissionType;

/** What is edited of a type; everything else stays as it is. */
function editedOf(definition: TypeDefinition): EditedType {
  const { id: _id, orgKinds: _kinds, desk: _desk, ...type } = typeOf(definition);
  return { off: definition.off, type };
}

/** All that is edited of a type for which another page takes the application. */
const basics: ReadonlySet<string> = new Set(['title', 'number']);

/**
 * The form of a type. When somebody else saved it first, the newest comes into the form with what was changed here since,
 * so that it can be looked at and saved again.
 */
export function useTypeForm(definition: TypeDefinition) {
  const [current, setCurrent] = useState(definition);
  const [overtaken, setOvertaken] = useState<Overtaken | null>(null);
  const done = useDone(everything);
  const { id, desk } = typeOf(definition);
  const path = `/api/v1/permission-types/${encodeURIComponent(id)}/definition`;
  const form = useForm<Values>({
    initial: { ...editedOf(definition), meant: {}, keep: [] },
    check: ({ type }) => problemsOf(type).filter(({ field }) => desk === undefined || basics.has(field)),
    send: async ({ off, type, meant, keep }) => {
      const { lead = null, threshold = null, ...rest } = withMeanings(type, meant);
      const { version } = current;
      const change = { ...rest, lead, threshold, off };
      await changeType({ params: { typeId: id }, body: { version, change, keep: [...keep] } });
      await done(t('done.saved'));
    },
    onConflict: (error, values) => void takeNewest(error, values),
  });
  const takeNewest = async ({ message }: ApiError, { off, type, meant }: Values) => {
    const newest = await api.get<TypeDefinition>(path).catch(() => null);
    if (newest === null) return setOvertaken({ title: t('type.gone'), both: [] });
    const mine = { off, type: withMeanings(type, meant) };
    const { both, ...merged } = merge(editedOf(current), mine, editedOf(newest));
    form.set({ ...merged, meant: {} });
    setCurrent(newest);
    setOvertaken({ title: message, both });
  };
  return { form, current, overtaken };
}
