import { type Candidate, Combobox } from '../../../../kit/ui/combobox.tsx';
import { useData } from '../../../../kit/ui/data.tsx';
import type { FieldProps } from '../../../../kit/ui/field.tsx';
import type { Classes } from '../../../information/index.ts';
import type { FieldKind } from '../../model.ts';
import { t } from '../messages.ts';

/** An entry of a ledger, a person or a unit, as the desk offers it; or of the register of information. */
interface Choice {
  readonly id: string;
  readonly name: string;
  readonly detail?: string;
  readonly unit?: { readonly name: string };
  /** The classes of an entry of the register. */
  readonly classes?: Classes;
}

export interface PickedEntry extends Candidate {
  readonly classes?: Classes;
}

const candidate = ({ id, name, detail, unit, classes }: Choice): PickedEntry => ({
  value: id,
  label: name,
  detail: detail ?? unit?.name ?? '',
  ...(classes === undefined ? {} : { classes }),
});

const choices = '/api/v1/permission-requests/choices';
const typeChoices = '/api/v1/permission-type-choices';

/** Where one entry is asked for by its id. */
const oneOf = (
  kind: FieldKind,
  id: string,
): readonly [path: string, query: { kind?: string; id?: string }] =>
  kind === 'asset' ? [`/api/v1/permission-requests/entries/${id}`, {}] : [choices, { kind, id }];

/** Picks an entry by a part of its name. What a saved id is called comes along as `shown`, or is asked for. */
export function EntryPicker({
  kind,
  id,
  shown,
  forTypes = false,
  onChange,
  ...field
}: FieldProps & {
  readonly name: string;
  readonly kind: FieldKind;
  readonly id: string;
  readonly shown: string | undefined;
  /** Asked while a type is set up, not while one applies. */
  readonly forTypes?: boolean;
  readonly onChange: (picked: PickedEntry | null) => void;
}) {
  const [path, query] = forTypes ? ([typeChoices, { id }] as const) : oneOf(kind, id);
  const named = useData<{ items: readonly Choice[] }>(id !== '' && shown === undefined ? path : null, query);
  const label = shown ?? named.data?.items[0]?.name ?? '';
  return (
    <Combobox<Choice>
      {...field}
      placeholder={t('form.search')}
      value={id === '' ? null : { value: id, label }}
      onChange={onChange}
      path={forTypes ? typeChoices : kind === 'asset' ? '/api/v1/information-assets' : choices}
      query={forTypes || kind === 'asset' ? {} : { kind }}
      option={candidate}
    />
  );
}
