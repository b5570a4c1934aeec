import { useState } from 'react';
import { Badge } from '../../../../kit/ui/badge.tsx';
import { Button } from '../../../../kit/ui/button.tsx';
import { FailureNotice, useDeed } from '../../../../kit/ui/data.tsx';
import { Disclosure } from '../../../../kit/ui/disclosure.tsx';
import { TextArea } from '../../../../kit/ui/inputs.tsx';
import { ButtonLink, Link } from '../../../../kit/ui/link.tsx';
import { useToast } from '../../../../kit/ui/toast.tsx';
import { showInstant } from '../../../../kit/ui/values.ts';
import type { DecisionKind } from '../../model.ts';
import { confirm, decide, everything, type InboxItem, view } from '../calls.ts';
import { t } from '../messages.ts';
import { Glance, StateBadges } from '../parts.tsx';

export interface InboxRowProps {
  readonly item: InboxItem;
  readonly selected?: boolean;
  readonly select?: (on: boolean) => void;
}

/** One request that waits: opened, it shows what is asked and why it came here, with the buttons that settle it. */
export function InboxRow({ item, selected, select }: InboxRowProps) {
  return (
    <li className="flex items-start gap-2">
      {select !== undefined && (
        <input
          type="checkbox"
          className="mt-5 ml-2 size-6 shrink-0 accent-key-900 focus-visible:outline-4 focus-visible:outline-black"
          aria-label={t('inbox.select', { number: item.number, subject: item.subject })}
          checked={selected ?? false}
          onChange={(event) => select(event.target.checked)}
        />
      )}
      <div className="min-w-0 flex-1">
        <Disclosure framed summary={<Head item={item} />}>
          <Body item={item} />
        </Disclosure>
      </div>
    </li>
  );
}

function Head({ item }: { readonly item: InboxItem }) {
  return (
    <span className="flex flex-col gap-1">
      <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span>{item.subject || item.typeTitle}</span>
        {item.task !== 'decide' && <Badge tone="blue">{t(`inbox.task.${item.task}`)}</Badge>}
        {item.override && <Badge tone="orange">{t('override')}</Badge>}
        {item.extension && <Badge>{t('extension')}</Badge>}
      </span>
      <span className="flex flex-wrap gap-x-4 text-dns-16N-130 text-solid-gray-700">
        <span>{item.typeTitle}</span>
        <span>{[item.unit?.name ?? '', item.applicant.name].filter(Boolean).join('　')}</span>
        <span>{item.number}</span>
        <span>{t('inbox.since', { at: showInstant(item.waitingSince) })}</span>
      </span>
    </span>
  );
}

function Body({ item }: { readonly item: InboxItem }) {
  return (
    <div className="flex flex-col gap-4">
      <Glance entries={item.glance} />
      <p className="text-dns-16N-130 text-solid-gray-700">
        {t('inbox.whyOf', { why: item.why })}
        <br />
        {t('inbox.likeOf', item.like)}
      </p>
      {item.state !== 'submitted' && <StateBadges row={item} />}
      {item.task === 'decide' && (item.body ? <ToRequest item={item} /> : <Decide item={item} />)}
      {item.task === 'view' && <View item={item} />}
      {item.task === 'confirm' && <Confirm item={item} />}
      <p>
        <Link to={`/permissions/${item.id}`}>{t('inbox.open')}</Link>
      </p>
    </div>
  );
}

function ToRequest({ item }: { readonly item: InboxItem }) {
  return (
    <div className="flex flex-wrap items-center gap-4">
      <p>{t('inbox.body')}</p>
      <ButtonLink to={`/permissions/${item.id}`} size="sm">
        {t('inbox.toRequest')}
      </ButtonLink>
    </div>
  );
}

