import type { Candidate } from '../../../kit/ui/combobox.tsx';
import { Loaded, useData } from '../../../kit/ui/data.tsx';
import { DateField } from '../../../kit/ui/date-field.tsx';
import { Dialog } from '../../../kit/ui/dialog.tsx';
import { useDone } from '../../../kit/ui/done.ts';
import { EditDialog } from '../../../kit/ui/edit-dialog.tsx';
import { Form, useForm } from '../../../kit/ui/form.tsx';
import { TextArea, TextField } from '../../../kit/ui/inputs.tsx';
import { useSession } from '../../../kit/ui/session.ts';
import { UnitPicker } from '../../organisation/ui/index.ts';
import { t } from '../messages-ui.ts';
import {
  type AssetDetail,
  changeInformation,
  everything,
  postDecision,
  postDisposal,
  postHandOver,
  postQuestion,
  postRequest,
  putSources,
  type SchemeInfo,
} from './calls.ts';
import { DetailFields, type DetailValues, detailBody } from './detail-fields.tsx';
import { ColleaguePicker } from './parts.tsx';
import { SourcesField, type SourceValue } from './sources-field.tsx';
import {
  ClassFields,
  RestrictionFields,
  type StandingValues,
  standingBody,
  standingValues,
} from './standing-fields.tsx';

export type DialogName = 'decide' | 'request' | 'ask' | 'edit' | 'sources' | 'handOver' | 'dispose';

interface DialogProps {
  readonly asset: AssetDetail;
  readonly close: () => void;
}

/** The dialogs of an entry's page; one is open at a time. */
export function AssetDialogs({ name, ...props }: DialogProps & { readonly name: DialogName }) {
  if (name === 'decide' || name === 'request') return <StandingDialog {...props} deed={name} />;
  if (name === 'ask') return <AskDialog {...props} />;
  if (name === 'edit') return <EditAssetDialog {...props} />;
  if (name === 'sources') return <SourcesDialog {...props} />;
  return name === 'handOver' ? <HandOverDialog {...props} /> : <DisposeDialog {...props} />;
}

type StandingProps = DialogProps & { readonly deed: 'decide' | 'request' };

function StandingDialog(props: StandingProps) {
  const scheme = useData<SchemeInfo>('/api/v1/information/scheme');
  return (
    <Dialog open onClose={props.close} title={t(`${props.deed}.title`)} size="lg">
      <Loaded query={scheme}>{(info) => <StandingForm {...props} scheme={info} />}</Loaded>
    </Dialog>
  );
}

function StandingForm({ asset, close, deed, scheme }: StandingProps & { readonly scheme: SchemeInfo }) {
  const done = useDone(everything, close);
  const params = { id: asset.id };
  const form = useForm<StandingValues & { readonly reason: string }>({
    initial: { ...standingValues(asset.classes, asset.restrictions), reason: '' },
    fieldOf: (field) => field.replace(/^classes\./, ''),
    send: async (values) => {
      const body = { ...standingBody(scheme, values, asset.form), reason: values.reason };
      if (deed === 'decide') await postDecision({ params, body: { ...body, version: asset.version } });
      else await postRequest({ params, body });
      await done(t('saved'));
    },
  });
  const fields = {
    scheme,
    form: asset.form,
    values: form.values,
    onChange: form.set,
    error: form.error,
  };
  return (
    <Form form={form} submit={t(`${deed}.submit`)}>
      <p>{t(`${deed}.lead`)}</p>
      <ClassFields {...fields} />
      <RestrictionFields {...fields} />
      <TextArea label={t(`${deed}.reason`)} required maxLength={2000} {...form.text('reason')} />
    </Form>
  );
}

function AskDialog({ asset, close }: DialogProps) {
  const done = useDone(everything, close);
  const form = useForm({
    initial: { reason: '' },
    send: async ({ reason }: { reason: string }) => {
      await postQuestion({ params: { id: asset.id }, body: { reason } });
      await done(t('saved'));
    },
  });
  return (
    <Dialog open onClose={close} title={t('ask.title')} size="sm">
      <Form form={form} submit={t('request.submit')}>
        <p>{t('ask.lead')}</p>
        <TextArea
          label={t('new.askReason')}
          support={t('new.askHint')}
          required
          maxLength={2000}
          {...form.text('reason')}
        />
      </Form>
    </Dialog>
  );
}

interface EditValues extends DetailValues {
  readonly number: string;
  readonly unit: Candidate | null;
}

const labels: Readonly<Record<string, string>> = {
  number: t('field.number'),
  name: t('field.name'),
  unitId: t('field.unit'),
  place: t('field.place'),
  systemId: t('field.system'),
  retention: t('field.retention'),
  retainUntil: t('field.retainUntil'),
  originNote: t('field.originNote'),
  acquiredOn: t('field.acquiredOn'),
  personal: t('field.personal'),
  marking: t('field.marking'),
  recoveryHours: t('field.recoveryHours'),
  reviewOn: t('field.reviewOn'),
  note: t('field.note'),
};

