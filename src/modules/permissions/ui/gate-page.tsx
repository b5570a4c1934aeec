import { type FormEvent, useState } from 'react';
import { Badge } from '../../../kit/ui/badge.tsx';
import { Button } from '../../../kit/ui/button.tsx';
import { Loaded, useData } from '../../../kit/ui/data.tsx';
import { DescriptionList } from '../../../kit/ui/description-list.tsx';
import { TextField } from '../../../kit/ui/inputs.tsx';
import { Ledger } from '../../../kit/ui/ledger.tsx';
import { FileLink } from '../../../kit/ui/link.tsx';
import { useUrlState } from '../../../kit/ui/navigation.ts';
import { Notice } from '../../../kit/ui/notice.tsx';
import { PageHeader, Section } from '../../../kit/ui/page-header.tsx';
import { t as words } from '../messages.ts';
import type { GateRow } from './calls.ts';
import { t } from './messages.ts';
import { PeriodCell, periodText } from './parts.tsx';

/** The gate: a slip's code opens this page with its request; a number typed by hand does the same. */
export default function GatePage() {
  const [state, set] = useUrlState({ request: '' });
  return (
    <>
      <PageHeader
        title={t('page.gate')}
        lead={t('page.gateLead')}
        actions={
          <FileLink href="/api/v1/permission-gate/print" button={{ size: 'md' }}>
            {t('gate.print')}
          </FileLink>
        }
      />
      <NumberField
        key={state.request}
        asked={state.request}
        ask={(request) => set({ request }, { push: true })}
      />
      {state.request !== '' && <Answer asked={state.request} />}
      <Section title={t('gate.list')}>
        <Ledger<GateRow>
          title={t('gate.table')}
          path="/api/v1/permission-gate"
          rowKey={(row) => row.id}
          exports
          columns={[
            {
              name: 'number',
              label: t('column.number'),
              cell: (row) => <span className="whitespace-nowrap">{row.number}</span>,
            },
            {
              name: 'applicant',
              label: t('column.applicant'),
              cell: (row) => [row.unit, row.applicant].filter(Boolean).join(' '),
            },
            { name: 'type', label: t('column.type'), cell: (row) => row.typeTitle },
            { name: 'subject', label: t('column.subject'), cell: (row) => row.subject },
            { name: 'place', label: t('column.place'), cell: (row) => row.place },
            {
              name: 'period',
              label: t('column.period'),
              cell: (row) => <PeriodCell row={row} />,
            },
            {
              name: 'valid',
              label: t('column.valid'),
              cell: (row) => (
                <Badge tone={row.valid ? 'green' : 'red'}>
                  {t(row.valid ? 'gate.validShort' : 'gate.invalidShort')}
                </Badge>
              ),
            },
          ]}
          empty={{ title: t('gate.listNone'), text: t('gate.listNoneText') }}
        />
      </Section>
    </>
  );
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function NumberField({ asked, ask }: { readonly asked: string; readonly ask: (request: string) => void }) {
  const [text, setText] = useState(uuid.test(asked) ? '' : asked);
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() !== '') ask(text.trim());
  };
  return (
    <form onSubmit={onSubmit} className="mb-6 flex flex-wrap items-end gap-4">
      <TextField
        label={t('gate.number')}
        support={t('gate.numberSupport')}
        width="md"
        value={text}
        onChange={setText}
        autoComplete="off"
        inputMode="numeric"
      />
      <Button type="submit">{t('gate.check')}</Button>
    </form>
  );
}

/** Whether this one may pass: the answer is read out, and is in words besides its colour. */
function Answer({ asked }: { readonly asked: string }) {
  const found = useData<{ item: GateRow | null }>(
    '/api/v1/permission-gate/check',
    { request: asked },
    { keepPrevious: false },
  );
  return (
    <Loaded query={found}>
      {({ item: row }) => {
        if (row === null) {
          return (
            <Notice kind="warning" role="alert" title={t('gate.unknown')}>
              {t('gate.unknownText')}
            </Notice>
          );
        }
        return (
          <Notice
            kind={row.valid ? 'success' : 'error'}
            role="alert"
            title={t(row.valid ? 'gate.valid' : 'gate.invalid')}
          >
            <DescriptionList
              entries={[
                [t('column.number'), row.number],
                [t('column.applicant'), [row.unit, row.applicant].filter(Boolean).join(' ')],
                [t('column.type'), row.typeTitle],
                [t('column.subject'), row.subject],
                [t('column.place'), row.place || undefined],
                [t('column.period'), periodText(row.startsOn, row.endsOn)],
                [t('column.state'), words(`state.${row.state}`)],
                [t('column.conditions'), row.conditions || undefined],
              ]}
            />
          </Notice>
        );
      }}
    </Loaded>
  );
}