/** Permit at once; refusing and sending back open the field for the reason first. */
function Decide({ item }: { readonly item: InboxItem }) {
  const [words, setWords] = useState<'none' | 'conditions' | 'refuse' | 'send_back'>('none');
  const [text, setText] = useState('');
  const [missing, setMissing] = useState(false);
  const toast = useToast();
  const deed = useDeed<DecisionKind>({
    run: (decision) => {
      const permits = decision === 'permit';
      const body = { decision, conditions: permits ? text : '', reason: permits ? '' : text };
      return decide({ params: { id: item.id }, body: { version: item.version, ...body } });
    },
    changes: everything,
    done: (_moved, decision) => toast({ text: t(`done.${decision}`) }),
  });
  const ask = (kind: typeof words) => {
    setWords(kind);
    setMissing(false);
  };
  const against = words === 'refuse' || words === 'send_back';
  const send = (decision: DecisionKind) => {
    if (decision !== 'permit' && text.trim() === '') setMissing(true);
    else deed.mutate(decision);
  };
  return (
    <div className="flex flex-col gap-3">
      {deed.isError && <FailureNotice error={deed.error} />}
      {words !== 'none' && (
        <TextArea
          label={t(against ? 'field.reason' : 'field.conditions')}
          support={t(against ? 'field.reasonSupport' : 'field.conditionsSupport')}
          required={against}
          rows={2}
          maxLength={2000}
          autoFocus
          value={text}
          onChange={setText}
          error={missing && against ? t('decide.reason') : undefined}
        />
      )}
      <div className="flex flex-wrap gap-3">
        {against ? (
          <>
            <Button
              variant={words === 'refuse' ? 'danger' : 'solid'}
              busy={deed.isPending}
              onClick={() => send(words)}
            >
              {t(`deed.${words}`)}
            </Button>
            <Button variant="outline" onClick={() => ask('none')}>
              {t('deed.cancel')}
            </Button>
          </>
        ) : (
          <>
            <Button busy={deed.isPending} onClick={() => send('permit')}>
              {t('deed.permit')}
            </Button>
            <Button variant="outline" onClick={() => ask('refuse')}>
              {t('deed.refuse')}
            </Button>
            <Button variant="outline" onClick={() => ask('send_back')}>
              {t('deed.send_back')}
            </Button>
            {words === 'none' && (
              <Button variant="text" onClick={() => ask('conditions')}>
                {t('inbox.addConditions')}
              </Button>
            )}
          </>
        )}
      </div>
    </div>
  );
}

function View({ item }: { readonly item: InboxItem }) {
  const [note, setNote] = useState('');
  const toast = useToast();
  const deed = useDeed({
    run: () => view({ params: { id: item.id }, body: { version: item.version, note } }),
    changes: everything,
    done: () => toast({ text: t('done.view') }),
  });
  return (
    <div className="flex flex-col gap-3">
      {deed.isError && <FailureNotice error={deed.error} />}
      <p>{t('dialog.viewText')}</p>
      <TextArea
        label={t('field.note')}
        required={false}
        rows={2}
        maxLength={2000}
        value={note}
        onChange={setNote}
      />
      <div>
        <Button busy={deed.isPending} onClick={() => deed.mutate()}>
          {t('deed.view')}
        </Button>
      </div>
    </div>
  );
}

function Confirm({ item }: { readonly item: InboxItem }) {
  const [note, setNote] = useState('');
  const [asking, setAsking] = useState(false);
  const [missing, setMissing] = useState(false);
  const toast = useToast();
  const deed = useDeed<boolean>({
    run: (ok) => confirm({ params: { id: item.id }, body: { version: item.version, ok, note } }),
    changes: everything,
    done: (_moved, ok) => toast({ text: t(ok ? 'done.confirm' : 'done.notOk') }),
  });
  const refuse = () => {
    if (note.trim() === '') setMissing(true);
    else deed.mutate(false);
  };
  return (
    <div className="flex flex-col gap-3">
      {deed.isError && <FailureNotice error={deed.error} />}
      {asking && (
        <TextArea
          label={t('field.reason')}
          support={t('field.reasonSupport')}
          required
          rows={2}
          maxLength={2000}
          autoFocus
          value={note}
          onChange={setNote}
          error={missing ? t('decide.reason') : undefined}
        />
      )}
      <div className="flex flex-wrap gap-3">
        {!asking && (
          <Button busy={deed.isPending} onClick={() => deed.mutate(true)}>
            {t('deed.confirm')}
          </Button>
        )}
        <Button
          variant="outline"
          busy={asking && deed.isPending}
          onClick={() => (asking ? refuse() : setAsking(true))}
        >
          {t('deed.notOk')}
        </Button>
        {asking && (
          <Button variant="text" onClick={() => setAsking(false)}>
            {t('deed.cancel')}
          </Button>
        )}
      </div>
    </div>
  );
}