const editBody = (values: EditValues) => ({
  ...detailBody(values),
  number: values.number,
  unitId: values.unit?.value ?? '',
});

function EditAssetDialog({ asset, close }: DialogProps) {
  const done = useDone(everything, close);
  const { number, name, place, retention, originNote, personal, marking, note } = asset;
  return (
    <EditDialog<EditValues>
      title={t('action.edit')}
      size="lg"
      submit={t('action.save')}
      initial={{
        ...{ number, name, place, retention, originNote, personal, marking, note },
        unit: { value: asset.unit.id, label: asset.unit.name },
        system: asset.system === null ? null : { value: asset.system.id, label: asset.system.name },
        retainUntil: asset.retainUntil ?? '',
        acquiredOn: asset.acquiredOn ?? '',
        reviewOn: asset.reviewOn ?? '',
        recoveryHours: asset.recoveryHours?.toString() ?? '',
      }}
      fieldOf={(field) => (field === 'unitId' ? 'unit' : field)}
      check={({ unit }) => (unit === null ? [{ field: 'unit', message: t('new.unitMissing') }] : [])}
      version={asset.version}
      labels={labels}
      save={async (values, over) => {
        await changeInformation({ params: { id: asset.id }, body: { ...editBody(values), ...over } });
        await done(t('saved'));
      }}
      close={close}
    >
      {(form) => (
        <>
          <TextField label={t('field.name')} required maxLength={200} {...form.text('name')} />
          <TextField label={t('field.number')} required width="md" maxLength={50} {...form.text('number')} />
          <UnitPicker
            name="unit"
            label={t('field.unit')}
            required
            value={form.values.unit}
            onChange={(unit) => form.set({ unit })}
            error={form.error('unit')}
          />
          <DetailFields form={form} />
        </>
      )}
    </EditDialog>
  );
}

function SourcesDialog({ asset, close }: DialogProps) {
  const done = useDone(everything, close);
  const form = useForm<{ readonly sources: readonly SourceValue[] }>({
    initial: {
      sources: asset.sources.map(({ id, kind, number, name }) => ({ id, kind, label: name ?? number })),
    },
    send: async ({ sources }) => {
      const body = { version: asset.version, sources: sources.map(({ id, kind }) => ({ id, kind })) };
      await putSources({ params: { id: asset.id }, body });
      await done(t('saved'));
    },
  });
  return (
    <Dialog open onClose={close} title={t('sources.title')} size="lg">
      <Form form={form} submit={t('action.save')}>
        <p>{t('sources.lead')}</p>
        {/* Room for the list of candidates, which would be cut off at the foot of the dialog. */}
        <div className="min-h-80">
          <SourcesField
            values={form.values.sources}
            onChange={(sources) => form.set({ sources })}
            error={form.error('sources')}
          />
        </div>
      </Form>
    </Dialog>
  );
}

function HandOverDialog({ asset, close }: DialogProps) {
  const done = useDone(everything, close);
  const form = useForm<{ readonly person: Candidate | null }>({
    initial: { person: null },
    fieldOf: () => 'person',
    check: ({ person }) => (person === null ? [{ field: 'person', message: t('handOver.missing') }] : []),
    send: async ({ person }) => {
      const body = { version: asset.version, deciderId: person?.value ?? '' };
      await postHandOver({ params: { id: asset.id }, body });
      await done(t('saved'));
    },
  });
  return (
    <Dialog open onClose={close} title={t('handOver.title')} size="sm">
      <Form form={form} submit={t('action.save')}>
        <p>{t('handOver.lead')}</p>
        <ColleaguePicker
          name="person"
          label={t('handOver.person')}
          required
          value={form.values.person}
          onChange={(person) => form.set({ person })}
          error={form.error('person')}
        />
      </Form>
    </Dialog>
  );
}

function DisposeDialog({ asset, close }: DialogProps) {
  const { today } = useSession();
  const done = useDone(everything, close);
  const form = useForm({
    initial: { disposedOn: today, note: '' },
    send: async (values: { disposedOn: string; note: string }) => {
      await postDisposal({ params: { id: asset.id }, body: { version: asset.version, ...values } });
      await done(t('saved'));
    },
  });
  return (
    <Dialog open onClose={close} title={t('dispose.title')} size="sm">
      <Form form={form} submit={t('dispose.submit')}>
        <p>{t('dispose.lead')}</p>
        <DateField label={t('dispose.on')} required {...form.text('disposedOn')} />
        <TextArea label={t('dispose.note')} maxLength={1000} {...form.text('note')} />
      </Form>
    </Dialog>
  );
}
