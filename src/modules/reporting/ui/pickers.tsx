import { Select } from '../../../kit/ui/inputs.tsx';
import { t } from '../messages.ts';

export interface UnitChoice {
  readonly id: string;
  readonly name: string;
  readonly depth: number;
}

/** The choice of a self-check; the newest is chosen at first. */
export function CampaignPicker({
  campaigns,
  value,
  onChange,
}: {
  readonly campaigns: readonly { readonly id: string; readonly title: string }[];
  readonly value: string;
  readonly onChange: (id: string) => void;
}) {
  return (
    <Select
      label={t('ui.campaign')}
      value={value}
      onChange={onChange}
      placeholder={null}
      options={campaigns.map(({ id, title }) => ({ value: id, label: title }))}
    />
  );
}

/** The choice of a unit among those that the person may see; indented as a tree. */
export function UnitPicker({
  units,
  value,
  onChange,
  whole,
}: {
  readonly units: readonly UnitChoice[];
  readonly value: string;
  readonly onChange: (id: string) => void;
  /** What stands for "no unit chosen"; null when there is nothing above the one unit. */
  readonly whole: string | null;
}) {
  const options = units.map(({ id, name, depth }) => ({ value: id, label: `${'　'.repeat(depth)}${name}` }));
  return (
    <Select
      label={t('ui.unit')}
      value={value}
      onChange={onChange}
      placeholder={null}
      options={whole === null ? options : [{ value: '', label: whole }, ...options]}
    />
  );
}
