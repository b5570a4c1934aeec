import { addDays } from '../../../kernel/dates.ts';
import { CheckboxGroup } from '../../../kit/ui/choice.tsx';
import { Loaded, useData } from '../../../kit/ui/data.tsx';
import { DateField } from '../../../kit/ui/date-field.tsx';
import { Dialog } from '../../../kit/ui/dialog.tsx';
import { useDone } from '../../../kit/ui/done.ts';
import { Form, useForm } from '../../../kit/ui/form.tsx';
import { TextArea, TextField } from '../../../kit/ui/inputs.tsx';
import { useSession } from '../../../kit/ui/session.ts';
import { t } from '../messages.ts';
import { t as ui } from '../messages-ui.ts';
import type { ReturnFact } from '../model.ts';
import { everything, type LoanRow, loseLoan, type MediumDetail, prolong, takeBack } from './calls.ts';
import { LossNotice } from './parts.tsx';

interface Props {
  readonly loan: LoanRow;
  readonly close: () => void;
}

interface ReturnValues {
  readonly closedOn: string;
  readonly checks: readonly ReturnFact[];
  readonly returnedQuantity: string;
  readonly closeNote: string;
}

/** Takes a medium back, with the checks that the packs ask for. */
export function ReturnDialog({ loan, close }: Props) {
  const medium = useData<MediumDetail>(`/api/v1/media/${loan.medium.id}`);
  return (
    <Dialog open onClose={close} title={ui('lending.returnTitle')}>
      <Loaded query={medium}>
        {(detail) => <ReturnForm loan={loan} close={close} checks={detail.returnChecks} />}
      </Loaded>
    </Dialog>
  );
}

function ReturnForm({ loan, close, checks }: Props & { readonly checks: readonly ReturnFact[] }) {
  const { today } = useSession();
  const done = useDone(everything, close);
  const form = useForm<ReturnValues>({
    initial: { closedOn: today, checks: [], returnedQuantity: String(loan.quantity), closeNote: '' },
    send: async (values) => {
      const body = {
        ...values,
        checks: [...values.checks],
        returnedQuantity: Number(values.returnedQuantity),
        version: loan.version,
      };
      await takeBack({ params: { id: loan.id }, body });
      await done(ui('done.returned'));
    },
  });
  return (
    <Form form={form} submit={ui('lending.return')}>
      <CheckboxGroup<ReturnFact>
        name="checks"
        label={ui('lending.returnChecks')}
        values={form.values.checks}
        onChange={(next) => form.set({ checks: next })}
        error={form.error('checks')}
        options={checks.map((value) => ({ value, label: t(`check.return.${value}`) }))}
      />
      <TextField
        label={ui('lending.returnedQuantity')}
        required
        width="sm"
        inputMode="numeric"
        {...form.text('returnedQuantity')}
      />
      <DateField label={t('loan.closedOn')} required {...form.text('closedOn')} />
      <TextArea
        label={ui('lending.returnNote')}
        support={ui('lending.returnNoteHint')}
        maxLength={1000}
        {...form.text('closeNote')}
      />
    </Form>
  );
}

/** Lets the borrower keep it longer. */
export function ExtendDialog({ loan, close }: Props) {
  const { today } = useSession();
  const done = useDone(everything, close);
  const from = loan.dueOn > today ? loan.dueOn : today;
  const form = useForm({
    initial: { dueOn: addDays(from, 7), reason: '' },
    send: async (values: { dueOn: string; reason: string }) => {
      await prolong({ params: { id: loan.id }, body: { ...values, version: loan.version } });
      await done(ui('done.saved'));
    },
  });
  return (
    <Dialog open onClose={close} title={ui('lending.extend')} size="sm">
      <Form form={form} submit={ui('action.save')}>
        <DateField label={ui('lending.newDue')} required {...form.text('dueOn')} />
        <TextArea label={ui('lending.extendReason')} required maxLength={500} {...form.text('reason')} />
      </Form>
    </Dialog>
  );
}

/** Ends the loan because the medium is lost. */
export function LoseLoanDialog({ loan, close }: Props) {
  const { today } = useSession();
  const done = useDone(everything, close);
  const form = useForm({
    initial: { closedOn: today, closeNote: '' },
    send: async (values: { closedOn: string; closeNote: string }) => {
      await loseLoan({ params: { id: loan.id }, body: { ...values, version: loan.version } });
      await done(ui('lending.loseDone'));
    },
  });
  return (
    <Dialog open onClose={close} title={ui('lending.lose')}>
      <LossNotice />
      <Form form={form} submit={ui('action.record')}>
        <DateField label={ui('media.lostOn')} required {...form.text('closedOn')} />
        <TextArea label={ui('lending.loseNote')} required maxLength={1000} {...form.text('closeNote')} />
      </Form>
    </Dialog>
  );
}
