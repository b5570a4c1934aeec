import { type Candidate, Combobox } from '../../../../kit/ui/combobox.tsx';
import { useData } from '../../../../kit/ui/data.tsx';
import type { FieldProps } from '../../../../kit/ui/field.tsx';
import type { Classes } from '../../../information/index.ts';
import type { FieldKind } from '../../model.ts';
import { t } from '../messages.ts';

/** An entry of a register or ledger, a person or a unit, as the desk offers it for a form. */
export interface Choice {
  readonly id: string;
  readonly name: string;
  readonly detail: string;
  /** The classes of a register entry. */
  readonly classes?: Classes | null;
}

export interface PickedEntry extends Candidate {
  readonly classes?: Classes | null;
}

const candidate = ({ id, name, detail, classes }: Choice): PickedEntry => ({
  value: id,
  label: name,
  detail,
  ...(classes === undefined ? {} : { classes }),
});

/** Picks an entry by a part of its name. What a saved id is called comes along as `shown`, or is asked for. */
export function EntryPicker({
  kind,
  id,
  shown,
  onChange,
  ...field
}: FieldProps & {
  readonly name: string;
  readonly kind: FieldKind;
  readonly id: string;
  readonly shown: string | undefined;
  readonly onChange: (picked: PickedEntry | null) => void;
}) {
  const unknown = id !== '' && shown === undefined;
  const named = useData<{ items: readonly Choice[] }>(
    unknown ? '/api/v1/permission-requests/choices' : null,
    { kind, id },
  );
  const label = shown ?? named.data?.items[0]?.name ?? '';
  return (
    <Combobox<Choice>
      {...field}
      placeholder={t('form.search')}
      value={id === '' ? null : { value: id, label }}
      onChange={onChange}
      path="/api/v1/permission-requests/choices"
      query={{ kind }}
      option={candidate}
    />
  );
}
