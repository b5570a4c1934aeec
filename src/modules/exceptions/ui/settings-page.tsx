import { useState } from 'react';
import { Badge } from '../../../kit/ui/badge.tsx';
import { Button } from '../../../kit/ui/button.tsx';
import { Loaded, useData, useRefresh } from '../../../kit/ui/data.tsx';
import { DescriptionList } from '../../../kit/ui/description-list.tsx';
import { ConfirmDialog, Dialog } from '../../../kit/ui/dialog.tsx';
import { useDone } from '../../../kit/ui/done.ts';
import { Form, useForm } from '../../../kit/ui/form.tsx';
import { FormTemplateSection } from '../../../kit/ui/form-template-section.tsx';
import { Select, TextField } from '../../../kit/ui/inputs.tsx';
import { Notice } from '../../../kit/ui/notice.tsx';
import { PageHeader, Section } from '../../../kit/ui/page-header.tsx';
import { Table } from '../../../kit/ui/table.tsx';
import { t } from '../messages-ui.ts';
import { addAuthority, changeSettings, everything, removeAuthority, type SettingsInfo } from './calls.ts';

/** Who reviews which clauses, and the numbers of the organisation. */
export default function SettingsPage() {
  const settings = useData<SettingsInfo>('/api/v1/exceptions/settings');
  return (
    <>
      <PageHeader title={t('page.settings')} lead={t('settings.lead')} />
      <Loaded query={settings}>
        {(info) => (
          <>
            <Reviewers info={info} />
            <Authorities info={info} />
            <Section title={t('settings.numbers')}>
              <Numbers key={info.version} info={info} />
            </Section>
            <FormTemplateSection address="/api/v1/exception-templates/form" />
          </>
        )}
      </Loaded>
    </>
  );
}

function Reviewers({ info }: { readonly info: SettingsInfo }) {
  const principals = info.holders.filter((each) => !each.deputy);
  return (
    <Section title={t('settings.roles')}>
      {principals.length === 0 && (
        <Notice kind="error" title={t('settings.nobody', { role: info.reviewerRole })} className="mb-4">
          {t('settings.nobodyText')}
        </Notice>
      )}
      {principals.length === 1 && info.holders.length === 1 && info.superiorRole === '' && (
        <Notice kind="warning" title={t('settings.alone', { role: info.reviewerRole })} className="mb-4">
          {t('settings.aloneText')}
        </Notice>
      )}
      <DescriptionList
        entries={[
          [t('settings.applicants'), info.applicantRole],
          [t('settings.reviewers'), info.reviewerRole],
          [
            t('settings.holders'),
            info.holders.length === 0
              ? null
              : info.holders
                  .map((each) =>
                    [
                      each.deputy ? t('settings.deputy', { name: each.name }) : each.name,
                      each.absent ? t('settings.absent') : '',
                    ].join(''),
                  )
                  .join('、'),
          ],
          [t('settings.superiors'), info.superiorRole === '' ? t('settings.noSuperior') : info.superiorRole],
          [t('settings.clause'), info.clause],
        ]}
      />
    </Section>
  );
}

function Authorities({ info }: { readonly info: SettingsInfo }) {
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<SettingsInfo['authorities'][number] | null>(null);
  const refresh = useRefresh();
  return (
    <Section
      title={t('settings.authorities')}
      lead={t('settings.authoritiesLead')}
      actions={
        <Button variant="outline" size="sm" onClick={() => setAdding(true)}>
          {t('settings.addAuthority')}
        </Button>
      }
    >
      {info.authorities.length === 0 ? (
        <p className="text-std-16N-170 text-solid-gray-700">{t('settings.allReview')}</p>
      ) : (
        <Table
          caption={t('settings.authorities')}
          rows={info.authorities}
          rowKey={(row) => row.id}
          columns={[
            {
              name: 'title',
              label: t('settings.range'),
              heading: true,
              cell: (row) => `${row.titleId}　${row.title}`,
            },
            { name: 'edition', label: t('settings.edition'), cell: (row) => row.edition },
            {
              name: 'person',
              label: t('settings.person'),
              cell: (row) => (
                <span className="flex flex-wrap items-center gap-2">
                  {row.person}
                  {row.stale && <Badge tone="orange">{t('settings.stale')}</Badge>}
                </span>
              ),
            },
            {
              name: 'remove',
              label: <span className="sr-only">{t('action.remove')}</span>,
              cell: (row) => (
                <Button
                  variant="text"
                  size="sm"
                  aria-label={t('settings.removeNamed', { range: row.titleId, name: row.person })}
                  onClick={() => setRemoving(row)}
                >
                  {t('action.remove')}
                </Button>
              ),
            },
          ]}
        />
      )}
      {adding && <AuthorityDialog info={info} close={() => setAdding(false)} />}
      <ConfirmDialog
        open={removing !== null}
        onClose={() => setRemoving(null)}
        title={t('settings.removeTitle')}
        confirm={t('action.remove')}
        onConfirm={async () => {
          if (removing === null) return;
          await removeAuthority({ params: { id: removing.id }, body: { version: removing.version } });
          await refresh(everything);
        }}
      >
        {t('settings.removeText')}
      </ConfirmDialog>
    </Section>
  );
}

