import { useData } from '../../../../kit/ui/data.tsx';
import { Select } from '../../../../kit/ui/inputs.tsx';
import { t } from '../../messages-ui.ts';

/** What this needs of the unit tree that the organisation gives. */
interface UnitTree {
  readonly units: readonly { readonly id: string; readonly name: string; readonly path: string }[];
}

/** One unit of the tree of a day; deeper units are indented. */
export function UnitSelect({
  label,
  value,
  onChange,
  date,
  empty,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (unitId: string) => void;
  readonly date: string;
  /** The choice of no unit. */
  readonly empty?: string | undefined;
}) {
  const tree = useData<UnitTree>('/api/v1/units', { date });
  const options = (tree.data?.units ?? []).map((unit) => ({
    value: unit.id,
    label: `${'　'.repeat(Math.max(0, unit.path.split('/').length - 3))}${unit.name}`,
  }));
  return (
    <Select
      label={label}
      value={value}
      onChange={onChange}
      options={options}
      placeholder={empty ?? t('common.chooseUnit')}
      width="lg"
    />
  );
}
