import { useState } from 'react';
import { addDays, addMonths } from '../../../kernel/dates.ts';
import { Button } from '../../../kit/ui/button.tsx';
import { useRefresh } from '../../../kit/ui/data.tsx';
import { DateField } from '../../../kit/ui/date-field.tsx';
import { ConfirmDialog, Dialog } from '../../../kit/ui/dialog.tsx';
import { useDone } from '../../../kit/ui/done.ts';
import { Form, useForm } from '../../../kit/ui/form.tsx';
import { TextArea } from '../../../kit/ui/inputs.tsx';
import { useNavigate } from '../../../kit/ui/navigation.ts';
import { useSession } from '../../../kit/ui/session.ts';
import { t } from '../messages-ui.ts';
import {
  discardException,
  type ExceptionInfo,
  endException,
  everything,
  lapse,
  renewException,
  sendBack,
  takeBack,
  takeUp,
} from './calls.ts';
import { DecisionDialog } from './decision-dialog.tsx';

type Open = 'take' | 'decide' | 'send_back' | 'withdraw' | 'discard' | 'end' | 'lapse' | 'renew' | null;

/** What the person may do now, as buttons. */
export function Deeds({ info }: { readonly info: ExceptionInfo }) {
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const navigate = useNavigate();
  const done = useDone(everything, close);
  const may = (deed: ExceptionInfo['deeds'][number]) => info.deeds.includes(deed);
  const key = { params: { id: info.id }, body: { version: info.version } };
  const button = (
    name: Exclude<Open, null>,
    label: string,
    variant: 'solid' | 'outline' | 'text' = 'outline',
  ) =>
    may(name) && (
      <Button variant={variant} onClick={() => setOpen(name)}>
        {label}
      </Button>
    );
  const emergency = info.kind === 'emergency';
  return (
    <>
      {button('decide', t(emergency ? 'action.confirmEmergency' : 'action.decide'), 'solid')}
      {button('take', t('action.take'))}
      {button('send_back', t('action.sendBack'))}
      {button(
        'renew',
        t('action.renew'),
        info.phase === 'overdue' || info.phase === 'nearing' ? 'solid' : 'outline',
      )}
      {button('end', t('action.end'))}
      {button('lapse', t('action.lapse'))}
      {button('withdraw', t('action.withdraw'))}
      {button('discard', t('action.discard'), 'text')}
      {open === 'decide' && <DecisionDialog info={info} close={close} />}
      {open === 'send_back' && <SendBackDialog info={info} close={close} />}
      {open === 'end' && <EndDialog info={info} close={close} />}
      {open === 'lapse' && <LapseDialog info={info} close={close} />}
      {open === 'renew' && <RenewDialog info={info} close={close} />}
      <ConfirmDialog
        open={open === 'take'}
        onClose={close}
        title={t('take.title')}
        confirm={t('action.take')}
        onConfirm={() => takeUp(key).then(() => done(t('done.taken')))}
      >
        {t('take.text')}
      </ConfirmDialog>
      <ConfirmDialog
        open={open === 'withdraw'}
        onClose={close}
        title={t('withdraw.title')}
        confirm={t('action.withdraw')}
        onConfirm={() => takeBack(key).then(() => done(t('done.withdrawn')))}
      >
        {t('withdraw.text')}
      </ConfirmDialog>
      <ConfirmDialog
        open={open === 'discard'}
        onClose={close}
        title={t('discard.title')}
        confirm={t('action.discard')}
        danger
        onConfirm={async () => {
          await discardException({ params: { id: info.id } });
          navigate('/exceptions', { replace: true });
          await done(t('done.discarded'));
        }}
      >
        {t('discard.text')}
      </ConfirmDialog>
    </>
  );
}

interface DialogProps {
  readonly info: ExceptionInfo;
  readonly close: () => void;
}

function EndDialog({ info, close }: DialogProps) {
  const { today } = useSession();
  const done = useDone(everything, close);
  const form = useForm({
    initial: { endedOn: today, note: '' },
    send: async ({ endedOn, note }: { endedOn: string; note: string }) => {
      await endException({ params: { id: info.id }, body: { version: info.version, endedOn, note } });
      await done(t('done.ended'));
    },
  });
  return (
    <Dialog open onClose={close} title={t('end.title')} size="sm">
      <Form form={form} submit={t('action.end')}>
        <p className="text-std-16N-170">{t('end.text')}</p>
        <DateField label={t('end.on')} required {...form.text('endedOn')} />
        <TextArea label={t('end.note')} required={false} rows={2} {...form.text('note')} />
      </Form>
    </Dialog>
  );
}

/** Nothing is decided: the applicant mends it and hands it in again. */
function SendBackDialog({ info, close }: DialogProps) {
  const done = useDone(everything, close);
  const form = useForm({
    initial: { reason: '' },
    send: async ({ reason }: { reason: string }) => {
      await sendBack({ params: { id: info.id }, body: { version: info.version, reason } });
      await done(t('done.sentBack'));
    },
  });
  return (
    <Dialog open onClose={close} title={t('sendBack.title')} size="sm">
      <Form form={form} submit={t('action.sendBack')}>
        <p className="text-std-16N-170">{t('sendBack.text')}</p>
        <TextArea label={t('sendBack.reason')} required rows={3} {...form.text('reason')} />
      </Form>
    </Dialog>
  );
}

function LapseDialog({ info, close }: DialogProps) {
  const done = useDone(everything, close);
  const form = useForm({
    initial: { reason: '' },
    send: async ({ reason }: { reason: string }) => {
      await lapse({ params: { id: info.id }, body: { version: info.version, reason } });
      await done(t('done.lapsed'));
    },
  });
  return (
    <Dialog open onClose={close} title={t('lapse.title')} size="sm">
      <Form form={form} submit={t('action.lapse')}>
        <p className="text-std-16N-170">{t('lapse.text')}</p>
        <TextArea label={t('lapse.reason')} required rows={3} {...form.text('reason')} />
      </Form>
    </Dialog>
  );
}

/** The renewal begins after the last day, or today when that has passed; it is a draft to go through first. */
function RenewDialog({ info, close }: DialogProps) {
  const { today } = useSession();
  const refresh = useRefresh();
  const navigate = useNavigate();
  const next = info.validUntil !== null && info.validUntil >= today ? addDays(info.validUntil, 1) : today;
  const form = useForm({
    initial: { validFrom: next, validUntil: addDays(addMonths(next, 3), -1) },
    send: async (body: { validFrom: string; validUntil: string }) => {
      const { id } = await renewException({ params: { id: info.id }, body });
      await refresh(everything);
      navigate(`/exceptions/${id}`);
    },
  });
  return (
    <Dialog open onClose={close} title={t('renew.title')} size="sm">
      <Form form={form} submit={t('renew.begin')}>
        <p className="text-std-16N-170">{t('renew.text')}</p>
        <DateField label={t('field.validFrom')} required {...form.text('validFrom')} />
        <DateField label={t('field.validUntil')} required {...form.text('validUntil')} />
      </Form>
    </Dialog>
  );
}
