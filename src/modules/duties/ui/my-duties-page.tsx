import { PageHeader } from '../../../kit/ui/page-header.tsx';
import { useRequirementNotes } from '../../../kit/ui/requirement-notes.tsx';
import { t } from '../messages.ts';
import { DutyList } from './duty-list.tsx';

/** What binds the person who is signed in. */
export default function MyDutiesPage() {
  const notes = useRequirementNotes();
  return (
    <>
      <PageHeader title={t('page.mine')} lead={t('mine.lead')} />
      <DutyList path="/api/v1/me/duties" notes={notes} />
    </>
  );
}
