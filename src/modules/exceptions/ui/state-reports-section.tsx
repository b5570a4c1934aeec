import { useState } from 'react';
import { Badge } from '../../../kit/ui/badge.tsx';
import { Button } from '../../../kit/ui/button.tsx';
import { RadioGroup } from '../../../kit/ui/choice.tsx';
import { Dialog } from '../../../kit/ui/dialog.tsx';
import { useDone } from '../../../kit/ui/done.ts';
import { Form, useForm } from '../../../kit/ui/form.tsx';
import { TextArea } from '../../../kit/ui/inputs.tsx';
import { Section } from '../../../kit/ui/page-header.tsx';
import { showInstant } from '../../../kit/ui/values.ts';
import { t as words } from '../messages.ts';
import { t } from '../messages-ui.ts';
import { type ReportState, reportStates } from '../model.ts';
import { type ExceptionInfo, everything, tellState } from './calls.ts';

const tones = { as_permitted: 'green', changed: 'orange', not_needed: 'neutral' } as const;

/** How it stands, told by those whom it concerns while it lives. */
export function StateReports({ info }: { readonly info: ExceptionInfo }) {
  const [open, setOpen] = useState(false);
  return (
    <Section
      title={t('section.reports')}
      actions={
        info.deeds.includes('report') && (
          <Button variant="outline" size="sm" onClick={() => setOpen(true)}>
            {t('reports.add')}
          </Button>
        )
      }
    >
      {info.reports.length === 0 ? (
        <p className="text-std-16N-170 text-solid-gray-700">{t('reports.none')}</p>
      ) : (
        <ul className="border-t border-solid-gray-300">
          {info.reports.map((report) => (
            <li key={report.id} className="border-b border-solid-gray-300 py-3">
              <p className="flex flex-wrap items-center gap-3 text-dns-16N-130">
                <Badge tone={tones[report.state]}>{words(`reportState.${report.state}`)}</Badge>
                <span>{report.reportedBy}</span>
                <span className="tabular-nums text-solid-gray-700">{showInstant(report.reportedAt)}</span>
              </p>
              {report.text !== '' && (
                <p className="mt-1 text-std-16N-170 whitespace-pre-wrap">{report.text}</p>
              )}
            </li>
          ))}
        </ul>
      )}
      {open && <ReportDialog info={info} close={() => setOpen(false)} />}
    </Section>
  );
}

function ReportDialog({ info, close }: { readonly info: ExceptionInfo; readonly close: () => void }) {
  const done = useDone(everything, close);
  const form = useForm<{ state: ReportState; text: string }>({
    initial: { state: 'as_permitted', text: '' },
    send: async (body) => {
      await tellState({ params: { id: info.id }, body });
      await done(t('done.told'));
    },
  });
  return (
    <Dialog open onClose={close} title={t('reports.add')} size="sm">
      <Form form={form} submit={t('reports.send')}>
        <RadioGroup
          name="state"
          label={t('reports.state')}
          required
          options={reportStates.map((value) => ({ value, label: words(`reportState.${value}`) }))}
          value={form.values.state}
          onChange={(state) => form.set({ state })}
        />
        <TextArea
          label={t('reports.text')}
          required={form.values.state !== 'as_permitted'}
          rows={3}
          {...form.text('text')}
        />
      </Form>
    </Dialog>
  );
}
