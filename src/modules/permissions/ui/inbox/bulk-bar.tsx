import { useState } from 'react';
import { Button } from '../../../../kit/ui/button.tsx';
import { useDeed } from '../../../../kit/ui/data.tsx';
import { Dialog } from '../../../../kit/ui/dialog.tsx';
import { Form, useForm } from '../../../../kit/ui/form.tsx';
import { TextArea } from '../../../../kit/ui/inputs.tsx';
import { useToast } from '../../../../kit/ui/toast.tsx';
import { decideMany, everything, type InboxItem } from '../calls.ts';
import { t } from '../messages.ts';
import { Glance } from '../parts.tsx';

type Decision = 'permit' | 'refuse';
interface Words {
  readonly text: string;
}

/** Decides the chosen requests alike. What could not be decided is named with the reason; the others are done. */
export function BulkBar({
  items,
  done,
}: {
  readonly items: readonly InboxItem[];
  readonly done: () => void;
}) {
  const [open, setOpen] = useState<Decision | null>(null);
  return (
    <div className="flex flex-wrap items-center gap-3">
      <span role="status" className="text-dns-16B-130">
        {t('inbox.selected', { count: items.length })}
      </span>
      <Button size="sm" onClick={() => setOpen('permit')}>
        {t('inbox.bulkPermit')}
      </Button>
      <Button size="sm" variant="outline" onClick={() => setOpen('refuse')}>
        {t('inbox.bulkRefuse')}
      </Button>
      {open !== null && <BulkDialog decision={open} items={items} close={() => setOpen(null)} done={done} />}
    </div>
  );
}

const applicantOf = ({ unit, applicant }: InboxItem): string =>
  [unit?.name ?? '', applicant.name].filter(Boolean).join('　');

function BulkDialog({
  decision,
  items,
  close,
  done,
}: {
  readonly decision: Decision;
  readonly items: readonly InboxItem[];
  readonly close: () => void;
  readonly done: () => void;
}) {
  const [left, setLeft] = useState<readonly { id: string; message: string }[]>([]);
  const toast = useToast();
  const permits = decision === 'permit';
  const deed = useDeed<string, Awaited<ReturnType<typeof decideMany>>>({
    run: (text) =>
      decideMany({
        body: {
          items: items.map(({ id, version }) => ({ id, version })),
          ...{ decision, conditions: permits ? text : '', reason: permits ? '' : text },
        },
      }),
    changes: everything,
  });
  const form = useForm<Words>({
    initial: { text: '' },
    fieldOf: () => 'text',
    check: ({ text }) =>
      permits || text.trim() !== '' ? [] : [{ field: 'text', message: t('decide.reason') }],
    send: async ({ text }) => {
      const { results } = await deed.mutateAsync(text);
      const refused = results.filter((result) => !result.done);
      toast({ text: t('inbox.bulkDone', { count: results.length - refused.length }) });
      setLeft(refused);
      if (refused.length === 0) {
        done();
        close();
      }
    },
  });
  const nameOf = (id: string) => items.find((item) => item.id === id)?.number ?? id;
  return (
    <Dialog open onClose={close} title={t('inbox.bulk')}>
      {left.length > 0 ? (
        <div role="alert">
          <p className="text-std-17B-170">{t('inbox.bulkLeft')}</p>
          <ul className="mt-2 list-disc pl-6">
            {left.map(({ id, message }) => (
              <li key={id}>{t('inbox.bulkProblem', { number: nameOf(id), problem: message })}</li>
            ))}
          </ul>
        </div>
      ) : (
        <Form form={form} submit={t(permits ? 'inbox.bulkPermit' : 'inbox.bulkRefuse')}>
          <p>{t('inbox.bulkText', { count: items.length })}</p>
          <ol className="border-t border-solid-gray-420">
            {items.map((item) => (
              <li key={item.id} className="border-b border-solid-gray-420 py-3">
                <p className="text-std-16B-170">{`${item.number} ${item.typeTitle}`}</p>
                <Glance
                  entries={[{ label: t('column.applicant'), value: applicantOf(item) }, ...item.glance]}
                />
              </li>
            ))}
          </ol>
          <TextArea
            label={t(permits ? 'field.conditions' : 'field.reason')}
            support={t(permits ? 'field.conditionsSupport' : 'field.reasonSupport')}
            required={!permits}
            rows={3}
            maxLength={2000}
            {...form.text('text')}
          />
        </Form>
      )}
    </Dialog>
  );
}
