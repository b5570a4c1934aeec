import { ImportWizard } from '../../../kit/ui/import-wizard.tsx';
import { PageHeader } from '../../../kit/ui/page-header.tsx';
import { t as ui } from '../messages-ui.ts';
import { everything } from './calls.ts';

const path = '/api/v1/media/import';

/** Imports the ledger of media. */
export default function MediaImportPage() {
  return (
    <>
      <PageHeader title={ui('media.imports')} lead={ui('media.importLead')} />
      <ImportWizard path={path} templateHref={`${path}/template`} changes={everything} />
    </>
  );
}
