import { useState } from 'react';
import { Button } from '../../../../kit/ui/button.tsx';
import { DateField } from '../../../../kit/ui/date-field.tsx';
import { Dialog } from '../../../../kit/ui/dialog.tsx';
import { useDone } from '../../../../kit/ui/done.ts';
import { Form, useForm } from '../../../../kit/ui/form.tsx';
import { TextArea } from '../../../../kit/ui/inputs.tsx';
import { useNavigate } from '../../../../kit/ui/navigation.ts';
import { useSession } from '../../../../kit/ui/session.ts';
import { extensionReason, isPeriod } from '../../model.ts';
import {
  amend,
  confirm,
  everything,
  extend,
  type Request,
  report,
  revoke,
  start,
  view,
  withdraw,
} from '../calls.ts';
import { t } from '../messages.ts';
import { DecideDialog } from './decide-dialog.tsx';

type DeedName =
  | 'decide'
  | 'view'
  | 'start'
  | 'report'
  | 'confirm'
  | 'extend'
  | 'amend'
  | 'revoke'
  | 'withdraw';

/** In this order; the first that is possible is the main one. */
const order: readonly DeedName[] = [
  'decide',
  'amend',
  'view',
  'confirm',
  'report',
  'start',
  'extend',
  'revoke',
  'withdraw',
];

/** What ends it is never the main thing to do. */
const endings: readonly DeedName[] = ['revoke', 'withdraw'];

/** The buttons of what the reader may do with the request now, each with its dialog. */
export function Deeds({ request }: { readonly request: Request }) {
  const [open, setOpen] = useState<DeedName | null>(null);
  const possible = order.filter((deed) => request.may.includes(deed));
  const close = () => setOpen(null);
  return (
    <>
      {possible.map((deed, at) => (
        <Button
          key={deed}
          variant={at === 0 && !endings.includes(deed) ? 'solid' : 'outline'}
          onClick={() => setOpen(deed)}
        >
          {t(`deed.${deed}`)}
        </Button>
      ))}
      {open === 'decide' && <DecideDialog request={request} close={close} />}
      {open !== null && open !== 'decide' && <DeedDialog deed={open} request={request} close={close} />}
    </>
  );
}

interface Words {
  readonly note: string;
  readonly on: string;
  readonly until: string;
  readonly ok: boolean;
}

/** The day that an extension begins from: its own wish when it was sent back, otherwise the end of the permission. */
function untilOf({ values, extends: extended, endsOn }: Request): string {
  const asked = values.period;
  return (extended !== null && isPeriod(asked) ? asked.to : endsOn) ?? '';
}

/** Of an extension that is asked for anew, the reason that was given. */
function reasonOf({ values }: Request): string {
  const given = values[extensionReason];
  return typeof given === 'string' ? given : '';
}

/** Which fields a deed asks for. */
const asks: Readonly<
  Record<Exclude<DeedName, 'decide'>, { note: 'reason' | 'note' | 'reasonNeeded'; on?: true; until?: true }>
> = {
  view: { note: 'note' },
  start: { note: 'note' },
  report: { note: 'note', on: true },
  confirm: { note: 'note' },
  extend: { note: 'reasonNeeded', until: true },
  amend: { note: 'reasonNeeded', until: true },
  revoke: { note: 'reasonNeeded' },
  withdraw: { note: 'reason' },
};

function DeedDialog({
  deed,
  request,
  close,
}: {
  readonly deed: Exclude<DeedName, 'decide'>;
  readonly request: Request;
  readonly close: () => void;
}) {
  const { today } = useSession();
  const done = useDone(everything, close);
  const navigate = useNavigate();
  const form = useForm<Words>({
    initial: {
      note: deed === 'amend' ? reasonOf(request) : '',
      on: today,
      until: untilOf(request),
      ok: true,
    },
    fieldOf: (field) => (field === 'reason' ? 'note' : field),
    send: async (values) => {
      const moved = await carryOut(deed, request, values);
      await done(t(deed === 'confirm' && !values.ok ? 'done.notOk' : `done.${deed}`));
      if (moved.id !== request.id) navigate(`/permissions/${moved.id}`);
    },
  });
  const { note, on, until } = asks[deed];
  const refuse = () => {
    form.set({ ok: false });
  };
  return (
    <Dialog open onClose={close} title={t(`dialog.${deed}`)}>
      <Form
        form={form}
        submit={t(form.values.ok ? `deed.${deed}` : 'deed.notOk')}
        actions={
          deed === 'confirm' &&
          form.values.ok && (
            <Button variant="outline" size="lg" onClick={refuse}>
              {t('deed.notOk')}
            </Button>
          )
        }
      >
        {(deed === 'start' || deed === 'withdraw' || deed === 'view') && <p>{t(`dialog.${deed}Text`)}</p>}
        {deed === 'report' && request.type.completion.text !== '' && <p>{request.type.completion.text}</p>}
        {on && <DateField label={t('field.reportedOn')} required {...form.text('on')} />}
        {until && <DateField label={t('field.until')} required {...form.text('until')} />}
        {deed !== 'start' && (
          <TextArea
            label={t(note === 'note' ? 'field.note' : 'field.reason')}
            required={note === 'reasonNeeded' || !form.values.ok}
            rows={3}
            maxLength={until ? 500 : 2000}
            {...form.text('note')}
          />
        )}
      </Form>
    </Dialog>
  );
}

function carryOut(
  deed: Exclude<DeedName, 'decide'>,
  { id, version }: Request,
  { note, on, until, ok }: Words,
): Promise<{ readonly id: string }> {
  const params = { id };
  switch (deed) {
    case 'view':
      return view({ params, body: { version, note } });
    case 'start':
      return start({ params, body: { version } });
    case 'report':
      return report({ params, body: { version, on, note } });
    case 'confirm':
      return confirm({ params, body: { version, ok, note } });
    case 'extend':
      return extend({ params, body: { version, until, reason: note } });
    case 'amend':
      return amend({ params, body: { version, until, reason: note } });
    case 'revoke':
      return revoke({ params, body: { version, reason: note } });
    case 'withdraw':
      return withdraw({ params, body: { version, reason: note } });
  }
}
