import { RadioGroup } from '../../../../kit/ui/choice.tsx';
import type { Classes } from '../../../information/index.ts';
import { t } from '../messages.ts';

const axes = [
  { id: 'confidentiality', levels: [3, 2, 1] },
  { id: 'integrity', levels: [2, 1] },
  { id: 'availability', levels: [2, 1] },
] as const;

const open: Classes = { confidentiality: null, integrity: null, availability: null };

/** The class of information on its three axes. Not chosen is undetermined, never the lowest. */
export function ClassesField({
  label,
  name,
  required,
  support,
  error,
  value,
  onChange,
}: {
  readonly label: string;
  readonly name: string;
  readonly required: boolean;
  readonly support?: string;
  readonly error: string | undefined;
  readonly value: Classes | null;
  readonly onChange: (value: Classes) => void;
}) {
  const classes = value ?? open;
  const set = (axis: keyof Classes, level: string) =>
    onChange({ ...classes, [axis]: level === 'open' ? null : Number(level) });
  return (
    <fieldset data-field={name} className="flex flex-col gap-3">
      <legend className="text-std-17B-170 text-solid-gray-800">
        {label}
        {required && <span className="ml-2 text-std-16N-170 text-error-2">{t('form.required')}</span>}
      </legend>
      <p className="text-std-16N-170 text-solid-gray-700">{support ?? t('form.classes.support')}</p>
      {axes.map(({ id, levels }) => (
        <RadioGroup
          key={id}
          inline
          label={t(`form.classes.${id}`)}
          value={classes[id] === null ? 'open' : String(classes[id])}
          onChange={(level) => set(id, level)}
          options={[
            ...levels.map((level) => ({
              value: String(level),
              label: `${t(`form.classes.${id}`)}${level}`,
            })),
            { value: 'open', label: t('form.classes.unknown') },
          ]}
        />
      ))}
      {error !== undefined && <p className="text-std-16N-170 text-error-2">{error}</p>}
    </fieldset>
  );
}
