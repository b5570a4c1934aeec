import { DateField } from '../../../kit/ui/date-field.tsx';
import { Dialog } from '../../../kit/ui/dialog.tsx';
import { useDone } from '../../../kit/ui/done.ts';
import { EditDialog } from '../../../kit/ui/edit-dialog.tsx';
import { Form, useForm } from '../../../kit/ui/form.tsx';
import { TextArea } from '../../../kit/ui/inputs.tsx';
import { useSession } from '../../../kit/ui/session.ts';
import { t } from '../messages.ts';
import { t as ui } from '../messages-ui.ts';
import { changeMedium, everything, type MediumDetail, reportFound, reportLost } from './calls.ts';
import { classValues, MediumFields, type MediumValues, mediumBody, mediumFieldOf } from './medium-fields.tsx';
import { candidate, LossNotice } from './parts.tsx';

interface Props {
  readonly medium: MediumDetail;
  readonly close: () => void;
}

const fieldLabels: Readonly<Record<string, string>> = {
  number: t('medium.number'),
  kind: t('medium.kind'),
  name: t('medium.name'),
  quantity: t('medium.quantity'),
  unitId: t('medium.unit'),
  systemId: t('medium.system'),
  placeId: t('medium.place'),
  approved: t('medium.approved'),
  approvedOn: t('medium.approvedOn'),
  encrypted: t('medium.encrypted'),
  empty: t('medium.empty'),
  confidentiality: t('classes.axis.confidentiality'),
  integrity: t('classes.axis.integrity'),
  availability: t('classes.axis.availability'),
  specificPersonal: t('medium.specificPersonal'),
  longTerm: t('medium.longTerm'),
  writeProtected: t('medium.writeProtected'),
  acquiredOn: t('medium.acquiredOn'),
  note: t('medium.note'),
};

const initialOf = (medium: MediumDetail): MediumValues => ({
  ...medium,
  ...classValues(medium.ownClasses),
  quantity: String(medium.quantity),
  unit: candidate(medium.unit),
  system: candidate(medium.system),
  place: candidate(medium.place),
  approvedOn: medium.approvedOn ?? '',
  acquiredOn: medium.acquiredOn ?? '',
  contents: medium.contents.map((each) => ({ value: each.id, label: `${each.number} ${each.name}` })),
});

/** Changes the entry. */
export function EditMediumDialog({ medium, close }: Props) {
  const done = useDone(everything, close);
  return (
    <EditDialog<MediumValues>
      title={ui('media.edit')}
      size="lg"
      submit={ui('action.save')}
      initial={initialOf(medium)}
      fieldOf={mediumFieldOf}
      check={({ unit }) => (unit === null ? [{ field: 'unit', message: ui('pick.unit') }] : [])}
      version={medium.version}
      labels={fieldLabels}
      save={async (values, over) => {
        await changeMedium({ params: { id: medium.id }, body: { ...mediumBody(values), ...over } });
        await done(ui('done.saved'));
      }}
      close={close}
    >
      {(form) => <MediumFields form={form} />}
    </EditDialog>
  );
}

/** Writes down that the medium is lost; the report is a deed of its own. */
export function LoseMediumDialog({ medium, close }: Props) {
  const { today } = useSession();
  const done = useDone(everything, close);
  const form = useForm({
    initial: { lostOn: today, lostNote: '' },
    send: async (values: { lostOn: string; lostNote: string }) => {
      await reportLost({ params: { id: medium.id }, body: { ...values, version: medium.version } });
      await done(ui('done.recorded'));
    },
  });
  return (
    <Dialog open onClose={close} title={ui('media.loseTitle')}>
      <LossNotice />
      <Form form={form} submit={ui('action.record')}>
        <DateField label={ui('media.lostOn')} required {...form.text('lostOn')} />
        <TextArea label={ui('media.lostNote')} required maxLength={2000} {...form.text('lostNote')} />
      </Form>
    </Dialog>
  );
}

/** Writes down that a lost medium turned up. */
export function FindMediumDialog({ medium, close }: Props) {
  const done = useDone(everything, close);
  const form = useForm({
    initial: { note: '' },
    send: async ({ note }: { note: string }) => {
      await reportFound({ params: { id: medium.id }, body: { note, version: medium.version } });
      await done(ui('done.recorded'));
    },
  });
  return (
    <Dialog open onClose={close} title={ui('media.find')}>
      <Form form={form} submit={ui('action.record')}>
        <TextArea label={ui('media.findNote')} required maxLength={2000} {...form.text('note')} />
      </Form>
    </Dialog>
  );
}
