import { Checkbox } from '../../../kit/ui/choice.tsx';
import { TextArea, TextField } from '../../../kit/ui/inputs.tsx';
import { t } from '../messages.ts';
import { addContact, type Contact, changeContact, dropContact, type Editable, GUIDE } from './calls.ts';
import { firstUnit, PlaceFields } from './place-fields.tsx';
import { RecordDialog } from './record-dialog.tsx';

/** Whom to ask. */
export function ContactDialog({
  contact,
  editable,
  close,
}: {
  readonly contact: Contact | null;
  readonly editable: Editable;
  readonly close: () => void;
}) {
  return (
    <RecordDialog
      title={t(contact === null ? 'page.newContact' : 'page.editContact')}
      initial={{
        name: contact?.name ?? '',
        phone: contact?.phone ?? '',
        email: contact?.email ?? '',
        hours: contact?.hours ?? '',
        note: contact?.note ?? '',
        urgent: contact?.urgent ?? false,
        unitId: contact?.unitId ?? firstUnit(editable),
        position: String(contact?.position ?? 0),
      }}
      known={
        contact && {
          version: contact.version,
          name: contact.name,
          historyPath: `${GUIDE}/contacts/${contact.id}/history`,
          remove: () => dropContact({ params: { id: contact.id }, body: { version: contact.version } }),
        }
      }
      save={(values, version) => {
        const body = { ...values, unitId: values.unitId || null, position: Number(values.position) };
        return contact === null || version === null
          ? addContact({ body })
          : changeContact({ params: { id: contact.id }, body: { ...body, version } });
      }}
      close={close}
    >
      {(form) => (
        <>
          <TextField label={t('field.name')} required maxLength={200} width="full" {...form.text('name')} />
          <div className="grid gap-6 sm:grid-cols-2">
            <TextField label={t('field.phone')} maxLength={100} width="full" {...form.text('phone')} />
            <TextField label={t('field.email')} maxLength={200} width="full" {...form.text('email')} />
          </div>
          <TextField label={t('field.hours')} maxLength={200} width="full" {...form.text('hours')} />
          <TextArea label={t('field.note')} maxLength={1000} {...form.text('note')} />
          <Checkbox
            label={t('field.urgent')}
            checked={form.values.urgent}
            onChange={(urgent) => form.set({ urgent })}
          />
          <PlaceFields form={form} editable={editable} />
        </>
      )}
    </RecordDialog>
  );
}
