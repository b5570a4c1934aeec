import { Button } from '../../../kit/ui/button.tsx';
import { RadioGroup } from '../../../kit/ui/choice.tsx';
import { Combobox } from '../../../kit/ui/combobox.tsx';
import { DateField } from '../../../kit/ui/date-field.tsx';
import type { FormState } from '../../../kit/ui/form.tsx';
import { Select, TextArea, TextField } from '../../../kit/ui/inputs.tsx';
import { UnitPicker } from '../../organisation/ui/index.ts';
import { t as words } from '../messages.ts';
import { t } from '../messages-ui.ts';
import { affectedKinds, type ExceptionKind, ways } from '../model.ts';
import type { AffectedChoice, ClauseChoice, FormInfo } from './calls.ts';
import { clauseCandidate, type ExceptionValues } from './form-values.ts';

/** A clause of more characters does not fit into its field, and is shown under it as a whole. */
const LONG_LABEL = 38;

type ExceptionForm = Pick<FormState<ExceptionValues>, 'values' | 'set' | 'text' | 'error'>;

/** The fields of an application; of an emergency with other words, since it is over already. */
export function ExceptionFields({
  form,
  info,
  kind,
}: {
  readonly form: ExceptionForm;
  readonly info: FormInfo;
  readonly kind: ExceptionKind;
}) {
  const emergency = kind === 'emergency';
  const { values, set } = form;
  return (
    <>
      <Combobox<ClauseChoice>
        name="clause"
        label={t('field.clause')}
        required
        support={t('field.clauseHint')}
        path="/api/v1/exceptions/clauses"
        option={clauseCandidate}
        value={values.clause}
        onChange={(clause) => set({ clause })}
        error={form.error('clause')}
      />
      {values.clause !== null && values.clause.label.length > LONG_LABEL && (
        <p className="-mt-4 text-std-16N-170 text-solid-gray-700">{values.clause.label}</p>
      )}
      <TextField
        label={words('column.title')}
        required
        support={t('field.titleHint')}
        {...form.text('title')}
      />
      <RadioGroup
        name="way"
        label={t(emergency ? 'field.wayDone' : 'field.way')}
        required
        options={ways.map((value) => ({
          value,
          label: emergency ? t(`wayDone.${value}`) : words(`way.${value}`),
        }))}
        value={values.way}
        onChange={(way) => set({ way })}
        error={form.error('way')}
      />
      <Select
        label={t('field.reasonCategory')}
        required
        options={info.reasons}
        width="full"
        {...form.text('reasonCategory')}
      />
      <TextArea label={t('field.reason')} required rows={3} {...form.text('reason')} />
      <TextArea
        label={t(emergency ? 'field.alternativeDone' : 'field.alternative')}
        required={values.way !== 'not_carried_out'}
        support={t(emergency ? 'field.alternativeDoneHint' : 'field.alternativeHint')}
        rows={3}
        {...form.text('alternative')}
      />
      <TextArea
        label={t('field.risk')}
        required={!emergency}
        support={t('field.riskHint')}
        rows={3}
        {...form.text('risk')}
      />
      <TextArea label={words('field.impact')} required={false} rows={2} {...form.text('impact')} />
      <Affected form={form} />
      {!emergency && <DateField label={t('field.validFrom')} required {...form.text('validFrom')} />}
      <DateField
        label={t(emergency ? 'field.untilDone' : 'field.validUntil')}
        required
        {...form.text('validUntil')}
      />
      {!emergency && (
        <TextArea
          label={t('field.proposedConditions')}
          required={false}
          support={t('field.proposedConditionsHint')}
          rows={2}
          {...form.text('proposedConditions')}
        />
      )}
    </>
  );
}

/** Whom or what it is about. */
function Affected({ form }: { readonly form: ExceptionForm }) {
  const { values, set } = form;
  return (
    <>
      <RadioGroup
        name="affectedKind"
        label={t('field.affectedKind')}
        required
        options={affectedKinds.map((value) => ({ value, label: t(`affected.${value}`) }))}
        value={values.affectedKind}
        onChange={(affectedKind) => set({ affectedKind })}
      />
      {values.affectedKind === 'persons' && <People form={form} />}
      {values.affectedKind === 'unit' && (
        <UnitPicker
          name="unit"
          label={t('field.unit')}
          required
          support={t('field.unitHint')}
          value={values.unit}
          onChange={(unit) => set({ unit })}
          error={form.error('unit')}
        />
      )}
      {values.affectedKind === 'asset' && (
        <Combobox<AffectedChoice>
          name="asset"
          label={t('field.asset')}
          required
          path="/api/v1/exceptions/choices"
          query={{ of: 'asset' }}
          option={({ id, name, detail }) => ({ value: id, label: name, detail })}
          value={values.asset}
          onChange={(asset) => set({ asset })}
          error={form.error('asset')}
        />
      )}
    </>
  );
}

function People({ form }: { readonly form: ExceptionForm }) {
  const { people } = form.values;
  const without = (value: string) => people.filter((each) => each.value !== value);
  return (
    <div className="flex flex-col gap-3">
      <Combobox<AffectedChoice>
        // Empties itself after each choice.
        key={people.length}
        name="people"
        label={t('field.people')}
        required
        support={t('field.peopleHint')}
        path="/api/v1/exceptions/choices"
        query={{ of: 'persons' }}
        option={({ id, name, detail }) => ({ value: id, label: name, detail })}
        value={null}
        onChange={(one) => one && form.set({ people: [...without(one.value), one] })}
        error={form.error('people')}
      />
      <ul className="flex flex-wrap gap-2">
        {people.map(({ value, label }) => (
          <li
            key={value}
            className="flex items-center gap-2 rounded-8 border border-solid-gray-420 py-1 pr-1 pl-3 text-std-16N-170"
          >
            {label}
            <Button
              variant="text"
              size="xs"
              aria-label={t('action.removePerson', { name: label })}
              onClick={() => form.set({ people: without(value) })}
            >
              {t('action.remove')}
            </Button>
          </li>
        ))}
      </ul>
    </div>
  );
}
