import { useState } from 'react';
import { formatDate } from '../../../../kernel/dates.ts';
import { type Answer, api } from '../../../../kit/ui/api.ts';
import { Badge } from '../../../../kit/ui/badge.tsx';
import { Button } from '../../../../kit/ui/button.tsx';
import { FailureNotice, Loaded, useData, useDeed } from '../../../../kit/ui/data.tsx';
import { TextArea } from '../../../../kit/ui/inputs.tsx';
import { ButtonLink } from '../../../../kit/ui/link.tsx';
import { Section } from '../../../../kit/ui/page-header.tsx';
import { useMay, useSession } from '../../../../kit/ui/session.ts';
import { useToast } from '../../../../kit/ui/toast.tsx';
import { t } from '../../messages-ui.ts';
import { evaluationLevels, mayDo } from '../../model.ts';
import type { getEvaluations } from '../../routes/evaluate.ts';
import type { CampaignAnswer } from '../campaign-page.tsx';

type Evaluation = Answer<typeof getEvaluations>['items'][number];

const empty = {
  id: null,
  unitId: null,
  unitName: '',
  findings: '',
  measures: '',
  submittedAt: null,
  submittedBy: '',
  version: null,
};

/** The chain of evaluations: each 部局 its own issues, then the common ones, then the conclusion. */
export function EvaluationTab({ campaign }: { readonly campaign: CampaignAnswer }) {
  const evaluations = useData<Answer<typeof getEvaluations>>(`/api/v1/campaigns/${campaign.id}/evaluations`);
  const { actions } = useSession();
  const mayRates = useMay('rates.read');
  return (
    <div className="flex flex-col gap-8">
      {mayRates && (
        <div>
          <ButtonLink to={`/rates?campaign=${campaign.id}`}>{t('evaluation.rates')}</ButtonLink>
        </div>
      )}
      <Loaded query={evaluations}>
        {({ items }) =>
          evaluationLevels.map((level) => {
            const own = items.filter((each) => each.level === level);
            const shown: readonly Evaluation[] =
              own.length > 0 || level === 'unit' ? own : [{ ...empty, level }];
            const may = actions.includes(`campaign.evaluate-${level}`) && mayDo('evaluate', campaign.status);
            return (
              <Section key={level} title={t(`evaluation.${level}`)} lead={t(`evaluation.${level}Lead`)}>
                <div className="flex flex-col gap-6">
                  {shown.length === 0 && <p className="text-std-16N-170">{t('evaluation.noUnit')}</p>}
                  {shown.map((each) => (
                    <EvaluationCard
                      key={`${each.level}/${each.unitId}/${each.version}`}
                      campaign={campaign}
                      evaluation={each}
                      editable={may && each.submittedAt === null}
                    />
                  ))}
                </div>
              </Section>
            );
          })
        }
      </Loaded>
    </div>
  );
}

function EvaluationCard({
  campaign,
  evaluation,
  editable,
}: {
  readonly campaign: CampaignAnswer;
  readonly evaluation: Evaluation;
  readonly editable: boolean;
}) {
  const [findings, setFindings] = useState(evaluation.findings);
  const [measures, setMeasures] = useState(evaluation.measures);
  const toast = useToast();
  const save = useDeed<boolean>({
    run: (submit) =>
      api.put(`/api/v1/campaigns/${campaign.id}/evaluations/${evaluation.level}`, {
        unitId: evaluation.unitId,
        findings,
        measures,
        version: evaluation.version,
        submit,
      }),
    changes: ['/api/v1/campaigns', '/api/v1/me'],
    done: (_result, submitted) => toast({ text: t(submitted ? 'evaluation.submitted' : 'evaluation.saved') }),
  });
  return (
    <div className="flex flex-col gap-4 rounded-12 border border-solid-gray-300 p-4 sm:p-6">
      <p className="flex flex-wrap items-center gap-3">
        {evaluation.unitName !== '' && <span className="text-std-16B-170">{evaluation.unitName}</span>}
        {evaluation.submittedAt === null ? (
          <Badge tone="orange">{t('evaluation.open')}</Badge>
        ) : (
          <>
            <Badge tone="green">{t('evaluation.done')}</Badge>
            {t('orders.by', { date: formatDate(evaluation.submittedAt), name: evaluation.submittedBy })}
          </>
        )}
      </p>
      {editable ? (
        <>
          <TextArea
            label={t('evaluation.findings')}
            required
            value={findings}
            onChange={setFindings}
            rows={4}
          />
          <TextArea
            label={t('evaluation.measures')}
            required={false}
            value={measures}
            onChange={setMeasures}
            rows={3}
          />
          {save.isError && <FailureNotice error={save.error} title={t('evaluation.saveFailed')} />}
          <div className="flex flex-wrap gap-3">
            <Button variant="outline" busy={save.isPending} onClick={() => save.mutate(false)}>
              {t('evaluation.save')}
            </Button>
            <Button busy={save.isPending} onClick={() => save.mutate(true)}>
              {t(evaluation.level === 'final' ? 'evaluation.conclude' : 'evaluation.submit')}
            </Button>
          </div>
        </>
      ) : (
        <>
          <Words title={t('evaluation.findings')} text={evaluation.findings} />
          <Words title={t('evaluation.measures')} text={evaluation.measures} />
        </>
      )}
    </div>
  );
}

function Words({ title, text }: { readonly title: string; readonly text: string }) {
  if (text === '') return null;
  return (
    <div>
      <h3 className="text-std-16B-170">{title}</h3>
      <p className="text-std-16N-170 whitespace-pre-wrap">{text}</p>
    </div>
  );
}
