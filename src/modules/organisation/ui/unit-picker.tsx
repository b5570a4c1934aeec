import { Combobox, type PickerProps } from '../../../kit/ui/combobox.tsx';
import type { UnitChoice } from './calls.ts';

/** Picks a unit by a part of its name. */
export function UnitPicker(props: PickerProps) {
  return (
    <Combobox<UnitChoice>
      {...props}
      path="/api/v1/units/choices"
      option={(unit) => ({ value: unit.id, label: unit.name, detail: `${unit.above} ${unit.code}`.trim() })}
    />
  );
}
