import { useState } from 'react';
import { formatDate } from '../../../kernel/dates.ts';
import { Button } from '../../../kit/ui/button.tsx';
import { Checkbox, CheckboxGroup } from '../../../kit/ui/choice.tsx';
import { FailureNotice, Loaded, useData, useDeed } from '../../../kit/ui/data.tsx';
import { ConfirmDialog } from '../../../kit/ui/dialog.tsx';
import { LoadedPage } from '../../../kit/ui/loaded-page.tsx';
import { useParams } from '../../../kit/ui/navigation.ts';
import { Notice } from '../../../kit/ui/notice.tsx';
import { PageHeader, Section } from '../../../kit/ui/page-header.tsx';
import { useToast } from '../../../kit/ui/toast.tsx';
import { t } from '../messages.ts';
import {
  adoptionChanges,
  type PackDetail,
  type RequirementLine,
  requirementsPath,
  saveAdoption,
  usePack,
  withdraw,
} from './calls.ts';

/** Whether the organisation follows the pack, as the primary one or not, and which recommendations it made duties. */
export default function AdoptionPage() {
  const { packId } = useParams('packId');
  return (
    <LoadedPage query={usePack(packId)}>
      {/* A new version of the adoption begins the form anew. */}
      {(pack) => <AdoptionForm key={pack.adoption?.version ?? 'none'} pack={pack} />}
    </LoadedPage>
  );
}

function AdoptionForm({ pack }: { readonly pack: PackDetail }) {
  const { adoption } = pack;
  const [primary, setPrimary] = useState(adoption?.primary ?? false);
  const [chosen, setChosen] = useState<readonly string[]>(adoption?.recommendations ?? []);
  const toast = useToast();
  // The primary pack without recommendations has nothing that could be changed here.
  const settled = adoption?.primary === true && pack.recommendations === 0;
  const save = useDeed({
    run: () =>
      saveAdoption({
        params: { packId: pack.id },
        body: { primary, recommendations: [...chosen], version: adoption?.version ?? null },
      }),
    changes: adoptionChanges,
    done: () => toast({ text: t('adoption.saved') }),
  });
  return (
    <>
      <PageHeader
        title={t('page.adoption')}
        lead={t('adoption.lead')}
        trail={[
          { label: t('page.list'), to: '/standards' },
          { label: pack.title.ja, to: `/standards/${pack.id}` },
        ]}
      />
      {!pack.suits && <Notice kind="warning" title={t('adoption.unfit')} />}
      {save.isError && <FailureNotice error={save.error} />}
      <p className="mb-4 text-std-16N-170">
        {adoption === null
          ? t('adoption.notAdopted')
          : t('adoption.adoptedOn', { date: formatDate(adoption.adoptedOn) })}
      </p>
      <div className="flex flex-col gap-6">
        {adoption?.primary === true ? (
          <Notice title={t('adoption.primaryNow')} />
        ) : (
          <Checkbox
            label={t('adoption.primary')}
            support={t('adoption.primarySupport')}
            checked={primary}
            onChange={setPrimary}
            disabled={!pack.suits}
          />
        )}
        {pack.recommendations > 0 && <Recommendations pack={pack} chosen={chosen} setChosen={setChosen} />}
        <div className="flex flex-wrap gap-4">
          {!settled && (
            <Button busy={save.isPending} disabled={!pack.suits} onClick={() => save.mutate()}>
              {t(adoption === null ? 'adoption.adopt' : 'adoption.save')}
            </Button>
          )}
          {adoption !== null && !adoption.primary && (
            <Withdrawal packId={pack.id} version={adoption.version} />
          )}
        </div>
      </div>
    </>
  );
}

function Recommendations({
  pack,
  chosen,
  setChosen,
}: {
  readonly pack: PackDetail;
  readonly chosen: readonly string[];
  readonly setChosen: (chosen: readonly string[]) => void;
}) {
  const levels = pack.levels.filter((level) => level.adoptable).map((level) => level.id);
  const list = useData<{ readonly items: readonly RequirementLine[] }>(requirementsPath(pack.id), {
    level: levels[0],
    pageSize: 200,
  });
  return (
    <Section title={t('adoption.recommendations')} lead={t('adoption.recommendationsLead')}>
      <Loaded query={list}>
        {({ items }) => (
          <div className="flex flex-col gap-4">
            <div className="flex flex-wrap items-center gap-4">
              <Button variant="outline" size="sm" onClick={() => setChosen(items.map(({ id }) => id))}>
                {t('adoption.all')}
              </Button>
              <Button variant="outline" size="sm" onClick={() => setChosen([])}>
                {t('adoption.nothing')}
              </Button>
              <span aria-live="polite" className="text-std-16N-170">
                {t('adoption.chosen', { total: items.length, count: chosen.length })}
              </span>
            </div>
            <CheckboxGroup
              label={t('adoption.recommendations')}
              values={chosen}
              onChange={setChosen}
              options={items.map(({ id, summary }) => ({ value: id, label: `${id}　${summary.ja}` }))}
            />
          </div>
        )}
      </Loaded>
    </Section>
  );
}

function Withdrawal({ packId, version }: { readonly packId: string; readonly version: number }) {
  const [asked, setAsked] = useState(false);
  const toast = useToast();
  const deed = useDeed({
    run: () => withdraw({ params: { packId }, query: { version } }),
    changes: adoptionChanges,
    done: () => {
      setAsked(false);
      toast({ text: t('adoption.withdrawn') });
    },
  });
  return (
    <>
      <Button variant="outline" onClick={() => setAsked(true)}>
        {t('adoption.withdraw')}
      </Button>
      <ConfirmDialog
        open={asked}
        onClose={() => setAsked(false)}
        title={t('adoption.withdrawTitle')}
        confirm={t('adoption.withdraw')}
        danger
        onConfirm={() => deed.mutateAsync()}
      >
        {t('adoption.withdrawText')}
        {deed.isError && <FailureNotice error={deed.error} />}
      </ConfirmDialog>
    </>
  );
}
