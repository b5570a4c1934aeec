import { useState } from 'react';
import { RadioGroup } from '../../../kit/ui/choice.tsx';
import type { Candidate } from '../../../kit/ui/combobox.tsx';
import { Loaded, useData, useRefresh } from '../../../kit/ui/data.tsx';
import { DateField } from '../../../kit/ui/date-field.tsx';
import { Form, useForm } from '../../../kit/ui/form.tsx';
import { Select, TextArea, TextField } from '../../../kit/ui/inputs.tsx';
import { ButtonLink } from '../../../kit/ui/link.tsx';
import { useNavigate, useUrlState } from '../../../kit/ui/navigation.ts';
import { Notice } from '../../../kit/ui/notice.tsx';
import { PageHeader } from '../../../kit/ui/page-header.tsx';
import { useSession } from '../../../kit/ui/session.ts';
import { t } from '../messages.ts';
import { t as ui } from '../messages-ui.ts';
import { type DisposalDeed, disposalDeeds } from '../model.ts';
import { addDisposal, type DisposalForm, everything } from './calls.ts';
import {
  candidate,
  DisposablePicker,
  MediumPicker,
  nowInTokyo,
  PersonPicker,
  RuleList,
  tokyoInstant,
} from './parts.tsx';

type Kind = 'medium' | 'information' | 'backup';

interface Target {
  readonly mediumId?: string;
  readonly informationId?: string;
  readonly backupSetId?: string;
}

/** Records an erasure or disposal; the address names the entry: `?medium=`, `?information=` or `?backup=`. */
export default function NewDisposalPage() {
  const [state, set] = useUrlState({ medium: '', information: '', backup: '' });
  const target: Target | null =
    state.medium !== ''
      ? { mediumId: state.medium }
      : state.information !== ''
        ? { informationId: state.information }
        : state.backup !== ''
          ? { backupSetId: state.backup }
          : null;
  return (
    <>
      <PageHeader title={ui('disposals.new')} />
      {target === null ? (
        <ChooseTarget choose={(kind, id) => set({ [kind]: id })} />
      ) : (
        <Prepared target={target} />
      )}
    </>
  );
}

function ChooseTarget({ choose }: { readonly choose: (kind: Kind, id: string) => void }) {
  const [kind, setKind] = useState<'medium' | 'information'>('medium');
  return (
    <div className="flex flex-col gap-6">
      <p>{ui('disposals.choose')}</p>
      <RadioGroup<'medium' | 'information'>
        label={ui('disposals.of')}
        inline
        value={kind}
        onChange={setKind}
        options={[
          { value: 'medium', label: ui('disposals.of.medium') },
          { value: 'information', label: ui('disposals.of.information') },
        ]}
      />
      {kind === 'medium' ? (
        <MediumPicker
          name="medium"
          label={ui('disposals.medium')}
          required
          query={{ state: 'in_store' }}
          value={null}
          onChange={(next) => next && choose('medium', next.value)}
        />
      ) : (
        <DisposablePicker
          name="information"
          label={ui('disposals.information')}
          required
          value={null}
          onChange={(next) => next && choose('information', next.value)}
        />
      )}
    </div>
  );
}

function Prepared({ target }: { readonly target: Target }) {
  const form = useData<DisposalForm>('/api/v1/disposals/form', { ...target });
  return <Loaded query={form}>{(offer) => <Body offer={offer} target={target} />}</Loaded>;
}

interface Values {
  readonly deed: DisposalDeed;
  readonly doneAt: string;
  readonly person: Candidate | null;
  readonly method: string;
  readonly treatment: string;
  readonly witness: string;
  readonly contractor: string;
  readonly certificateNumber: string;
  readonly certificateOn: string;
  readonly permissionNote: string;
  readonly note: string;
}

