import { Button } from '../../../../kit/ui/button.tsx';
import { CheckboxGroup, RadioGroup } from '../../../../kit/ui/choice.tsx';
import { Select } from '../../../../kit/ui/inputs.tsx';
import type { Classes } from '../../../information/index.ts';
import type { Condition, Field } from '../../model.ts';
import { t } from '../messages.ts';
import {
  type Combined,
  type Comparison,
  combinedOf,
  comparisonsOf,
  conditionOfRows,
  firstOf,
  type Simple,
  takes,
  valuesOf,
} from './condition.ts';
import { replaced, without as withoutAt } from './lists.ts';

const axes = ['confidentiality', 'integrity', 'availability'] as const;

interface ConditionEditorProps {
  readonly label: string;
  /** Of the field in the refusals of the form. */
  readonly name: string;
  readonly error?: string | undefined;
  /** What it means when no field is chosen; absent: one has to be. */
  readonly without?: string;
  readonly condition: Condition | undefined;
  readonly fields: readonly Field[];
  readonly onChange: (condition: Condition | undefined) => void;
}

/**
 * Rows of one field each, of which all or any must hold. Most conditions are one row, and look like one. What only data
 * can say (rows within rows) is kept, and can be taken away as a whole.
 */
export function ConditionEditor(props: ConditionEditorProps) {
  const { label, name, condition, fields, onChange } = props;
  const combined =
    condition === undefined ? { join: 'all' as const, rows: [] } : combinedOf(condition, fields);
  if (combined !== null)
    return <Rows {...props} combined={combined} change={(next) => onChange(conditionOfRows(next))} />;
  return (
    <div data-field={name}>
      <p className="text-std-17B-170">{label}</p>
      <p className="my-2 text-solid-gray-700">{t('condition.several')}</p>
      <Button size="sm" variant="outline" onClick={() => onChange(undefined)}>
        {t('condition.remove', { label })}
      </Button>
    </div>
  );
}

function Rows({
  label,
  name,
  error,
  without,
  fields,
  combined: { join, rows },
  change,
}: ConditionEditorProps & {
  readonly combined: Combined;
  readonly change: (combined: Combined) => void;
}) {
  const many = rows.length > 1;
  const [first] = fields;
  const set = (at: number, row: Simple | undefined) =>
    change({ join, rows: row === undefined ? withoutAt(rows, at) : replaced(rows, at, row) });
  // Without a condition there is one row in which no field is chosen.
  const shown: readonly (Simple | undefined)[] = rows.length === 0 ? [undefined] : rows;
  return (
    <fieldset className="flex flex-col gap-3">
      <legend className={many ? 'text-std-17B-170' : 'sr-only'}>{label}</legend>
      {many && (
        <RadioGroup
          label={<span className="sr-only">{t('condition.join', { label })}</span>}
          inline
          value={join}
          onChange={(next) => change({ join: next, rows })}
          options={[
            { value: 'all', label: t('condition.join.all') },
            { value: 'any', label: t('condition.join.any') },
          ]}
        />
      )}
      {shown.map((row, at) => (
        // Rows have no ids of their own; their place is what they are.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <div key={at} className={many ? 'border-l-4 border-solid-gray-300 pl-3' : ''}>
          <Row
            label={many ? t('condition.row', { number: at + 1 }) : label}
            {...{ row, fields }}
            {...(at === 0 ? { name, error } : {})}
            placeholder={many ? t('condition.choose') : (without ?? t('condition.choose'))}
            onChange={(next) => (rows.length === 0 && next ? change({ join, rows: [next] }) : set(at, next))}
          />
          {many && (
            <Button size="sm" variant="text" onClick={() => set(at, undefined)}>
              {t('condition.removeRow', { number: at + 1 })}
            </Button>
          )}
        </div>
      ))}
      {rows.length > 0 && first !== undefined && (
        <div>
          <Button
            size="sm"
            variant="text"
            aria-label={t('condition.addTo', { label })}
            onClick={() => change({ join, rows: [...rows, firstOf(first)] })}
          >
            {t('condition.add')}
          </Button>
        </div>
      )}
    </fieldset>
  );
}

function Row({
  row,
  fields,
  onChange,
  ...select
}: {
  readonly row: Simple | undefined;
  readonly label: string;
  readonly name?: string;
  readonly error?: string | undefined;
  readonly placeholder: string;
  readonly fields: readonly Field[];
  readonly onChange: (row: Simple | undefined) => void;
}) {
  const field = fields.find(({ id }) => id === row?.field);
  const choose = (id: string) => {
    const chosen = fields.find((each) => each.id === id);
    onChange(chosen === undefined ? undefined : firstOf(chosen));
  };
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Select
        {...select}
        value={row?.field ?? ''}
        onChange={choose}
        options={[
          ...fields.map(({ id, label }) => ({ value: id, label: label.ja })),
          ...(row !== undefined && field === undefined
            ? [{ value: row.field, label: t('condition.gone') }]
            : []),
        ]}
      />
      {row !== undefined && field !== undefined && (
        <Comparisons of={select.label} {...{ row, field, onChange }} />
      )}
    </div>
  );
}

function Comparisons({
  of,
  row,
  field,
  onChange,
}: {
  /** What the condition is for, read out before each of its parts. */
  readonly of: string;
  readonly row: Simple;
  readonly field: Field;
  readonly onChange: (row: Simple) => void;
}) {
  const unticked = field.kind === 'checkbox' && row.comparison === 'isNot';
  const shown: Simple = unticked ? { ...row, comparison: 'is', values: ['false'] } : row;
  const options = valuesOf(field, shown.axis);
  const named = (value: string): string => {
    if (field.kind === 'checkbox') return t(value === 'true' ? 'condition.ticked' : 'condition.unticked');
    return field.options?.find(({ id }) => id === value)?.label.ja ?? value;
  };
  const compare = (comparison: Comparison) => {
    const values = shown.values.length > 0 ? shown.values : options.slice(0, 1);
    const kept = { none: [], one: values.slice(0, 1), several: values }[takes(comparison)];
    onChange({ ...shown, comparison, values: kept });
  };
  const choices = options.map((value) => ({ value, label: named(value) }));
  return (
    <>
      {field.kind === 'classes' && (
        <Select
          label={t('condition.axis')}
          aria-label={t('condition.axisOf', { label: of })}
          placeholder={null}
          value={shown.axis}
          onChange={(axis) => onChange({ ...shown, axis: axis as keyof Classes, values: ['2'] })}
          options={axes.map((axis) => ({ value: axis, label: t(`form.classes.${axis}`) }))}
        />
      )}
      {comparisonsOf(field).length > 1 && (
        <Select
          label={t('condition.comparison')}
          aria-label={t('condition.comparisonOf', { label: of })}
          placeholder={null}
          value={shown.comparison}
          onChange={(comparison) => compare(comparison as Comparison)}
          options={comparisonsOf(field).map((each) => ({ value: each, label: t(`condition.${each}`) }))}
        />
      )}
      {takes(shown.comparison) === 'one' && (
        <Select
          label={t('condition.value')}
          aria-label={t('condition.valueOf', { label: of })}
          placeholder={null}
          value={shown.values[0] ?? ''}
          onChange={(value) => onChange({ ...shown, values: [value] })}
          options={choices}
        />
      )}
      {takes(shown.comparison) === 'several' && (
        <CheckboxGroup
          label={t('condition.value')}
          values={shown.values}
          onChange={(values) => onChange({ ...shown, values })}
          options={choices}
        />
      )}
    </>
  );
}
