import { DateField } from '../../../kit/ui/date-field.tsx';
import { useDone } from '../../../kit/ui/done.ts';
import { Form, useForm } from '../../../kit/ui/form.tsx';
import { TextField } from '../../../kit/ui/inputs.tsx';
import { t } from '../messages-ui.ts';
import { everything, type FormInfo } from './calls.ts';
import { ExceptionFields } from './exception-fields.tsx';
import { bodyOf, type EmergencyValues, fieldOfForm } from './form-values.ts';

type Body = ReturnType<typeof bodyOf> & { readonly actedAt: string };

/** The report of what was done first: new, or mended after it was sent back. */
export function EmergencyForm({
  info,
  initial,
  send,
}: {
  readonly info: FormInfo;
  readonly initial: EmergencyValues;
  readonly send: (body: Body) => Promise<unknown>;
}) {
  const done = useDone(everything);
  const form = useForm<EmergencyValues>({
    initial,
    fieldOf: (field) => (fieldOfForm(field) === 'actedAt' ? 'actedOn' : fieldOfForm(field)),
    check: ({ clause, way, actedOn, actedTime }) => [
      ...(clause === null ? [{ field: 'clause', message: t('check.clause') }] : []),
      ...(way === '' ? [{ field: 'way', message: t('check.way') }] : []),
      ...(actedOn === '' ? [{ field: 'actedOn', message: t('check.actedOn') }] : []),
      ...(actedTime === '' ? [{ field: 'actedTime', message: t('check.actedTime') }] : []),
    ],
    send: async ({ actedOn, actedTime, ...values }) => {
      await send({ ...bodyOf(values), actedAt: `${actedOn}T${actedTime}:00+09:00` });
      await done(t('done.reported'));
    },
  });
  return (
    <Form form={form} submit={t('action.report')}>
      <DateField label={t('field.actedOn')} required {...form.text('actedOn')} />
      <TextField label={t('field.actedTime')} required type="time" width="sm" {...form.text('actedTime')} />
      <ExceptionFields form={form} info={info} kind="emergency" />
    </Form>
  );
}
