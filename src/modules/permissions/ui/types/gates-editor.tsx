import { Button } from '../../../../kit/ui/button.tsx';
import { TextArea } from '../../../../kit/ui/inputs.tsx';
import type { Field, Gate } from '../../model.ts';
import { t } from '../messages.ts';
import { conditionOf, firstOf } from './condition.ts';
import { ConditionEditor } from './condition-editor.tsx';
import { freeId, replaced, without } from './lists.ts';
import type { ErrorOf } from './problems.ts';

/** What must hold before anybody may apply, each with what is said to who is stopped. */
export function GatesEditor({
  gates,
  fields,
  error,
  onChange,
}: {
  readonly gates: readonly Gate[];
  readonly fields: readonly Field[];
  readonly error: ErrorOf;
  readonly onChange: (gates: readonly Gate[]) => void;
}) {
  const [first] = fields;
  const add = () =>
    first !== undefined &&
    onChange([
      ...gates,
      { id: freeId('gate', gates), must: conditionOf(firstOf(first)), message: { ja: '' } },
    ]);
  return (
    <div className="flex flex-col gap-4">
      <ol className="flex flex-col gap-4">
        {gates.map((gate, at) => (
          <li key={gate.id} className="flex flex-col gap-4 rounded-8 border border-solid-gray-420 p-4">
            <ConditionEditor
              label={t('gates.must', { number: at + 1 })}
              name={`gates.${at}.must`}
              error={error(`gates.${at}.must`)}
              condition={gate.must}
              fields={fields}
              onChange={(must) =>
                onChange(must === undefined ? without(gates, at) : replaced(gates, at, { ...gate, must }))
              }
            />
            <TextArea
              label={t('gates.message')}
              name={`gates.${at}.message`}
              error={error(`gates.${at}.message`)}
              required
              rows={2}
              maxLength={300}
              value={gate.message.ja}
              onChange={(ja) => onChange(replaced(gates, at, { ...gate, message: { ...gate.message, ja } }))}
            />
            <div>
              <Button size="sm" variant="outline" onClick={() => onChange(without(gates, at))}>
                {t('gates.remove', { number: at + 1 })}
              </Button>
            </div>
          </li>
        ))}
      </ol>
      {fields.length > 0 && (
        <div>
          <Button variant="outline" onClick={add}>
            {t('gates.add')}
          </Button>
        </div>
      )}
    </div>
  );
}
