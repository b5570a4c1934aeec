import { ImportWizard } from '../../../kit/ui/import-wizard.tsx';
import { FileLink, Link } from '../../../kit/ui/link.tsx';
import { useParams } from '../../../kit/ui/navigation.ts';
import { PageHeader, Section } from '../../../kit/ui/page-header.tsx';
import { t as titles } from '../messages.ts';
import { t } from '../messages-ui.ts';

/** Answering in Excel instead of on screen: the sheet out, the filled sheet in. */
export default function MyPaperPage() {
  const { campaignId } = useParams('campaignId');
  const path = `/api/v1/campaigns/${campaignId}/sheet/file`;
  return (
    <>
      <PageHeader title={titles('page.myPaper')} lead={t('paper.mineLead')} />
      <Section title={t('paper.out')}>
        <div className="flex flex-wrap items-center gap-4">
          <FileLink href={path} button={{ variant: 'outline' }}>
            {t('paper.outMine')}
          </FileLink>
          <Link to={`/self-check/${campaignId}/sheet`}>{t('paper.onScreen')}</Link>
        </div>
      </Section>
      <Section title={t('paper.in')}>
        <ImportWizard path={path} accept={['.xlsx']} changes={['/api/v1/campaigns', '/api/v1/me']} />
      </Section>
    </>
  );
}
