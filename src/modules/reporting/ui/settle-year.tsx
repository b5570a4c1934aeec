import { useState } from 'react';
import { formatInstant } from '../../../kernel/dates.ts';
import { type Answer, endpoint } from '../../../kit/ui/api.ts';
import { Button } from '../../../kit/ui/button.tsx';
import { RadioGroup } from '../../../kit/ui/choice.tsx';
import { FailureNotice, Loaded, useData, useDeed } from '../../../kit/ui/data.tsx';
import { Notice } from '../../../kit/ui/notice.tsx';
import { Section } from '../../../kit/ui/page-header.tsx';
import { t } from '../messages.ts';
import type { getAnnualResults, settleAnnualResult } from '../routes/annual-results.ts';
import type { ReportAnswer } from './report-page.tsx';

const methods = ['pooled', 'meanOfItems', 'meanOfSubjects'] as const;
type Method = (typeof methods)[number];
type Result = Answer<typeof getAnnualResults>['items'][number];

const settle = endpoint<typeof settleAnnualResult>('POST', '/api/v1/annual-results');

/** Keeps the figures of a finished self-check as the result of its year. */
export function SettleYear({
  campaignId,
  report,
}: {
  readonly campaignId: string;
  readonly report: ReportAnswer['report'];
}) {
  const results = useData<Answer<typeof getAnnualResults>>('/api/v1/annual-results');
  return (
    <Section title={t('ui.settleTitle')} lead={t('ui.settleLead')}>
      {report.interim ? (
        <p className="text-std-16N-170">{t('ui.settleInterim')}</p>
      ) : (
        <Loaded query={results}>
          {({ items }) => (
            <Settlement
              campaignId={campaignId}
              settled={items.find((each) => each.fiscalYear === report.fiscalYear) ?? null}
            />
          )}
        </Loaded>
      )}
    </Section>
  );
}

function Settlement({
  campaignId,
  settled,
}: {
  readonly campaignId: string;
  readonly settled: Result | null;
}) {
  const [method, setMethod] = useState<Method>(settled?.method ?? 'pooled');
  const deed = useDeed({
    run: () => settle({ body: { campaignId, method, version: settled?.version ?? null } }),
    changes: ['/api/v1/annual-results', '/api/v1/reports', '/api/v1/rates/history'],
  });
  return (
    <div className="flex max-w-3xl flex-col gap-4">
      {settled && (
        <Notice kind="success" role="status">
          {t('ui.settledAt', {
            at: formatInstant(new Date(settled.settledAt)),
            method: t(`rates.method.${settled.method}`),
          })}
        </Notice>
      )}
      {deed.isError && <FailureNotice error={deed.error} />}
      <RadioGroup
        label={t('ui.settleMethod')}
        value={method}
        onChange={setMethod}
        options={methods.map((each) => ({ value: each, label: t(`rates.method.${each}`) }))}
      />
      <div>
        <Button onClick={() => deed.mutate()} busy={deed.isPending}>
          {t(settled ? 'ui.settleAgain' : 'ui.settle')}
        </Button>
      </div>
    </div>
  );
}
