import { useState } from 'react';
import { type Answer, queryText } from '../../../kit/ui/api.ts';
import { useData } from '../../../kit/ui/data.tsx';
import { ImportWizard } from '../../../kit/ui/import-wizard.tsx';
import { FileLink } from '../../../kit/ui/link.tsx';
import { LoadedPage } from '../../../kit/ui/loaded-page.tsx';
import { useParams } from '../../../kit/ui/navigation.ts';
import { PageHeader, Section } from '../../../kit/ui/page-header.tsx';
import { t as titles } from '../messages.ts';
import { t } from '../messages-ui.ts';
import type { getCampaign } from '../routes/plan.ts';
import { UnitSelect } from './campaign/unit-select.tsx';

/** Sheets on paper or in Excel for a unit: blank ones out, filled ones in. */
export default function PaperPage() {
  const { campaignId } = useParams('campaignId');
  const campaign = useData<Answer<typeof getCampaign>>(`/api/v1/campaigns/${campaignId}`);
  const [unitId, setUnitId] = useState('');
  const path = `/api/v1/campaigns/${campaignId}/sheets/file`;
  const unit = unitId === '' ? {} : { unitId };
  return (
    <LoadedPage query={campaign}>
      {({ title, baseDate }) => (
        <>
          <PageHeader
            title={titles('page.paper')}
            lead={t('paper.lead')}
            trail={[
              { label: titles('page.campaigns'), to: '/self-check' },
              { label: title, to: `/self-check/${campaignId}` },
            ]}
          />
          <Section title={t('paper.out')} lead={t('paper.outLead')}>
            <div className="flex flex-wrap items-end gap-4">
              <UnitSelect
                label={t('column.unit')}
                value={unitId}
                onChange={setUnitId}
                date={baseDate}
                empty={t('paper.allUnits')}
              />
              <FileLink href={`${path}${queryText(unit)}`} button={{ variant: 'outline' }}>
                {t('paper.outBook')}
              </FileLink>
              <FileLink
                href={`${path}${queryText({ ...unit, form: 'zip' })}`}
                button={{ variant: 'outline' }}
              >
                {t('paper.outZip')}
              </FileLink>
            </div>
          </Section>
          <Section title={t('paper.in')}>
            <ImportWizard path={path} accept={['.xlsx']} changes={['/api/v1/campaigns']} />
          </Section>
        </>
      )}
    </LoadedPage>
  );
}
