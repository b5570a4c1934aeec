import { useData } from '../../../../kit/ui/data.tsx';
import { Select } from '../../../../kit/ui/inputs.tsx';
import { t } from '../../messages-ui.ts';

interface TreeUnit {
  readonly id: string;
  readonly parentId: string | null;
  readonly name: string;
}

/** What this needs of the unit tree that the organisation gives; parents come before their children. */
interface UnitTree {
  readonly units: readonly TreeUnit[];
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
  const options = indented(tree.data?.units ?? []);
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

function indented(units: readonly TreeUnit[]) {
  const depths = new Map<string, number>();
  return units.map(({ id, parentId, name }) => {
    const depth = parentId === null ? 0 : (depths.get(parentId) ?? 0) + 1;
    depths.set(id, depth);
    return { value: id, label: `${'　'.repeat(depth)}${name}` };
  });
}
