import type { Answer } from '../../../kit/ui/api.ts';
import { Loaded, useData } from '../../../kit/ui/data.tsx';
import { EmptyState } from '../../../kit/ui/empty-state.tsx';
import { useUrlState } from '../../../kit/ui/navigation.ts';
import { PageHeader, Section } from '../../../kit/ui/page-header.tsx';
import { useMay } from '../../../kit/ui/session.ts';
import { t } from '../messages.ts';
import type { getHistory } from '../routes/rates.ts';
import { HistoryChart } from './history-chart.tsx';
import { OlderYear } from './older-year.tsx';
import { UnitPicker } from './pickers.tsx';

/** Five years of coverage and implementation, with the breaks of the series. */
export default function HistoryPage() {
  const [state, set] = useUrlState({ unit: '' });
  const writes = useMay('report.write');
  const history = useData<Answer<typeof getHistory>>('/api/v1/rates/history', { unitId: state.unit });
  return (
    <>
      <PageHeader title={t('page.history')} lead={t('page.historyLead')} />
      <Loaded query={history}>
        {(answer) => (
          <>
            <div className="mb-6">
              <UnitPicker
                units={answer.choices}
                value={state.unit}
                onChange={(unit) => set({ unit })}
                whole={answer.choices.length > 1 ? t('ui.wholeOrganisation') : null}
              />
            </div>
            {answer.history.years.length === 0 ? (
              <EmptyState title={t('ui.historyNone')}>{t('ui.historyNoneText')}</EmptyState>
            ) : (
              (['implementation', 'coverage'] as const).map((measure) => (
                <Section key={measure} title={t(`ui.${measure}`)}>
                  <HistoryChart history={answer.history} measure={measure} />
                </Section>
              ))
            )}
            {writes && (
              <div className="mt-10">
                <OlderYear history={answer.history} />
              </div>
            )}
          </>
        )}
      </Loaded>
    </>
  );
}
