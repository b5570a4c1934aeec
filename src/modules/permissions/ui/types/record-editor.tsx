import { Checkbox } from '../../../../kit/ui/choice.tsx';
import { TextField } from '../../../../kit/ui/inputs.tsx';
import { t } from '../messages.ts';
import type { Edited, ErrorOf } from './problems.ts';

/** The book in which requests are kept, and whether the gate looks at them. */
export function RecordEditor({
  record,
  gate,
  error,
  onChange,
}: Pick<Edited, 'record' | 'gate'> & {
  readonly error: ErrorOf;
  readonly onChange: (change: Partial<Edited>) => void;
}) {
  return (
    <div className="flex flex-col gap-6">
      <TextField
        label={t('type.record')}
        support={t('type.recordSupport')}
        name="record"
        error={error('record')}
        required
        maxLength={100}
        value={record.ja}
        onChange={(ja) => onChange({ record: { ...record, ja } })}
      />
      <Checkbox
        label={t('type.gate')}
        support={t('type.gateSupport')}
        checked={gate}
        onChange={(next) => onChange({ gate: next })}
      />
    </div>
  );
}
