import { Checkbox, CheckboxGroup, RadioGroup } from '../../../../kit/ui/choice.tsx';
import type { Candidate } from '../../../../kit/ui/combobox.tsx';
import { DateField } from '../../../../kit/ui/date-field.tsx';
import { Select, TextArea, TextField } from '../../../../kit/ui/inputs.tsx';
import { type FieldValue, isClasses, isPeriod } from '../../model.ts';
import type { TypeView } from '../calls.ts';
import { t } from '../messages.ts';
import { ClassesField } from './classes-field.tsx';
import { EntryPicker } from './entry-picker.tsx';

export type FormField = TypeView['fields'][number];

export interface FormFieldProps {
  readonly field: FormField;
  readonly required: boolean;
  readonly value: FieldValue | undefined;
  /** What a saved id is called, until another is picked. */
  readonly picked: string | undefined;
  readonly error: string | undefined;
  readonly onChange: (value: FieldValue) => void;
  /** A picked entry, with what comes along with it. */
  readonly onPick: (candidate: Candidate | null) => void;
}

/** More choices than this are put into a list that opens. */
const VISIBLE = 6;

const textOf = (value: FieldValue | undefined): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
const listOf = (value: FieldValue | undefined): readonly string[] =>
  Array.isArray(value) ? (value as readonly string[]) : [];

/** One field of a form, as its kind asks for. */
export function FormFieldInput({ field, required, value, picked, error, onChange, onPick }: FormFieldProps) {
  const common = {
    label: field.label,
    name: field.id,
    required,
    error,
    ...(field.hint === '' ? {} : { support: field.hint }),
  };
  const options = field.options.map(({ id, label }) => ({ value: id, label }));
  switch (field.kind) {
    case 'text':
      return <TextField {...common} maxLength={200} value={textOf(value)} onChange={onChange} />;
    case 'textarea':
      return <TextArea {...common} rows={3} maxLength={4000} value={textOf(value)} onChange={onChange} />;
    case 'number':
      return (
        <TextField
          {...common}
          type="number"
          min={0}
          width="sm"
          value={textOf(value)}
          onChange={(text) => onChange(text === '' ? null : Number(text))}
        />
      );
    case 'date':
      return <DateField {...common} value={textOf(value)} onChange={onChange} />;
    case 'period':
      return <PeriodField {...{ field, required, value, error, onChange }} />;
    case 'choice':
      return options.length <= VISIBLE ? (
        <RadioGroup {...common} options={options} value={textOf(value)} onChange={onChange} />
      ) : (
        <Select {...common} width="lg" options={options} value={textOf(value)} onChange={onChange} />
      );
    case 'choices':
      return <CheckboxGroup {...common} options={options} values={listOf(value)} onChange={onChange} />;
    case 'checkbox':
      return <Confirmation {...{ field, required, value, error, onChange }} />;
    case 'classes':
      return <ClassesField {...common} value={isClasses(value) ? value : null} onChange={onChange} />;
    default:
      return (
        <EntryPicker
          {...common}
          kind={field.kind}
          id={textOf(value)}
          shown={picked}
          onChange={(candidate) => onPick(candidate)}
        />
      );
  }
}

type Simple = Pick<FormFieldProps, 'field' | 'required' | 'value' | 'error' | 'onChange'>;

/** From and to; the frame and the refusal belong to both. */
function PeriodField({ field, required, value, error, onChange }: Simple) {
  const period = isPeriod(value) ? value : { from: '', to: null };
  return (
    <fieldset data-field={field.id} className="flex flex-col gap-4">
      <legend className="text-std-17B-170 text-solid-gray-800">{field.label}</legend>
      {field.hint !== '' && <p className="text-std-16N-170 text-solid-gray-700">{field.hint}</p>}
      <DateField
        label={t('form.period.from')}
        required={required}
        value={period.from}
        error={error}
        onChange={(from) => onChange({ ...period, from })}
      />
      <DateField
        label={t('form.period.to')}
        required={required}
        value={period.to ?? ''}
        onChange={(to) => onChange({ ...period, to: to === '' ? null : to })}
      />
    </fieldset>
  );
}

function Confirmation({ field, required, value, error, onChange }: Simple) {
  return (
    <div data-field={field.id}>
      <Checkbox
        label={
          <>
            {field.label}
            {required && <span className="ml-2 text-error-2">{t('form.mustTick')}</span>}
          </>
        }
        checked={value === true}
        onChange={onChange}
        {...(field.hint === '' ? {} : { support: field.hint })}
      />
      {error !== undefined && <p className="mt-1 text-std-16N-170 text-error-2">{error}</p>}
    </div>
  );
}
