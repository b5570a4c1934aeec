import { fiscalYearRange, formatFiscalYear } from '../../../kernel/dates.ts';
import type { AsJson } from '../../../kit/ui/api.ts';
import { Checkbox, CheckboxGroup, RadioGroup } from '../../../kit/ui/choice.tsx';
import { DateField } from '../../../kit/ui/date-field.tsx';
import { Form, type FormState, useForm } from '../../../kit/ui/form.tsx';
import { Select, TextArea, TextField } from '../../../kit/ui/inputs.tsx';
import { Section } from '../../../kit/ui/page-header.tsx';
import type { CampaignPlan } from '../commands/plan-campaign.ts';
import { t } from '../messages-ui.ts';
import type { Focus } from '../model.ts';

const employments = ['regular', 'part_time', 'reappointed', 'dispatched', 'contractor'] as const;

/** The plan as the form holds it: numbers as text, while they are being typed. */
export interface PlanValues {
  readonly packId: string;
  readonly fiscalYear: string;
  readonly title: string;
  readonly baseDate: string;
  readonly opensOn: string;
  readonly closesOn: string;
  readonly focus: Focus;
  readonly focusReason: string;
  readonly employments: readonly string[];
  readonly absentDays: string;
  readonly deputies: boolean;
  readonly reminderDays: string;
  readonly urgePauseHours: string;
}

/** A plan for the year, to begin with: base date 1 October, two months of answering. */
export function newPlan(fiscalYear: number, packId: string): PlanValues {
  const { from, to } = fiscalYearRange(fiscalYear);
  const year = from.slice(0, 4);
  return {
    packId,
    fiscalYear: String(fiscalYear),
    title: t('plan.defaultTitle', { year: formatFiscalYear(fiscalYear) }),
    baseDate: `${year}-10-01`,
    opensOn: `${year}-11-01`,
    closesOn: `${year}-12-31` < to ? `${year}-12-31` : to,
    focus: 'all',
    focusReason: '',
    employments: [...employments.filter((each) => each !== 'contractor')],
    absentDays: '30',
    deputies: false,
    reminderDays: '7, 1',
    urgePauseHours: '24',
  };
}

/** The form's values of an existing plan. */
export const valuesOf = (plan: AsJson<CampaignPlan>): PlanValues => ({
  ...plan,
  fiscalYear: String(plan.fiscalYear),
  employments: plan.rule.employments,
  absentDays: plan.rule.absentDays === null ? '' : String(plan.rule.absentDays),
  deputies: plan.rule.deputies,
  reminderDays: plan.reminderDays.join(', '),
  urgePauseHours: String(plan.urgePauseHours),
});

/** The plan as the API takes it. */
export function planOf(values: PlanValues): CampaignPlan {
  const numbers = values.reminderDays
    .normalize('NFKC')
    .split(/[^\d]+/)
    .filter(Boolean)
    .map(Number);
  return {
    packId: values.packId,
    fiscalYear: Number(values.fiscalYear),
    title: values.title,
    baseDate: values.baseDate,
    opensOn: values.opensOn,
    closesOn: values.closesOn,
    focus: values.focus,
    focusReason: values.focusReason,
    rule: {
      employments: values.employments,
      absentDays: values.absentDays.trim() === '' ? null : Number(values.absentDays.normalize('NFKC')),
      deputies: values.deputies,
    },
    reminderDays: numbers,
    urgePauseHours: Number(values.urgePauseHours.normalize('NFKC')),
  };
}

/** The form of a plan, for a new one and for changing one. */
export function PlanForm({
  initial,
  packs,
  submit,
  send,
}: {
  readonly initial: PlanValues;
  /** The packs to choose from; null when the pack is fixed. */
  readonly packs: readonly { readonly value: string; readonly label: string }[] | null;
  readonly submit: string;
  readonly send: (plan: CampaignPlan) => Promise<unknown>;
}) {
  const form = useForm<PlanValues>({ initial, send: (values) => send(planOf(values)) });
  const { values, set, error } = form;
  return (
    <Form form={form} submit={submit}>
      {packs && (
        <Select
          label={t('plan.pack')}
          required
          options={packs}
          {...form.text('packId')}
          width="lg"
          placeholder={null}
        />
      )}
      <TextField label={t('plan.title')} required {...form.text('title')} />
      <TextField
        label={t('plan.fiscalYear')}
        required
        support={t('plan.fiscalYearSupport')}
        {...form.text('fiscalYear')}
        width="sm"
        inputMode="numeric"
      />
      <Days form={form} />
      <RadioGroup
        label={t('campaign.focus')}
        required
        value={values.focus}
        onChange={(focus) => set({ focus })}
        options={[
          { value: 'all', label: t('focus.all') },
          { value: 'focused', label: t('focus.focused'), support: t('focus.focusedSupport') },
        ]}
      />
      {values.focus === 'focused' && (
        <TextArea label={t('plan.focusReason')} required {...form.text('focusReason')} rows={3} />
      )}
      <Section title={t('plan.population')} lead={t('plan.populationLead')}>
        <div className="flex flex-col gap-6">
          <CheckboxGroup
            label={t('plan.employments')}
            required
            values={values.employments}
            onChange={(chosen) => set({ employments: chosen })}
            error={error('rule.employments')}
            options={employments.map((value) => ({ value, label: t(`employment.${value}`) }))}
          />
          <TextField
            label={t('plan.absentDays')}
            required={false}
            support={t('plan.absentDaysSupport')}
            {...form.text('absentDays')}
            width="sm"
            inputMode="numeric"
          />
          <Checkbox
            label={t('plan.deputies')}
            checked={values.deputies}
            onChange={(deputies) => set({ deputies })}
          />
        </div>
      </Section>
      <Section title={t('plan.reminders')}>
        <div className="flex flex-col gap-6">
          <TextField
            label={t('plan.reminderDays')}
            required={false}
            support={t('plan.reminderDaysSupport')}
            {...form.text('reminderDays')}
            width="sm"
          />
          <TextField
            label={t('plan.urgePauseHours')}
            required
            {...form.text('urgePauseHours')}
            width="sm"
            inputMode="numeric"
          />
        </div>
      </Section>
    </Form>
  );
}

function Days({ form: { values, set, error } }: { readonly form: FormState<PlanValues> }) {
  return (
    <>
      <DateField
        label={t('plan.baseDate')}
        required
        support={t('plan.baseDateSupport')}
        name="baseDate"
        value={values.baseDate}
        onChange={(baseDate) => set({ baseDate })}
        error={error('baseDate')}
      />
      <DateField
        label={t('plan.opensOn')}
        required
        name="opensOn"
        value={values.opensOn}
        onChange={(opensOn) => set({ opensOn })}
        error={error('opensOn')}
      />
      <DateField
        label={t('plan.closesOn')}
        required
        name="closesOn"
        value={values.closesOn}
        onChange={(closesOn) => set({ closesOn })}
        error={error('closesOn')}
      />
    </>
  );
}
