import { RadioGroup } from '../../../../kit/ui/choice.tsx';
import { DateField } from '../../../../kit/ui/date-field.tsx';
import { Dialog } from '../../../../kit/ui/dialog.tsx';
import { useDone } from '../../../../kit/ui/done.ts';
import { Form, useForm } from '../../../../kit/ui/form.tsx';
import { TextArea, TextField } from '../../../../kit/ui/inputs.tsx';
import { useSession } from '../../../../kit/ui/session.ts';
import { type DecisionKind, decisionKinds } from '../../model.ts';
import { decide, everything, type Request } from '../calls.ts';
import { t } from '../messages.ts';

interface Values {
  readonly decision: DecisionKind | '';
  readonly reason: string;
  readonly conditions: string;
  readonly resolvedOn: string;
  readonly minutes: string;
  readonly by: string;
}

const serverFields: Readonly<Record<string, string>> = {
  'resolution.date': 'resolvedOn',
  'resolution.number': 'minutes',
  'resolution.by': 'by',
  resolution: 'by',
};

/** Decides with the whole request in view; for the seat of a body its resolution is written down. */
export function DecideDialog({ request, close }: { readonly request: Request; readonly close: () => void }) {
  const { today } = useSession();
  const done = useDone(everything, close);
  const form = useForm<Values>({
    initial: { decision: '', reason: '', conditions: '', resolvedOn: today, minutes: '', by: '' },
    fieldOf: (field) => serverFields[field] ?? field,
    check: ({ decision, reason }) => [
      ...(decision === '' ? [{ field: 'decision', message: t('decide.choose') }] : []),
      ...(decision !== '' && decision !== 'permit' && reason.trim() === ''
        ? [{ field: 'reason', message: t('decide.reason') }]
        : []),
    ],
    send: async ({ decision, reason, conditions, resolvedOn, minutes, by }) => {
      if (decision === '') return;
      const resolution = request.bodySeat && by !== '' ? { date: resolvedOn, number: minutes, by } : null;
      const body = { version: request.version, decision, reason, conditions, resolution };
      await decide({ params: { id: request.id }, body });
      await done(t(`done.${decision}`));
    },
  });
  const { decision } = form.values;
  return (
    <Dialog open onClose={close} title={t('dialog.decide')}>
      <Form form={form} submit={t(decision === '' ? 'deed.decide' : `deed.${decision}`)}>
        <RadioGroup
          label={t('column.result')}
          name="decision"
          required
          value={decision}
          onChange={(value) => form.set({ decision: value })}
          error={form.error('decision')}
          options={decisionKinds.map((value) => ({ value, label: t(`decision.${value}`) }))}
        />
        {request.bodySeat && decision !== 'send_back' && (
          <fieldset className="flex flex-col gap-4">
            <legend className="text-std-17B-170">{t('field.resolution')}</legend>
            <p className="text-solid-gray-700">{t('field.resolutionSupport')}</p>
            <TextField label={t('field.resolutionBy')} required maxLength={200} {...form.text('by')} />
            <DateField label={t('field.resolutionDate')} required {...form.text('resolvedOn')} />
            <TextField label={t('field.resolutionNumber')} maxLength={100} {...form.text('minutes')} />
          </fieldset>
        )}
        {decision === 'permit' && (
          <TextArea
            label={t('field.conditions')}
            support={t('field.conditionsSupport')}
            required={false}
            rows={3}
            maxLength={2000}
            {...form.text('conditions')}
          />
        )}
        {decision !== '' && decision !== 'permit' && (
          <TextArea
            label={t('field.reason')}
            support={t('field.reasonSupport')}
            required
            rows={3}
            maxLength={2000}
            {...form.text('reason')}
          />
        )}
      </Form>
    </Dialog>
  );
}
