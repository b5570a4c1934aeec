import { Checkbox } from '../../../../kit/ui/choice.tsx';
import { TextArea } from '../../../../kit/ui/inputs.tsx';
import type { Field, PermissionType } from '../../model.ts';
import { t } from '../messages.ts';
import { conditionOf, firstOf } from './condition.ts';
import { ConditionEditor } from './condition-editor.tsx';
import type { ErrorOf } from './problems.ts';

type Threshold = PermissionType['threshold'];

/** From when on the permission is needed, of a type of the organisation's own; without it, always. */
export function ThresholdEditor({
  threshold,
  fields,
  error,
  onChange,
}: {
  readonly threshold: Threshold;
  readonly fields: readonly Field[];
  readonly error: ErrorOf;
  readonly onChange: (threshold: Threshold) => void;
}) {
  // What a permission hangs on is mostly how the information is classified.
  const first = fields.find(({ kind }) => kind === 'classes') ?? fields[0];
  const limit = (on: boolean) =>
    onChange(on && first !== undefined ? { when: conditionOf(firstOf(first)), text: { ja: '' } } : undefined);
  return (
    <div className="flex flex-col gap-6">
      <Checkbox
        label={t('threshold.limit')}
        support={t('threshold.limitSupport')}
        checked={threshold !== undefined}
        onChange={limit}
      />
      {threshold !== undefined && (
        <>
          <ConditionEditor
            label={t('threshold.title')}
            name="threshold.when"
            error={error('threshold.when')}
            condition={threshold.when}
            fields={fields}
            onChange={(when) => onChange(when === undefined ? undefined : { ...threshold, when })}
          />
          <TextArea
            label={t('threshold.text')}
            support={t('threshold.textSupport')}
            name="threshold.text"
            error={error('threshold.text')}
            required
            rows={2}
            maxLength={200}
            value={threshold.text.ja}
            onChange={(ja) => onChange({ ...threshold, text: { ...threshold.text, ja } })}
          />
        </>
      )}
    </div>
  );
}
