import { Button } from '../../../kit/ui/button.tsx';
import { CheckboxGroup } from '../../../kit/ui/choice.tsx';
import { Select, TextArea, TextField } from '../../../kit/ui/inputs.tsx';
import { t } from '../messages-ui.ts';
import { type axes, type Classes, type Form, OWN, restrictionId } from '../model.ts';
import type { SchemeInfo } from './calls.ts';

/** Classes and restrictions while somebody writes them. */
export interface StandingValues {
  readonly confidentiality: string;
  readonly integrity: string;
  readonly availability: string;
  /** Ids of the chosen restrictions. */
  readonly chosen: readonly string[];
  /** Words of one's own by id of the restriction that takes them. */
  readonly words: Readonly<Record<string, string>>;
  /** Own restrictions, one a line. */
  readonly own: string;
}

/** The standing of an entry as form values. */
export function standingValues(classes: Classes, restrictions: readonly string[]): StandingValues {
  const text = (level: number | null) => (level === null ? '' : String(level));
  const known = restrictions.filter((code) => restrictionId(code) !== OWN);
  return {
    confidentiality: text(classes.confidentiality),
    integrity: text(classes.integrity),
    availability: text(classes.availability),
    chosen: known.map(restrictionId),
    words: Object.fromEntries(
      known.filter((code) => code.includes(':')).map((code) => [restrictionId(code), wordsOf(code)]),
    ),
    own: restrictions
      .filter((code) => restrictionId(code) === OWN)
      .map(wordsOf)
      .join('\n'),
  };
}

const wordsOf = (code: string): string => code.slice(restrictionId(code).length + 1);

/** The values as the API takes them. */
export function standingBody(scheme: SchemeInfo, values: StandingValues, form: Form) {
  const applies = (id: (typeof axes)[number]) =>
    scheme.axes.some((axis) => axis.id === id && !axis.notFor.includes(form));
  const level = (id: (typeof axes)[number]) =>
    values[id] === '' || !applies(id) ? null : (Number(values[id]) as 1 | 2);
  const open = new Set(scheme.restrictions.filter((each) => each.open).map(({ id }) => id));
  return {
    classes: {
      confidentiality: level('confidentiality') as 1 | 2 | 3 | null,
      integrity: level('integrity'),
      availability: level('availability'),
    },
    restrictions: [
      ...values.chosen.map((id) => (open.has(id) ? `${id}:${(values.words[id] ?? '').trim()}` : id)),
      ...lines(values.own).map((words) => `${OWN}:${words}`),
    ],
  };
}

/** The lines of a text that hold something. */
export const lines = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

interface Props {
  readonly scheme: SchemeInfo;
  readonly form: Form;
  readonly values: StandingValues;
  readonly onChange: (change: Partial<StandingValues>) => void;
  readonly error: (field: string) => string | undefined;
  readonly support?: string;
}

/** The class on every axis that applies to the form, each with its criterion. */
export function ClassFields({ scheme, form, values, onChange, error, support }: Props) {
  return (
    <>
      {support !== undefined && <p className="text-solid-gray-700">{support}</p>}
      {scheme.axes
        .filter((axis) => !axis.notFor.includes(form))
        .map((axis) => {
          const level = axis.levels.find((each) => String(each.level) === values[axis.id]);
          return (
            <Select
              key={axis.id}
              name={axis.id}
              label={axis.title}
              width="md"
              placeholder={t('class.none')}
              value={values[axis.id]}
              onChange={(value) => onChange({ [axis.id]: value })}
              error={error(axis.id)}
              support={
                level === undefined
                  ? undefined
                  : t('class.criterion', { text: level.text, source: level.source })
              }
              options={axis.levels.map((each) => ({ value: String(each.level), label: each.mark }))}
            />
          );
        })}
      {form === 'paper' && <p className="text-solid-gray-700">{t('class.paper')}</p>}
    </>
  );
}

/** Restrictions of the pack, of the organisation and of one's own. */
export function RestrictionFields({ scheme, values, onChange, error }: Props) {
  const defaults = defaultsFor(scheme, values);
  const missing = defaults.filter((id) => !values.chosen.includes(id));
  const used = lines(values.own);
  return (
    <>
      <CheckboxGroup
        name="restrictions"
        label={t('field.restrictions')}
        values={values.chosen}
        onChange={(chosen) => onChange({ chosen: [...chosen] })}
        error={error('restrictions')}
        options={scheme.restrictions.map((each) => ({
          value: each.id,
          label: each.title.replace('{text}', '○○'),
        }))}
      />
      {missing.length > 0 && (
        <p>
          <Button
            size="sm"
            variant="outline"
            onClick={() => onChange({ chosen: [...values.chosen, ...missing] })}
          >
            {t('restrictions.defaults')}
          </Button>
        </p>
      )}
      {scheme.restrictions
        .filter((each) => each.open && values.chosen.includes(each.id))
        .map((each) => (
          <TextField
            key={each.id}
            name={`words-${each.id}`}
            width="md"
            required
            label={t('restrictions.words', { title: each.title.replace('{text}', '○○') })}
            support={t('restrictions.wordsHint')}
            maxLength={60}
            value={values.words[each.id] ?? ''}
            onChange={(words) => onChange({ words: { ...values.words, [each.id]: words } })}
          />
        ))}
      <TextArea
        name="own"
        label={t('restrictions.own')}
        support={t('restrictions.ownHint')}
        rows={2}
        value={values.own}
        onChange={(own) => onChange({ own })}
      />
      {scheme.settings.ownRestrictions.length > 0 && (
        <p className="flex flex-wrap gap-2">
          {scheme.settings.ownRestrictions
            .filter((words) => !used.includes(words))
            .map((words) => (
              <Button
                key={words}
                size="xs"
                variant="outline"
                onClick={() => onChange({ own: [...used, words].join('\n') })}
              >
                {words}
              </Button>
            ))}
        </p>
      )}
    </>
  );
}

/** What the pack attaches to the chosen classes. */
export const defaultsFor = (scheme: SchemeInfo, values: StandingValues): readonly string[] => [
  ...new Set(
    scheme.defaults
      .filter(({ axis, min, max }) => {
        const level = Number(values[axis]);
        return values[axis] !== '' && min <= level && level <= max;
      })
      .flatMap(({ restrictions }) => restrictions),
  ),
];
