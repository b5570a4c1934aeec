import { Button } from '../../../kit/ui/button.tsx';
import { RadioGroup } from '../../../kit/ui/choice.tsx';
import { DateField } from '../../../kit/ui/date-field.tsx';
import { Dialog } from '../../../kit/ui/dialog.tsx';
import { useDone } from '../../../kit/ui/done.ts';
import { ErrorText } from '../../../kit/ui/field.tsx';
import { Form, useForm } from '../../../kit/ui/form.tsx';
import { TextArea, TextField } from '../../../kit/ui/inputs.tsx';
import { t as words } from '../messages.ts';
import { t } from '../messages-ui.ts';
import { type Decision, decisions } from '../model.ts';
import { decide, type ExceptionInfo, everything } from './calls.ts';

interface ConditionDraft {
  readonly key: number;
  readonly text: string;
  readonly dueOn: string;
}

interface Values {
  readonly decision: Decision | '';
  readonly reason: string;
  readonly conditions: readonly ConditionDraft[];
  readonly validUntil: string;
}

const blank = (key: number): ConditionDraft => ({ key, text: '', dueOn: '' });

/** Permit, permit with conditions, or refuse. What the applicant offered stands there as conditions to begin with. */
export function DecisionDialog({
  info,
  close,
}: {
  readonly info: ExceptionInfo;
  readonly close: () => void;
}) {
  const done = useDone(everything, close);
  const offered = info.proposedConditions.map((text, key) => ({ ...blank(key), text }));
  const form = useForm<Values>({
    initial: {
      decision: '',
      reason: '',
      conditions: offered.length === 0 ? [blank(0)] : offered,
      validUntil: info.validUntil ?? '',
    },
    fieldOf: (field) => field.replace(/^\/?(body[./])?/, '').split(/[./]/)[0] ?? field,
    check: ({ decision }) => (decision === '' ? [{ field: 'decision', message: t('check.decision') }] : []),
    send: async ({ decision, reason, conditions, validUntil }) => {
      if (decision === '') return;
      const given = decision === 'conditional' ? conditions : [];
      await decide({
        params: { id: info.id },
        body: {
          version: info.version,
          decision,
          reason,
          conditions: given.map(({ text, dueOn }) => ({ text, dueOn: dueOn === '' ? null : dueOn })),
          validUntil: decision === 'refused' || validUntil === '' ? null : validUntil,
        },
      });
      await done(t('done.decided'));
    },
  });
  const { decision } = form.values;
  const emergency = info.kind === 'emergency';
  return (
    <Dialog open onClose={close} title={t(emergency ? 'action.confirmEmergency' : 'action.decide')}>
      <Form form={form} submit={t('action.decideNow')}>
        <RadioGroup<Decision>
          name="decision"
          label={words('column.decision')}
          required
          options={decisions.map((value) => ({
            value,
            label: t(emergency ? `emergencyDecision.${value}` : `decide.${value}`),
          }))}
          value={decision}
          onChange={(value) => form.set({ decision: value })}
          error={form.error('decision')}
        />
        <TextArea
          label={words('column.decisionReason')}
          required={decision !== 'permitted' && decision !== ''}
          rows={3}
          {...form.text('reason')}
        />
        {decision === 'conditional' && (
          <ConditionRows
            rows={form.values.conditions}
            change={(conditions) => form.set({ conditions })}
            error={form.error('conditions')}
          />
        )}
        {decision !== 'refused' && decision !== '' && (
          <DateField
            label={t('decide.until')}
            required={false}
            support={t('decide.untilHint')}
            {...form.text('validUntil')}
          />
        )}
      </Form>
    </Dialog>
  );
}

function ConditionRows({
  rows,
  change,
  error,
}: {
  readonly rows: readonly ConditionDraft[];
  readonly change: (rows: readonly ConditionDraft[]) => void;
  readonly error: string | undefined;
}) {
  const set = (key: number, part: Partial<ConditionDraft>) =>
    change(rows.map((row) => (row.key === key ? { ...row, ...part } : row)));
  return (
    <fieldset data-field="conditions" className="flex flex-col gap-4">
      <legend className="text-std-17B-170">{t('section.conditions')}</legend>
      <p className="text-std-16N-170 text-solid-gray-700">{t('conditions.lead')}</p>
      {error !== undefined && <ErrorText id="conditions-error">{error}</ErrorText>}
      {rows.map((row, at) => (
        <div key={row.key} className="flex flex-col gap-2 rounded-8 border border-solid-gray-300 p-4">
          <TextField
            label={t('conditions.text', { number: at + 1 })}
            required
            width="full"
            value={row.text}
            onChange={(text) => set(row.key, { text })}
          />
          <DateField
            label={t('conditions.dueOn', { number: at + 1 })}
            required={false}
            value={row.dueOn}
            onChange={(dueOn) => set(row.key, { dueOn })}
          />
          {rows.length > 1 && (
            <div>
              <Button
                variant="text"
                size="sm"
                onClick={() => change(rows.filter((each) => each.key !== row.key))}
              >
                {t('conditions.remove', { number: at + 1 })}
              </Button>
            </div>
          )}
        </div>
      ))}
      <div>
        <Button
          variant="outline"
          size="sm"
          onClick={() => change([...rows, blank(Math.max(...rows.map((row) => row.key)) + 1)])}
        >
          {t('conditions.add')}
        </Button>
      </div>
    </fieldset>
  );
}
