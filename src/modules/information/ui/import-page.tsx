import { ImportWizard } from '../../../kit/ui/import-wizard.tsx';
import { PageHeader } from '../../../kit/ui/page-header.tsx';
import { t } from '../messages-ui.ts';
import { everything } from './calls.ts';

const path = '/api/v1/information-assets/imports';

/** The register from a file: preview first, then all of it or nothing. */
export default function ImportPage() {
  return (
    <>
      <PageHeader title={t('page.import')} lead={t('import.lead')} />
      <ImportWizard path={path} templateHref={`${path}/template`} changes={everything} />
    </>
  );
}
