import { useState } from 'react';
import { formatDate } from '../../../kernel/dates.ts';
import { Button } from '../../../kit/ui/button.tsx';
import { useData } from '../../../kit/ui/data.tsx';
import { DescriptionList } from '../../../kit/ui/description-list.tsx';
import { HistoryPanel } from '../../../kit/ui/history-panel.tsx';
import { ButtonLink, Link } from '../../../kit/ui/link.tsx';
import { LoadedPage } from '../../../kit/ui/loaded-page.tsx';
import { useParams } from '../../../kit/ui/navigation.ts';
import { Notice } from '../../../kit/ui/notice.tsx';
import { PageHeader, Section } from '../../../kit/ui/page-header.tsx';
import { useMay } from '../../../kit/ui/session.ts';
import { t } from '../messages.ts';
import { t as ui } from '../messages-ui.ts';
import { classText } from '../model.ts';
import type { MediumDetail } from './calls.ts';
import { LendDialog } from './lend-dialog.tsx';
import { EditMediumDialog, FindMediumDialog, LoseMediumDialog } from './medium-dialogs.tsx';
import { MediumRecords } from './medium-records.tsx';
import { MediumStateBadge, RuleList } from './parts.tsx';

/** One medium: what it is, where it is, and what happened to it. */
export default function MediumPage() {
  const { mediumId } = useParams('mediumId');
  const medium = useData<MediumDetail>(`/api/v1/media/${mediumId}`);
  return <LoadedPage query={medium}>{(detail) => <Medium key={detail.id} medium={detail} />}</LoadedPage>;
}

type Open = 'none' | 'edit' | 'lend' | 'lose' | 'find';

function Medium({ medium }: { readonly medium: MediumDetail }) {
  const mayEdit = useMay('media.edit');
  const [open, setOpen] = useState<Open>('none');
  const close = () => setOpen('none');
  return (
    <>
      <PageHeader
        title={`${medium.number} ${medium.name}`}
        status={<MediumStateBadge state={medium.state} />}
        actions={<Deeds medium={medium} open={setOpen} />}
      />
      <div className="flex flex-col gap-4">
        <Warnings medium={medium} />
        <Facts medium={medium} />
      </div>
      <MediumRecords mediumId={medium.id} />
      <Section title={ui('media.history')}>
        <HistoryPanel path={`/api/v1/media/${medium.id}/history`} />
      </Section>
      {mayEdit && open === 'edit' && <EditMediumDialog medium={medium} close={close} />}
      {open === 'lend' && (
        <LendDialog medium={{ id: medium.id, name: `${medium.number} ${medium.name}` }} close={close} />
      )}
      {open === 'lose' && <LoseMediumDialog medium={medium} close={close} />}
      {open === 'find' && <FindMediumDialog medium={medium} close={close} />}
    </>
  );
}

function Deeds({ medium, open }: { readonly medium: MediumDetail; readonly open: (what: Open) => void }) {
  const [mayEdit, mayLend, mayDispose, mayCarry] = [
    useMay('media.edit'),
    useMay('loans.keep'),
    useMay('disposals.record'),
    useMay('carrying.record'),
  ];
  const inStore = medium.state === 'in_store';
  const lendable = medium.lending.every((rule) => !rule.binding);
  return (
    <>
      {mayLend && inStore && lendable && <Button onClick={() => open('lend')}>{ui('media.lend')}</Button>}
      {mayCarry && inStore && (
        <ButtonLink to={`/carry-book/new?medium=${medium.id}`}>{ui('media.carry')}</ButtonLink>
      )}
      {mayEdit && medium.state !== 'disposed' && (
        <Button variant="outline" onClick={() => open('edit')}>
          {ui('media.edit')}
        </Button>
      )}
      {mayDispose && inStore && (
        <ButtonLink to={`/disposals/new?medium=${medium.id}`}>{ui('media.dispose')}</ButtonLink>
      )}
      {mayEdit && inStore && (
        <Button variant="outline" onClick={() => open('lose')}>
          {ui('media.lose')}
        </Button>
      )}
      {mayEdit && medium.state === 'lost' && (
        <Button variant="outline" onClick={() => open('find')}>
          {ui('media.find')}
        </Button>
      )}
    </>
  );
}

function Warnings({ medium }: { readonly medium: MediumDetail }) {
  const stopped = medium.state === 'in_store' && medium.lending.some((rule) => rule.binding);
  return (
    <>
      {medium.lostOn !== null && (
        <Notice
          kind="error"
          title={ui('media.lostTitle')}
          actions={<ButtonLink to="/report-incident">{ui('media.report')}</ButtonLink>}
        >
          {ui('media.lostText', { date: formatDate(medium.lostOn), note: medium.lostNote })}
        </Notice>
      )}
      {medium.findings.length > 0 && (
        <Notice kind="warning" title={ui('media.findingsTitle')}>
          <RuleList rules={medium.findings} missing />
        </Notice>
      )}
      {stopped && (
        <Notice kind="warning" title={ui('media.lendingTitle')}>
          <RuleList rules={medium.lending.filter((rule) => rule.binding)} missing />
        </Notice>
      )}
    </>
  );
}

function Facts({ medium }: { readonly medium: MediumDetail }) {
  const mark = (value: boolean) => (value ? ui('media.yes') : ui('media.none'));
  const approved =
    medium.approvedOn === null
      ? ui('media.approvedYes')
      : ui('media.approvedOn', { date: formatDate(medium.approvedOn) });
  return (
    <DescriptionList
      entries={[
        [t('medium.kind'), t(`kind.${medium.kind}`)],
        [t('medium.quantity'), ui('media.countOf', { count: medium.quantity })],
        [t('medium.classes'), classText(medium)],
        [
          t('medium.contents'),
          medium.contents.length === 0 ? null : <Contents key="contents" medium={medium} />,
        ],
        [t('medium.specificPersonal'), medium.specificPersonal ? mark(true) : null],
        [
          t('medium.unit'),
          <Link key="unit" to={`/units/${medium.unit.id}`}>
            {medium.unit.name}
          </Link>,
        ],
        [t('medium.system'), medium.system?.name ?? null],
        [t('medium.place'), <Place key="place" medium={medium} />],
        [t('medium.approved'), medium.approved ? approved : ui('media.approvedNo')],
        [
          t('medium.encrypted'),
          medium.kind === 'paper_binder'
            ? null
            : ui(medium.encrypted ? 'media.encryptedYes' : 'media.encryptedNo'),
        ],
        [t('medium.longTerm'), mark(medium.longTerm)],
        [t('medium.writeProtected'), mark(medium.writeProtected)],
        [t('medium.acquiredOn'), medium.acquiredOn === null ? null : formatDate(medium.acquiredOn)],
        [t('medium.note'), medium.note],
      ]}
    />
  );
}

function Contents({ medium }: { readonly medium: MediumDetail }) {
  return (
    <ul className="flex flex-col gap-1">
      {medium.contents.map((each) => (
        <li key={each.id}>{`${each.number} ${each.name}`}</li>
      ))}
    </ul>
  );
}

function Place({ medium }: { readonly medium: MediumDetail }) {
  if (medium.place === null) return ui('media.none');
  const qualities = medium.placeQualities.map((quality) => t(`fact.${quality}`)).join('・');
  return qualities === '' ? medium.place.name : `${medium.place.name}（${qualities}）`;
}
