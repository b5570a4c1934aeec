import type { Candidate } from '../../../kit/ui/combobox.tsx';
import { Loaded, useData } from '../../../kit/ui/data.tsx';
import { ButtonLink } from '../../../kit/ui/link.tsx';
import { LoadedPage } from '../../../kit/ui/loaded-page.tsx';
import { useNavigate, useUrlState } from '../../../kit/ui/navigation.ts';
import { Notice } from '../../../kit/ui/notice.tsx';
import { PageHeader } from '../../../kit/ui/page-header.tsx';
import { useSession } from '../../../kit/ui/session.ts';
import { t } from '../messages-ui.ts';
import { ApplicationForm } from './application-form.tsx';
import { addException, type ClauseChoice, type FormInfo } from './calls.ts';
import { clauseCandidate, emptyValues } from './form-values.ts';

/** A new application; `pack`, `clause`, `purpose` and `title` of the address fill it in. */
export default function NewPage() {
  const info = useData<FormInfo>('/api/v1/exceptions/form');
  return <LoadedPage query={info}>{(form) => <New info={form} />}</LoadedPage>;
}

function New({ info }: { readonly info: FormInfo }) {
  const [{ pack, clause }] = useUrlState({ pack: '', clause: '' });
  const found = useData<{ items: readonly ClauseChoice[] }>(
    clause === '' ? null : '/api/v1/exceptions/clauses',
    { id: clause, pack },
  );
  return (
    <>
      <PageHeader
        title={t('page.new')}
        lead={t('new.lead', { reviewers: info.reviewers, clause: info.clauses.apply })}
        actions={info.mayApply && <ButtonLink to="/exceptions/emergency">{t('action.emergency')}</ButtonLink>}
      />
      {!info.mayApply ? (
        <Consult info={info} />
      ) : clause === '' ? (
        <Filled info={info} clause={null} />
      ) : (
        <Loaded query={found}>
          {({ items: [first] }) => (
            <Filled info={info} clause={first === undefined ? null : clauseCandidate(first)} />
          )}
        </Loaded>
      )}
    </>
  );
}

/** Said to those who may not ask themselves: whom to turn to. */
export function Consult({ info }: { readonly info: FormInfo }) {
  return (
    <Notice
      kind="info"
      title={t('new.notYou')}
      actions={<ButtonLink to="/exceptions">{t('action.toLedger')}</ButtonLink>}
    >
      {info.consult}
    </Notice>
  );
}

function Filled({ info, clause }: { readonly info: FormInfo; readonly clause: Candidate | null }) {
  const { person, today } = useSession();
  const [{ purpose, title }] = useUrlState({ purpose: '', title: '' });
  const navigate = useNavigate();
  return (
    <ApplicationForm
      info={info}
      initial={{ ...emptyValues(person, today), clause, reason: purpose, title }}
      send={async (body) => {
        const { id } = await addException({ body });
        navigate(`/exceptions/${id}`, { replace: true });
      }}
    />
  );
}
