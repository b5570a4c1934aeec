import { useState } from 'react';
import { addMonths, formatDate } from '../../../../kernel/dates.ts';
import { type Answer, api } from '../../../../kit/ui/api.ts';
import { StatusLabel } from '../../../../kit/ui/badge.tsx';
import { Button } from '../../../../kit/ui/button.tsx';
import { FailureNotice, Loaded, useData, useDeed } from '../../../../kit/ui/data.tsx';
import { DateField } from '../../../../kit/ui/date-field.tsx';
import { Dialog } from '../../../../kit/ui/dialog.tsx';
import { EmptyState } from '../../../../kit/ui/empty-state.tsx';
import { TextArea, TextField } from '../../../../kit/ui/inputs.tsx';
import { useSession } from '../../../../kit/ui/session.ts';
import { t } from '../../messages-ui.ts';
import { type EvaluationLevel, evaluationLevels } from '../../model.ts';
import type { getImprovements } from '../../routes/evaluate.ts';
import type { CampaignAnswer } from '../campaign-page.tsx';
import { improvementLabels } from '../words.ts';
import { UnitSelect } from './unit-select.tsx';

type Improvement = Answer<typeof getImprovements>['items'][number];

/** Orders to improve and what came of them. */
export function ImprovementsTab({ campaign }: { readonly campaign: CampaignAnswer }) {
  const improvements = useData<Answer<typeof getImprovements>>(
    `/api/v1/campaigns/${campaign.id}/improvements`,
  );
  const [adding, setAdding] = useState(false);
  const { actions } = useSession();
  // The highest level at which one evaluates decides which route one's orders take.
  const level = evaluationLevels.findLast((each) => actions.includes(`campaign.evaluate-${each}`));
  return (
    <div className="flex flex-col gap-6">
      {level && (
        <div>
          <Button variant="outline" onClick={() => setAdding(true)}>
            {t('improvement.add')}
          </Button>
        </div>
      )}
      <Loaded query={improvements}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState title={t('improvement.none')}>{t('improvement.noneText')}</EmptyState>
          ) : (
            <ul className="flex flex-col gap-4">
              {items.map((each) => (
                <ImprovementCard
                  key={each.id}
                  improvement={each}
                  level={level}
                  mayReport={actions.includes('campaign.improve')}
                />
              ))}
            </ul>
          )
        }
      </Loaded>
      {adding && level && <OrderDialog campaign={campaign} level={level} close={() => setAdding(false)} />}
    </div>
  );
}

function ImprovementCard({
  improvement,
  level,
  mayReport,
}: {
  readonly improvement: Improvement;
  readonly level: EvaluationLevel | undefined;
  readonly mayReport: boolean;
}) {
  const { status } = improvement;
  return (
    <li className="flex flex-col gap-3 rounded-12 border border-solid-gray-300 p-4 sm:p-6">
      <p className="flex flex-wrap items-center gap-3">
        <StatusLabel value={status} states={improvementLabels} />
        <span>{improvement.unitName}</span>
        <span>{t('improvement.due', { date: formatDate(improvement.dueOn) })}</span>
        {improvement.itemId !== '' && <span>{improvement.itemId}</span>}
      </p>
      <h2 className="text-std-18B-160">{improvement.title}</h2>
      <p className="text-std-16N-170 whitespace-pre-wrap">{improvement.body}</p>
      {improvement.report !== '' && (
        <p className="text-std-16N-170 whitespace-pre-wrap">
          <strong>{t('improvement.report')}</strong>　{improvement.report}
        </p>
      )}
      {improvement.remark !== '' && (
        <p className="text-std-16N-170 whitespace-pre-wrap">
          <strong>{t('improvement.remark')}</strong>　{improvement.remark}
        </p>
      )}
      {mayReport && status === 'ordered' && (
        <Step
          improvement={improvement}
          label={t('improvement.doReport')}
          path="report"
          body={{}}
          textLabel={t('improvement.report')}
        />
      )}
      {level && status === 'reported' && (
        <div className="flex flex-wrap gap-3">
          <Step
            improvement={improvement}
            label={t('improvement.confirm')}
            path={`decide/${level}`}
            body={{ decision: 'confirm' }}
            textLabel={t('improvement.remark')}
          />
          <Step
            improvement={improvement}
            label={t('improvement.sendBack')}
            path={`decide/${level}`}
            body={{ decision: 'sendBack' }}
            textLabel={t('improvement.remark')}
          />
        </div>
      )}
    </li>
  );
}

function Step({
  improvement,
  label,
  path,
  body,
  textLabel,
}: {
  readonly improvement: Improvement;
  readonly label: string;
  readonly path: string;
  readonly body: object;
  readonly textLabel: string;
}) {
  const [open, setOpen] = useState(false);
  const [text, setText] = useState('');
  const send = useDeed({
    run: () =>
      api.post(`/api/v1/improvements/${improvement.id}/${path}`, {
        ...body,
        text,
        version: improvement.version,
      }),
    changes: ['/api/v1/campaigns', '/api/v1/me'],
    done: () => setOpen(false),
  });
  return (
    <div>
      <Button variant="outline" size="sm" onClick={() => setOpen(true)}>
        {label}
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={`${label}：${improvement.title}`}
        actions={
          <Button busy={send.isPending} onClick={() => send.mutate()}>
            {label}
          </Button>
        }
      >
        {send.isError && <FailureNotice error={send.error} />}
        <TextArea label={textLabel} value={text} onChange={setText} rows={4} />
      </Dialog>
    </div>
  );
}

function OrderDialog({
  campaign,
  level,
  close,
}: {
  readonly campaign: CampaignAnswer;
  readonly level: EvaluationLevel;
  readonly close: () => void;
}) {
  const { today } = useSession();
  const [unitId, setUnitId] = useState('');
  const [title, setTitle] = useState('');
  const [body, setBody] = useState('');
  const [dueOn, setDueOn] = useState(addMonths(today, 2));
  const send = useDeed({
    run: () =>
      api.post(`/api/v1/campaigns/${campaign.id}/evaluations/${level}/improvements`, {
        unitId,
        title,
        body,
        dueOn,
      }),
    changes: ['/api/v1/campaigns'],
    done: close,
  });
  return (
    <Dialog
      open
      onClose={close}
      title={t('improvement.add')}
      actions={
        <Button
          busy={send.isPending}
          disabled={unitId === '' || title.trim() === ''}
          onClick={() => send.mutate()}
        >
          {t('improvement.give')}
        </Button>
      }
    >
      <div className="flex flex-col gap-4">
        {send.isError && <FailureNotice error={send.error} />}
        <UnitSelect
          label={t('improvement.unit')}
          value={unitId}
          onChange={setUnitId}
          date={campaign.baseDate}
        />
        <TextField label={t('improvement.title')} required value={title} onChange={setTitle} />
        <TextArea label={t('improvement.body')} required={false} value={body} onChange={setBody} rows={4} />
        <DateField label={t('improvement.dueOn')} required value={dueOn} onChange={setDueOn} />
      </div>
    </Dialog>
  );
}
