import { useState } from 'react';
import { formatInstant } from '../../kernel/dates.ts';
import { type Answer, endpoint, type Problem } from '../../kit/ui/api.ts';
import { Badge } from '../../kit/ui/badge.tsx';
import { Button } from '../../kit/ui/button.tsx';
import { RadioGroup } from '../../kit/ui/choice.tsx';
import { Loaded, useData, useRefresh } from '../../kit/ui/data.tsx';
import { Form, useForm } from '../../kit/ui/form.tsx';
import { TextArea, TextField } from '../../kit/ui/inputs.tsx';
import { ButtonLink } from '../../kit/ui/link.tsx';
import { Notice } from '../../kit/ui/notice.tsx';
import { PageHeader, Section } from '../../kit/ui/page-header.tsx';
import { Table } from '../../kit/ui/table.tsx';
import type { listMyStaffReports, postStaffReport } from '../../modules/staff-reports/routes.ts';
import { t } from './messages.ts';

type Sent = Answer<typeof postStaffReport>;
type Own = Answer<typeof listMyStaffReports>['items'][number];

const kinds = ['suspicion', 'loss', 'mail', 'other'] as const;
const send = endpoint<typeof postStaffReport>('POST', '/api/v1/staff-reports');
const ownPath = '/api/v1/me/staff-reports';

interface Values {
  kind: (typeof kinds)[number] | '';
  /** As the browser's input gives it, without zone: the time in Tokyo. */
  occurredAt: string;
  body: string;
  contact: string;
}

/** 「報告する」: anything that may be an incident, in a minute, without having to judge it. */
export default function ReportPage() {
  const [sent, setSent] = useState<Sent | null>(null);
  return (
    <>
      <PageHeader title={t('report.title')} lead={t('report.lead')} />
      <div className="grid grid-cols-1 gap-8 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="order-2 min-w-0 xl:order-1">
          {sent === null ? (
            <ReportForm onSent={setSent} />
          ) : (
            <Thanks sent={sent} again={() => setSent(null)} />
          )}
          <OwnReports />
        </div>
        <FirstSteps />
      </div>
    </>
  );
}

function FirstSteps() {
  return (
    <aside aria-label={t('report.first')} className="order-1 min-w-0 xl:order-2">
      <Notice kind="warning" title={t('report.first')}>
        <ul className="list-disc pl-5">
          <li>{t('report.first.network')}</li>
          <li>{t('report.first.power')}</li>
          <li>{t('report.first.keep')}</li>
        </ul>
        <p className="mt-2">{t('report.urgent')}</p>
      </Notice>
    </aside>
  );
}

function ReportForm({ onSent }: { readonly onSent: (sent: Sent) => void }) {
  const refresh = useRefresh();
  const form = useForm<Values>({
    initial: { kind: '', occurredAt: '', body: '', contact: '' },
    check: missing,
    send: async ({ kind, occurredAt, body, contact }) => {
      if (kind === '') return;
      const instant = occurredAt === '' ? null : `${occurredAt}:00+09:00`;
      const answer = await send({ body: { kind, occurredAt: instant, body, contact } });
      await refresh([ownPath]);
      onSent(answer);
    },
  });
  return (
    <Form form={form} submit={t('report.submit')}>
      <RadioGroup
        label={t('report.kind')}
        name="kind"
        required
        value={form.values.kind}
        onChange={(kind) => form.set({ kind })}
        error={form.error('kind')}
        options={kinds.map((value) => ({ value, label: t(`report.kind.${value}`) }))}
      />
      <TextArea
        {...form.text('body')}
        label={t('report.text')}
        required
        support={t('report.textSupport')}
        rows={6}
        maxLength={10_000}
      />
      <TextField
        {...form.text('occurredAt')}
        type="datetime-local"
        label={t('report.when')}
        required={false}
        support={t('report.whenSupport')}
        width="md"
      />
      <TextField
        {...form.text('contact')}
        label={t('report.contact')}
        required={false}
        support={t('report.contactSupport')}
        width="md"
        maxLength={200}
      />
    </Form>
  );
}

function missing({ kind, body }: Values): Problem[] {
  return [
    ...(kind === '' ? [{ field: 'kind', message: t('report.kindMissing') }] : []),
    ...(body.trim() === '' ? [{ field: 'body', message: t('report.textMissing') }] : []),
  ];
}

function Thanks({ sent, again }: { readonly sent: Sent; readonly again: () => void }) {
  return (
    <Notice
      kind="success"
      role="alert"
      title={t('report.done', { number: sent.number })}
      actions={
        <>
          <ButtonLink to="/" size="sm">
            {t('missing.home')}
          </ButtonLink>
          <Button variant="text" size="sm" onClick={again}>
            {t('report.another')}
          </Button>
        </>
      }
    >
      {t('report.doneText')}
    </Notice>
  );
}

function OwnReports() {
  const own = useData<{ readonly items: readonly Own[] }>(ownPath);
  return (
    <div className="mt-10">
      <Section title={t('report.mine')}>
        <Loaded query={own}>
          {({ items }) =>
            items.length === 0 ? (
              <p className="text-std-16N-170 text-solid-gray-700">{t('report.none')}</p>
            ) : (
              <Table<Own>
                caption={t('report.mine')}
                rows={items}
                rowKey={(row) => row.id}
                columns={[
                  { name: 'number', label: t('report.number'), cell: (row) => row.number, width: 'w-28' },
                  {
                    name: 'sentAt',
                    label: t('report.sentAt'),
                    cell: (row) => formatInstant(new Date(row.reportedAt)),
                    width: 'min-w-40',
                  },
                  {
                    name: 'what',
                    label: t('report.what'),
                    cell: (row) => t(`report.kind.${row.kind}`),
                    width: 'min-w-48',
                  },
                  {
                    name: 'state',
                    label: t('report.state'),
                    cell: (row) => (
                      <Badge tone={row.taken ? 'green' : 'orange'}>
                        {t(row.taken ? 'report.state.taken' : 'report.state.waiting')}
                      </Badge>
                    ),
                    width: 'w-28',
                  },
                ]}
              />
            )
          }
        </Loaded>
      </Section>
    </div>
  );
}
