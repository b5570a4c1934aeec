import { Button } from '../../../../kit/ui/button.tsx';
import { Select } from '../../../../kit/ui/inputs.tsx';
import type { Classes } from '../../../information/index.ts';
import type { Condition, Field } from '../../model.ts';
import { t } from '../messages.ts';
import {
  type Comparison,
  comparisonsOf,
  conditionOf,
  firstOf,
  type Simple,
  simpleOf,
  valuesOf,
} from './condition.ts';

const axes = ['confidentiality', 'integrity', 'availability'] as const;

/** One condition on one field. What a pack combined of several is kept, and can only be taken away as a whole. */
export function ConditionEditor({
  label,
  without,
  condition,
  fields,
  onChange,
}: {
  readonly label: string;
  /** What it means when no field is chosen; absent: one has to be. */
  readonly without?: string;
  readonly condition: Condition | undefined;
  readonly fields: readonly Field[];
  readonly onChange: (condition: Condition | undefined) => void;
}) {
  const simple = condition === undefined ? undefined : simpleOf(condition);
  if (simple === null) {
    return (
      <div>
        <p className="text-std-16B-170">{label}</p>
        <p className="my-2 text-solid-gray-700">{t('condition.several')}</p>
        <Button size="sm" variant="outline" onClick={() => onChange(undefined)}>
          {t('condition.remove', { label })}
        </Button>
      </div>
    );
  }
  const field = fields.find(({ id }) => id === simple?.field);
  const choose = (id: string) => {
    const chosen = fields.find((each) => each.id === id);
    onChange(chosen === undefined ? undefined : conditionOf(firstOf(chosen)));
  };
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Select
        label={label}
        placeholder={without ?? t('condition.choose')}
        value={field?.id ?? ''}
        onChange={choose}
        options={fields.map(({ id, label: words }) => ({ value: id, label: words.ja }))}
      />
      {simple !== undefined && field !== undefined && (
        <Comparisons {...{ simple, field }} onChange={(next) => onChange(conditionOf(next))} />
      )}
    </div>
  );
}

function Comparisons({
  simple,
  field,
  onChange,
}: {
  readonly simple: Simple;
  readonly field: Field;
  readonly onChange: (simple: Simple) => void;
}) {
  const ticked = field.kind === 'checkbox' && simple.comparison === 'isNot';
  const shown: Simple = ticked ? { ...simple, comparison: 'is', value: 'false' } : simple;
  const options = valuesOf(field, shown.axis);
  const named = (value: string): string => {
    if (field.kind === 'checkbox') return t(value === 'true' ? 'condition.ticked' : 'condition.unticked');
    return field.options?.find(({ id }) => id === value)?.label.ja ?? value;
  };
  const needsValue = shown.comparison !== 'filled' && shown.comparison !== 'empty';
  return (
    <>
      {field.kind === 'classes' && (
        <Select
          label={t('condition.axis')}
          placeholder={null}
          value={shown.axis}
          onChange={(axis) => onChange({ ...shown, axis: axis as keyof Classes, value: '2' })}
          options={axes.map((axis) => ({ value: axis, label: t(`form.classes.${axis}`) }))}
        />
      )}
      {comparisonsOf(field).length > 1 && (
        <Select
          label={t('condition.comparison')}
          placeholder={null}
          value={shown.comparison}
          onChange={(comparison) =>
            onChange({
              ...shown,
              comparison: comparison as Comparison,
              value: shown.value || (options[0] ?? ''),
            })
          }
          options={comparisonsOf(field).map((each) => ({ value: each, label: t(`condition.${each}`) }))}
        />
      )}
      {needsValue && (
        <Select
          label={t('condition.value')}
          placeholder={null}
          value={shown.value}
          onChange={(value) => onChange({ ...shown, value })}
          options={options.map((value) => ({ value, label: named(value) }))}
        />
      )}
    </>
  );
}
