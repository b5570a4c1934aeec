import { useState } from 'react';
import { useData } from '../../../kit/ui/data.tsx';
import { ButtonLink } from '../../../kit/ui/link.tsx';
import { LoadedPage } from '../../../kit/ui/loaded-page.tsx';
import { useNavigate, useUrlState } from '../../../kit/ui/navigation.ts';
import { Notice } from '../../../kit/ui/notice.tsx';
import { PageHeader } from '../../../kit/ui/page-header.tsx';
import { useSession } from '../../../kit/ui/session.ts';
import type { Classes } from '../../information/index.ts';
import type { Request, TypeView } from './calls.ts';
import { isUuid, type Prefill, prefilled, usualPeriod, withEntry } from './form/prefill.ts';
import { RequestForm } from './form/request-form.tsx';
import { t } from './messages.ts';
import { applyHref } from './parts.tsx';

const addressed = {
  ...{ type: '', draft: '', asset: '', system: '', area: '', service: '' },
  ...{ c: '', i: '', a: '', medium: '', place: '', purpose: '', information: '', encrypted: '' },
};

/** Applies for a permission: the form of the type in the address, filled with what the address brings along. */
export default function NewRequestPage() {
  const [state] = useUrlState(addressed);
  return state.type === '' ? (
    <ChooseType asset={state.asset} />
  ) : (
    <OfType key={state.type} typeId={state.type} />
  );
}

/** Without a type one is chosen first; an entry of the register comes along. */
function ChooseType({ asset }: { readonly asset: string }) {
  return (
    <>
      <PageHeader title={t('page.new')} />
      <Notice
        title={t('new.typeMissing')}
        actions={
          <ButtonLink to={`/permissions?tab=apply${asset === '' ? '' : `&asset=${asset}`}`}>
            {t('new.choose')}
          </ButtonLink>
        }
      >
        {t('new.typeMissingText')}
      </Notice>
    </>
  );
}

function OfType({ typeId }: { readonly typeId: string }) {
  const type = useData<TypeView>(`/api/v1/permission-types/${encodeURIComponent(typeId)}`);
  const [state] = useUrlState(addressed);
  // The draft that the address names when the page opens is loaded; one that comes to be here is on screen already.
  const [draftId] = useState(state.draft);
  const draft = useData<Request>(draftId === '' ? null : `/api/v1/permission-requests/${draftId}`);
  const [assetId] = useState(isUuid(state.asset) ? state.asset : '');
  const entry = useData<{ items: readonly { name?: string; classes?: Classes }[] }>(
    assetId === '' ? null : `/api/v1/permission-requests/entries/${assetId}`,
  );
  return (
    <LoadedPage query={type}>
      {(view) =>
        draftId === '' && assetId !== '' ? (
          <LoadedPage query={entry}>
            {({ items }) => <Apply type={view} prefill={withEntry(state, items[0])} draft={null} />}
          </LoadedPage>
        ) : draftId === '' ? (
          <Apply type={view} prefill={state} draft={null} />
        ) : (
          <LoadedPage query={draft}>
            {(saved) => <Apply type={saved.type} prefill={state} draft={saved} />}
          </LoadedPage>
        )
      }
    </LoadedPage>
  );
}

function Apply({
  type,
  prefill,
  draft,
}: {
  readonly type: TypeView;
  readonly prefill: Prefill;
  readonly draft: Request | null;
}) {
  const navigate = useNavigate();
  const { today } = useSession();
  const [given] = useState(() => prefilled(type.fields, prefill));
  const hindrance = hindranceOf(type);
  return (
    <>
      <PageHeader title={t('new.title', { title: type.title })} lead={type.lead} />
      {hindrance ?? (
        <>
          {draft === null && Object.keys(given).length > 0 && (
            <p className="mb-6 rounded-8 bg-key-50 px-4 py-3">{t('new.prefilled')}</p>
          )}
          <RequestForm
            type={type}
            initial={draft?.values ?? { ...usualPeriod(type, today), ...given }}
            names={Object.fromEntries((draft?.entries ?? []).map(({ id, value }) => [id, value]))}
            draft={draft}
            created={(id) =>
              navigate(`/permissions/new?type=${encodeURIComponent(type.id)}&draft=${id}`, { replace: true })
            }
          />
        </>
      )}
    </>
  );
}

/** Why this person cannot apply here, if so. */
function hindranceOf(type: TypeView) {
  if (type.desk !== 'permissions') {
    return (
      <Notice
        title={t('new.otherDesk')}
        actions={<ButtonLink to={applyHref(type)}>{t(`new.to.${type.desk}`)}</ButtonLink>}
      />
    );
  }
  if (type.off) return <Notice kind="warning" title={t('new.off')} />;
  if (!type.mine) {
    return <Notice kind="warning" title={t('new.notYou', { applicants: type.applicants })} />;
  }
  return null;
}
