import { PageHeader } from '../../../kit/ui/page-header.tsx';
import { Tabs } from '../../../kit/ui/tabs.tsx';
import { t } from '../messages.ts';
import { CheckPart } from './check-part.tsx';
import { StampPart } from './stamp-part.tsx';

/** Markings into files, and what files hide: several files at once, none of them kept. */
export default function MarkingPage() {
  return (
    <>
      <PageHeader title={t('page.title')} lead={t('page.lead')} />
      <Tabs
        label={t('page.title')}
        tabs={[
          { name: 'stamp', label: t('tab.stamp'), content: () => <StampPart /> },
          { name: 'check', label: t('tab.check'), content: () => <CheckPart /> },
        ]}
      />
    </>
  );
}
