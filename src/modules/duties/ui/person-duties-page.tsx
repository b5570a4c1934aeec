import type { Answer } from '../../../kit/ui/api.ts';
import { useData } from '../../../kit/ui/data.tsx';
import { LoadedPage } from '../../../kit/ui/loaded-page.tsx';
import { useParams } from '../../../kit/ui/navigation.ts';
import { PageHeader } from '../../../kit/ui/page-header.tsx';
import { useRequirementNotes } from '../../../kit/ui/requirement-notes.tsx';
import { t } from '../messages.ts';
import type { getPersonDuties } from '../routes.ts';
import { DutyList } from './duty-list.tsx';

/** What binds a person, for officers within their scope. */
export default function PersonDutiesPage() {
  const { personId } = useParams('personId');
  const path = `/api/v1/people/${personId}/duties`;
  const notes = useRequirementNotes(undefined, personId);
  const duties = useData<Answer<typeof getPersonDuties>>(path);
  return (
    <LoadedPage query={duties}>
      {({ person }) => (
        <>
          <PageHeader
            title={`${t('page.person')}${person ? `：${person.name}` : ''}`}
            lead={person && t('person.lead', { unit: person.unitName, number: person.number })}
          />
          <DutyList path={path} notes={notes} />
        </>
      )}
    </LoadedPage>
  );
}
