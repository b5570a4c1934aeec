import { addDays } from '../../../kernel/dates.ts';
import type { Candidate } from '../../../kit/ui/combobox.tsx';
import { DateField } from '../../../kit/ui/date-field.tsx';
import { Dialog } from '../../../kit/ui/dialog.tsx';
import { useDone } from '../../../kit/ui/done.ts';
import { Form, useForm } from '../../../kit/ui/form.tsx';
import { TextArea } from '../../../kit/ui/inputs.tsx';
import { useNavigate } from '../../../kit/ui/navigation.ts';
import { useSession } from '../../../kit/ui/session.ts';
import { t } from '../messages.ts';
import { t as ui } from '../messages-ui.ts';
import { everything, lend } from './calls.ts';
import { candidate, MediumPicker, PersonPicker } from './parts.tsx';

interface Values {
  readonly medium: Candidate | null;
  readonly borrower: Candidate | null;
  readonly purpose: string;
  readonly lentOn: string;
  readonly dueOn: string;
}

const usualDays = 7;

/** Lends a medium: the one that is given, or one that is chosen among those in store. */
export function LendDialog({
  medium,
  close,
}: {
  readonly medium: { readonly id: string; readonly name: string } | null;
  readonly close: () => void;
}) {
  const { today } = useSession();
  const done = useDone(everything);
  const navigate = useNavigate();
  const form = useForm<Values>({
    initial: {
      medium: candidate(medium),
      borrower: null,
      purpose: '',
      lentOn: today,
      dueOn: addDays(today, usualDays),
    },
    fieldOf: (field) => ({ mediumId: 'medium', borrowerId: 'borrower' })[field] ?? field,
    check: (values) => [
      ...(values.medium === null ? [{ field: 'medium', message: ui('lending.pickMedium') }] : []),
      ...(values.borrower === null ? [{ field: 'borrower', message: ui('lending.pick') }] : []),
    ],
    send: async ({ medium: chosen, borrower, ...values }) => {
      const body = { ...values, mediumId: chosen?.value ?? '', borrowerId: borrower?.value ?? '' };
      const { id } = await lend({ body });
      await done(ui('done.lent'));
      navigate(`/lending/${id}`);
    },
  });
  return (
    <Dialog open onClose={close} title={ui('lending.lend')}>
      <Form form={form} submit={ui('action.lend')}>
        <MediumPicker
          name="medium"
          label={ui('lending.medium')}
          required
          support={medium === null ? ui('lending.mediumHint') : undefined}
          query={{ state: 'in_store' }}
          value={form.values.medium}
          onChange={(next) => form.set({ medium: next })}
          error={form.error('medium')}
        />
        <PersonPicker
          name="borrower"
          label={t('loan.borrower')}
          required
          value={form.values.borrower}
          onChange={(borrower) => form.set({ borrower })}
          error={form.error('borrower')}
        />
        <TextArea label={t('loan.purpose')} required maxLength={500} {...form.text('purpose')} />
        <DateField label={t('loan.lentOn')} required {...form.text('lentOn')} />
        <DateField label={t('loan.dueOn')} required {...form.text('dueOn')} />
      </Form>
    </Dialog>
  );
}
