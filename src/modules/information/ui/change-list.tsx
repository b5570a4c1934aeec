import { formatInstant } from '../../../kernel/dates.ts';
import { Badge, type BadgeTone } from '../../../kit/ui/badge.tsx';
import { Button } from '../../../kit/ui/button.tsx';
import { FailureNotice, useDeed } from '../../../kit/ui/data.tsx';
import { DescriptionList } from '../../../kit/ui/description-list.tsx';
import { t } from '../messages-ui.ts';
import type { ChangeState } from '../model/register.ts';
import { type AssetDetail, everything, withdrawChange } from './calls.ts';
import { StandingText } from './parts.tsx';

export const stateTones: Readonly<Record<ChangeState, BadgeTone>> = {
  waiting: 'blue',
  approved: 'green',
  refused: 'orange',
  withdrawn: 'neutral',
};

type Change = AssetDetail['changes'][number];

/** Decisions and requests of one entry, the newest first. */
export function ChangeList({ changes }: { readonly changes: readonly Change[] }) {
  if (changes.length === 0) return <p className="text-solid-gray-700">{t('changes.none')}</p>;
  return (
    <ol className="flex flex-col gap-4">
      {changes.map((change) => (
        <li key={change.id} className="rounded-8 border border-solid-gray-420 p-4">
          <p className="mb-3 flex flex-wrap items-center gap-3">
            <Badge tone={stateTones[change.state]}>
              {t(change.kind === 'decision' ? 'changeState.decided' : `changeState.${change.state}`)}
            </Badge>
            <strong>{t(`changeKind.${change.kind}`)}</strong>
            <span className="text-solid-gray-700">
              {t('changes.requested', {
                at: formatInstant(new Date(change.requestedAt)),
                name: change.requestedBy ?? '',
              })}
            </span>
          </p>
          <DescriptionList entries={entriesOf(change)} />
          {change.own && change.state === 'waiting' && <Withdraw change={change} />}
        </li>
      ))}
    </ol>
  );
}

function entriesOf(change: Change) {
  const standing = (label: string, value: Change['wanted']) =>
    value === null ? [] : [[label, <StandingText key={label} {...value} />] as const];
  const decided =
    change.decidedBy === null
      ? []
      : [
          [
            t(change.kind === 'decision' ? 'changes.decidedBy' : 'changes.note'),
            [
              t('changes.by', {
                name: change.decidedBy,
                as: change.decidedAs === null ? '' : t(`as.${change.decidedAs}`),
              }),
              change.kind === 'decision' ? '' : change.decisionNote,
            ]
              .filter(Boolean)
              .join('　'),
          ] as const,
        ];
  return [
    [t('changes.reason'), change.reason] as const,
    ...(change.state === 'approved' ? [] : standing(t('changes.wanted'), change.wanted)),
    ...standing(t('changes.from'), change.before),
    ...standing(t('changes.to'), change.after),
    ...decided,
  ];
}

function Withdraw({ change }: { readonly change: Change }) {
  const deed = useDeed({
    run: () => withdrawChange({ params: { id: change.id }, body: { version: change.version } }),
    changes: everything,
  });
  return (
    <div className="mt-3">
      {deed.isError && <FailureNotice error={deed.error} />}
      <Button size="sm" variant="outline" onClick={() => deed.mutate()} busy={deed.isPending}>
        {t('action.withdraw')}
      </Button>
    </div>
  );
}