function Body({ offer, target }: { readonly offer: DisposalForm; readonly target: Target }) {
  const { person } = useSession();
  const refresh = useRefresh();
  const navigate = useNavigate();
  const [now] = useState(nowInTokyo);
  const deeds = disposalDeeds.filter((deed) => offer.electronic || deed === 'dispose');
  const form = useForm<Values>({
    initial: {
      ...{ deed: target.backupSetId === undefined ? 'dispose' : 'erase', doneAt: now },
      ...{ person: candidate(person), method: '', treatment: '', witness: '', contractor: '' },
      ...{ certificateNumber: '', certificateOn: '', permissionNote: '', note: '' },
    },
    fieldOf: (field) => (field === 'personId' ? 'person' : field),
    check: (values) => [
      ...(values.person === null ? [{ field: 'person', message: ui('disposals.pickPerson') }] : []),
      ...(values.doneAt === '' ? [{ field: 'doneAt', message: ui('field.required') }] : []),
    ],
    send: async ({ person: who, ...values }) => {
      const body = {
        ...values,
        ...target,
        personId: who?.value ?? '',
        doneAt: tokyoInstant(values.doneAt),
        certificateOn: values.certificateOn === '' ? null : values.certificateOn,
      };
      const { id } = await addDisposal({ body });
      await refresh([...everything, '/api/v1/information']);
      navigate(`/disposals/${id}`);
    },
  });
  const { values, set } = form;
  return (
    <div className="flex flex-col gap-6">
      <p className="text-std-17B-170">{`${offer.subject}（${offer.classes}）`}</p>
      <Rules offer={offer} deed={values.deed} mediumId={target.mediumId ?? ''} />
      <Form form={form} submit={ui('action.record')}>
        <RadioGroup<DisposalDeed>
          label={t('disposal.deed')}
          value={values.deed}
          onChange={(deed) => set({ deed })}
          error={form.error('deed')}
          options={deeds.map((value) => ({
            value,
            label: t(`deed.${value}`),
            support: ui(`disposals.deed.${value}`),
          }))}
        />
        <Select
          label={t('disposal.method')}
          required
          options={offer.methods.map(({ id, title, unrecoverable }) => ({
            value: id,
            label: unrecoverable ? title : `${title}${ui('disposals.undoable')}`,
          }))}
          {...form.text('method')}
        />
        <TextArea
          label={t('disposal.treatment')}
          required
          support={ui('disposals.treatmentHint')}
          maxLength={1000}
          {...form.text('treatment')}
        />
        <TextField
          type="datetime-local"
          label={t('disposal.doneAt')}
          required
          width="md"
          {...form.text('doneAt')}
        />
        <PersonPicker
          name="person"
          label={t('disposal.person')}
          required
          value={values.person}
          onChange={(next) => set({ person: next })}
          error={form.error('person')}
        />
        <TextField label={t('disposal.witness')} width="md" {...form.text('witness')} />
        <TextField
          label={t('disposal.contractor')}
          support={ui('disposals.contractorHint')}
          {...form.text('contractor')}
        />
        {values.contractor !== '' && (
          <>
            <TextField
              label={t('disposal.certificateNumber')}
              width="md"
              support={ui('disposals.certificateHint')}
              {...form.text('certificateNumber')}
            />
            <DateField label={t('disposal.certificateOn')} {...form.text('certificateOn')} />
          </>
        )}
        <TextField
          label={t('carry.permission')}
          width="md"
          support={ui('carry.permissionHint')}
          {...form.text('permissionNote')}
        />
        <TextArea label={t('medium.note')} maxLength={2000} {...form.text('note')} />
      </Form>
    </div>
  );
}

function Rules({
  offer,
  deed,
  mediumId,
}: {
  readonly offer: DisposalForm;
  readonly deed: DisposalDeed;
  readonly mediumId: string;
}) {
  const rules = offer.rules.filter((rule) => rule.deed === deed);
  const type = rules.find((rule) => rule.permissionType !== null)?.permissionType ?? null;
  const query = new URLSearchParams({ type: type ?? '', medium: mediumId, purpose: offer.subject });
  return (
    <Notice
      kind="info"
      title={ui('disposals.rules')}
      actions={
        type !== null && (
          <ButtonLink to={`/permissions/new?${query.toString()}`}>{ui('disposals.askPermission')}</ButtonLink>
        )
      }
    >
      {rules.length === 0 ? <p>{ui('disposals.noRules')}</p> : <RuleList rules={rules} />}
    </Notice>
  );
}
