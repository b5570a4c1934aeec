import { Button } from '../../../../kit/ui/button.tsx';
import { Checkbox } from '../../../../kit/ui/choice.tsx';
import { Disclosure } from '../../../../kit/ui/disclosure.tsx';
import { Select, TextField } from '../../../../kit/ui/inputs.tsx';
import { t as words } from '../../messages.ts';
import { type Condition, type Field, type FieldKind, fieldKinds } from '../../model.ts';
import { t } from '../messages.ts';
import { ConditionEditor } from './condition-editor.tsx';
import { LineList } from './line-list.tsx';
import { freeId, movedUp, replaced, without } from './lists.ts';
import { kindOfMeaning, type Meant, meanings, meantBy } from './meanings.ts';
import type { ErrorOf } from './problems.ts';

/** The fields of a form in order, each with when it is shown and when it must be filled. */
export function FieldsEditor({
  fields,
  gate,
  meant,
  error,
  onMeant,
  onChange,
}: {
  readonly fields: readonly Field[];
  /** The gate looks at what is permitted, and so at a place. */
  readonly gate: boolean;
  readonly meant: Meant;
  readonly error: ErrorOf;
  readonly onMeant: (meant: Meant) => void;
  readonly onChange: (fields: readonly Field[]) => void;
}) {
  const add = () =>
    onChange([...fields, { id: freeId('field', fields), kind: 'text', label: { ja: t('fields.newLabel') } }]);
  return (
    <div className="flex flex-col gap-4">
      <ol className="border-t border-solid-gray-420">
        {fields.map((field, at) => (
          <li key={field.id}>
            <Disclosure framed summary={<Summary field={field} />}>
              <OneField
                field={field}
                name={`fields.${at}`}
                error={error}
                {...{ gate, meant, onMeant }}
                others={fields.filter(({ id }) => id !== field.id)}
                onChange={(next) => onChange(replaced(fields, at, next))}
              />
              <div className="mt-4 flex flex-wrap gap-3">
                {at > 0 && (
                  <Button size="sm" variant="outline" onClick={() => onChange(movedUp(fields, at))}>
                    {t('fields.up', { label: field.label.ja })}
                  </Button>
                )}
                <Button size="sm" variant="outline" onClick={() => onChange(without(fields, at))}>
                  {t('fields.remove', { label: field.label.ja })}
                </Button>
              </div>
            </Disclosure>
          </li>
        ))}
      </ol>
      <div>
        <Button variant="outline" onClick={add}>
          {t('fields.add')}
        </Button>
      </div>
    </div>
  );
}

function Summary({ field }: { readonly field: Field }) {
  return (
    <span className="flex flex-wrap gap-x-4">
      <span>{field.label.ja}</span>
      <span className="text-std-16N-170 text-solid-gray-700">
        {words(`kind.${field.kind}`)}
        {field.required === true && `・${t('type.fieldRequired')}`}
      </span>
    </span>
  );
}

/** The choices, one a line. A choice whose words stay keeps its id, so that conditions on it still hold. */
function optionsOf(lines: readonly string[], before: Field['options'] = []): NonNullable<Field['options']> {
  const known = new Map(before.map((option) => [option.label.ja, option]));
  const taken = [...before];
  return lines.map((line) => {
    const option = known.get(line) ?? { id: freeId('option', taken), label: { ja: line } };
    taken.push(option);
    return option;
  });
}

function OneField({
  field,
  name,
  others,
  gate,
  meant,
  error,
  onMeant,
  onChange,
}: {
  readonly field: Field;
  /** Of the field in the refusals of the form. */
  readonly name: string;
  readonly error: ErrorOf;
  readonly gate: boolean;
  readonly meant: Meant;
  readonly onMeant: (meant: Meant) => void;
  readonly others: readonly Field[];
  readonly onChange: (field: Field) => void;
}) {
  const chooses = field.kind === 'choice' || field.kind === 'choices';
  const setKind = (kind: FieldKind) => {
    const { options: _options, ...rest } = field;
    const options =
      kind === 'choice' || kind === 'choices' ? { options: optionsOf([t('fields.firstOption')]) } : {};
    onChange({ ...rest, kind, ...options });
    // The first period that a form asks for is mostly the one for which the permission is wanted.
    if (kind === 'period' && meantBy('period', meant, others) === undefined)
      onMeant({ ...meant, period: field.id });
  };
  const setHint = (ja: string) => {
    const { hint: _hint, ...rest } = field;
    onChange(ja === '' ? rest : { ...rest, hint: { ja } });
  };
  return (
    <div className="flex flex-col gap-4">
      <TextField
        label={t('type.fieldLabel')}
        name={`${name}.label`}
        error={error(`${name}.label`)}
        required
        maxLength={100}
        value={field.label.ja}
        onChange={(ja) => onChange({ ...field, label: { ...field.label, ja } })}
      />
      <TextField label={t('fields.hint')} maxLength={300} value={field.hint?.ja ?? ''} onChange={setHint} />
      <Select
        label={t('type.fieldKind')}
        placeholder={null}
        value={field.kind}
        onChange={(kind) => setKind(kind as FieldKind)}
        options={fieldKinds.map((value) => ({ value, label: words(`kind.${value}`) }))}
      />
      {meanings
        .filter((meaning) => kindOfMeaning[meaning] === field.kind && (meaning !== 'place' || gate))
        .map((meaning) => (
          <Checkbox
            key={meaning}
            label={t(`fields.means.${meaning}`)}
            support={t(`fields.meansSupport.${meaning}`)}
            checked={meantBy(meaning, meant, [field]) === field.id}
            onChange={(on) => onMeant({ ...meant, [meaning]: on ? field.id : null })}
          />
        ))}
      {chooses && (
        <LineList
          label={t('fields.options')}
          support={t('fields.optionsSupport')}
          name={`${name}.options`}
          error={error(`${name}.options`)}
          required
          lines={(field.options ?? []).map(({ label }) => label.ja)}
          onChange={(lines) => onChange({ ...field, options: optionsOf(lines, field.options) })}
        />
      )}
      <Checkbox
        label={t('type.fieldRequired')}
        checked={field.required === true}
        onChange={(required) => onChange({ ...field, required })}
      />
      <ConditionEditor
        label={t('fields.showWhen')}
        name={`${name}.showWhen`}
        error={error(`${name}.showWhen`)}
        without={t('condition.always')}
        condition={field.showWhen}
        fields={others}
        onChange={(condition) => onChange(withCondition(field, 'showWhen', condition))}
      />
      {field.required !== true && (
        <ConditionEditor
          label={t('fields.requiredWhen')}
          name={`${name}.requiredWhen`}
          error={error(`${name}.requiredWhen`)}
          without={t('condition.never')}
          condition={field.requiredWhen}
          fields={others}
          onChange={(condition) => onChange(withCondition(field, 'requiredWhen', condition))}
        />
      )}
    </div>
  );
}

function withCondition(
  field: Field,
  name: 'showWhen' | 'requiredWhen',
  condition: Condition | undefined,
): Field {
  const { [name]: _before, ...rest } = field;
  return condition === undefined ? rest : { ...rest, [name]: condition };
}