function AuthorityDialog({ info, close }: { readonly info: SettingsInfo; readonly close: () => void }) {
  const refresh = useRefresh();
  const form = useForm({
    initial: { packId: info.packs[0]?.value ?? '', titleId: '', personId: '' },
    check: ({ titleId, personId }) => [
      ...(titleId === '' ? [{ field: 'titleId', message: t('check.range') }] : []),
      ...(personId === '' ? [{ field: 'personId', message: t('check.person') }] : []),
    ],
    send: async (body: { packId: string; titleId: string; personId: string }) => {
      await addAuthority({ body });
      await refresh(everything);
      close();
    },
  });
  const titles = info.packs.find((each) => each.value === form.values.packId)?.titles ?? [];
  const people = info.holders
    .filter((each) => !each.deputy)
    .map(({ id, name }) => ({ value: id, label: name }));
  return (
    <Dialog open onClose={close} title={t('settings.addAuthority')} size="md">
      <Form form={form} submit={t('settings.add')}>
        {info.packs.length > 1 && (
          <Select
            label={t('settings.edition')}
            required
            options={info.packs}
            placeholder={null}
            width="full"
            {...form.text('packId')}
          />
        )}
        <Select
          label={t('settings.range')}
          required
          options={titles}
          width="full"
          {...form.text('titleId')}
        />
        <Select label={t('settings.person')} required options={people} {...form.text('personId')} />
      </Form>
    </Dialog>
  );
}

interface NumberValues {
  readonly reviseThreshold: string;
  readonly reportMonths: string;
  readonly noticeDays: string;
  readonly emergencyReportDays: string;
}

const wholeNumber = /^\d{1,3}$/;

function Numbers({ info }: { readonly info: SettingsInfo }) {
  const done = useDone(everything);
  const listed = (text: string) =>
    text
      .normalize('NFKC')
      .split(/[,、\s]+/)
      .filter((each) => each !== '');
  const form = useForm<NumberValues>({
    initial: {
      reviseThreshold: String(info.reviseThreshold),
      reportMonths: String(info.reportMonths),
      noticeDays: info.noticeDays.join('、'),
      emergencyReportDays: info.emergencyReportDays === null ? '' : String(info.emergencyReportDays),
    },
    check: (values) => [
      ...(['reviseThreshold', 'reportMonths'] as const)
        .filter((field) => !wholeNumber.test(values[field].normalize('NFKC')))
        .map((field) => ({ field, message: t('check.number') })),
      ...(listed(values.noticeDays).every((each) => wholeNumber.test(each))
        ? []
        : [{ field: 'noticeDays', message: t('check.days') }]),
      ...(values.emergencyReportDays === '' || wholeNumber.test(values.emergencyReportDays.normalize('NFKC'))
        ? []
        : [{ field: 'emergencyReportDays', message: t('check.number') }]),
    ],
    fieldOf: (field) => field.replace(/^\/?(body[./])?/, '').split(/[./]/)[0] ?? field,
    send: async (values) => {
      const number = (text: string) => Number(text.normalize('NFKC'));
      await changeSettings({
        body: {
          version: info.version,
          reviseThreshold: number(values.reviseThreshold),
          reportMonths: number(values.reportMonths),
          noticeDays: listed(values.noticeDays).map(Number),
          emergencyReportDays: values.emergencyReportDays === '' ? null : number(values.emergencyReportDays),
        },
      });
      await done(t('done.saved'));
    },
  });
  return (
    <Form form={form} submit={t('action.save')}>
      <TextField
        label={t('settings.reviseThreshold')}
        required
        support={t('settings.reviseThresholdHint')}
        width="sm"
        inputMode="numeric"
        {...form.text('reviseThreshold')}
      />
      <TextField
        label={t('settings.reportMonths')}
        required
        support={t('settings.reportMonthsHint')}
        width="sm"
        inputMode="numeric"
        {...form.text('reportMonths')}
      />
      <TextField
        label={t('settings.noticeDays')}
        required={false}
        support={t('settings.noticeDaysHint')}
        width="sm"
        {...form.text('noticeDays')}
      />
      <TextField
        label={t('settings.emergencyReportDays')}
        required={false}
        support={t('settings.emergencyReportDaysHint')}
        width="sm"
        inputMode="numeric"
        {...form.text('emergencyReportDays')}
      />
    </Form>
  );
}
