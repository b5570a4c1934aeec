import { useMemo, useState } from 'react';
import { normaliseForSearch } from '../../../../kernel/japanese.ts';
import { type Answer, api } from '../../../../kit/ui/api.ts';
import { Badge } from '../../../../kit/ui/badge.tsx';
import { Button } from '../../../../kit/ui/button.tsx';
import { FailureNotice, Loaded, useData, useDeed } from '../../../../kit/ui/data.tsx';
import { Disclosure } from '../../../../kit/ui/disclosure.tsx';
import { Select, TextField } from '../../../../kit/ui/inputs.tsx';
import { useMay } from '../../../../kit/ui/session.ts';
import { useToast } from '../../../../kit/ui/toast.tsx';
import { t } from '../../messages-ui.ts';
import type { getAskableItems } from '../../routes/plan.ts';
import type { CampaignAnswer } from '../campaign-page.tsx';

type Askable = Answer<typeof getAskableItems>['items'][number];

/** What the campaign asks: chosen from the duties in force, each with the reason of the choice. */
export function ItemsTab({ campaign }: { readonly campaign: CampaignAnswer }) {
  const items = useData<Answer<typeof getAskableItems>>(`/api/v1/campaigns/${campaign.id}/items`);
  const editable = useMay('campaign.plan') && campaign.status === 'draft';
  return (
    <Loaded query={items}>
      {(answer) =>
        editable ? (
          <Chooser key={answer.version} campaign={campaign} items={answer.items} version={answer.version} />
        ) : (
          <List items={answer.items.filter((item) => item.chosen)} />
        )
      }
    </Loaded>
  );
}

function List({ items }: { readonly items: readonly Askable[] }) {
  return (
    <>
      <p className="mb-4 text-std-16N-170">{t('items.count', { count: items.length })}</p>
      <ul className="flex flex-col divide-y divide-solid-gray-300 border-y border-solid-gray-300">
        {items.map((item) => (
          <li key={item.itemId} className="flex flex-col gap-1 py-3">
            <ItemWords item={item} />
            {item.reason !== '' && (
              <p className="text-dns-16N-130 text-solid-gray-700">
                {t('items.reason')}：{item.reason}
              </p>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

function ItemWords({ item }: { readonly item: Askable }) {
  return (
    <>
      <span className="flex flex-wrap items-center gap-2 text-dns-14N-130 text-solid-gray-700">
        {item.itemId}
        {item.groups.map((group) => (
          <Badge key={group.id}>{group.title}</Badge>
        ))}
        {item.roles.join('・')}
      </span>
      <span className="text-std-16N-170">{item.question}</span>
    </>
  );
}

function Chooser({
  campaign,
  items,
  version,
}: {
  readonly campaign: CampaignAnswer;
  readonly items: readonly Askable[];
  readonly version: number;
}) {
  const [chosen, setChosen] = useState<ReadonlyMap<string, string>>(
    () => new Map(items.filter((item) => item.chosen).map((item) => [item.itemId, item.reason])),
  );
  const [q, setQ] = useState('');
  const [group, setGroup] = useState('');
  const toast = useToast();
  const shown = useMemo(() => search(items, q, group), [items, q, group]);
  const save = useDeed({
    run: () =>
      api.put(`/api/v1/campaigns/${campaign.id}/items`, {
        version,
        items: [...chosen].map(([itemId, reason]) => ({ itemId, reason })),
      }),
    changes: ['/api/v1/campaigns'],
    done: () => toast({ text: t('items.saved') }),
  });
  const groups = new Map(items.flatMap((item) => item.groups.map((each) => [each.id, each.title] as const)));
  const choose = (some: readonly Askable[], on: boolean) =>
    setChosen((before) => {
      const after = new Map(before);
      for (const item of some) {
        if (!on) after.delete(item.itemId);
        else if (!after.has(item.itemId)) after.set(item.itemId, '');
      }
      return after;
    });
  return (
    <div className="flex flex-col gap-6">
      <div className="grid gap-4 md:grid-cols-2">
        <TextField type="search" label={t('items.search')} value={q} onChange={setQ} width="full" />
        <Select
          label={t('items.group')}
          value={group}
          onChange={setGroup}
          options={[...groups].map(([value, label]) => ({ value, label }))}
          placeholder={t('items.allGroups')}
        />
      </div>
      <div className="sticky top-0 z-10 flex flex-wrap items-center gap-3 border-b border-solid-gray-300 bg-white py-3">
        <p className="text-std-16B-170 tabular-nums" role="status">
          {t('items.chosen', { chosen: chosen.size, total: items.length })}
        </p>
        <Button
          variant="outline"
          size="sm"
          onClick={() =>
            choose(
              shown.filter((item) => item.asked),
              true,
            )
          }
        >
          {t('items.addShown', { count: shown.length })}
        </Button>
        <Button variant="outline" size="sm" onClick={() => choose(shown, false)}>
          {t('items.removeShown')}
        </Button>
        <Button size="sm" busy={save.isPending} onClick={() => save.mutate()}>
          {t('items.save')}
        </Button>
      </div>
      {save.isError && <FailureNotice error={save.error} />}
      <Sections
        items={shown}
        chosen={chosen}
        choose={(item, on) => choose([item], on)}
        giveReason={(item, reason) => setChosen((before) => new Map(before).set(item.itemId, reason))}
      />
    </div>
  );
}

function Sections({
  items,
  chosen,
  choose,
  giveReason,
}: {
  readonly items: readonly Askable[];
  readonly chosen: ReadonlyMap<string, string>;
  readonly choose: (item: Askable, on: boolean) => void;
  readonly giveReason: (item: Askable, reason: string) => void;
}) {
  const sections = [...Map.groupBy(items, (item) => item.path.at(-2)?.id ?? item.path.at(-1)?.id ?? '')];
  return (
    <div>
      {sections.map(([id, own]) => (
        <Disclosure
          key={id}
          framed
          open={sections.length < 4}
          summary={t('items.section', {
            title: headingOf(own[0]) || id,
            chosen: own.filter((item) => chosen.has(item.itemId)).length,
            total: own.length,
          })}
        >
          <ul className="flex flex-col gap-4">
            {own.map((item) => (
              <li key={item.itemId} className="flex flex-col gap-2">
                <label className="flex items-start gap-3">
                  <input
                    type="checkbox"
                    checked={chosen.has(item.itemId)}
                    onChange={(event) => choose(item, event.target.checked)}
                    className="mt-1 size-6 shrink-0 accent-key-900"
                  />
                  <span className="flex min-w-0 flex-col gap-1">
                    <ItemWords item={item} />
                  </span>
                </label>
                {chosen.has(item.itemId) && (
                  <div className="pl-9">
                    <TextField
                      label={t('items.reason')}
                      required={false}
                      value={chosen.get(item.itemId) ?? ''}
                      onChange={(reason) => giveReason(item, reason)}
                      maxLength={500}
                    />
                  </div>
                )}
              </li>
            ))}
          </ul>
        </Disclosure>
      ))}
    </div>
  );
}

/** The headings above an item; a part with a single chapter of the same name is named once. */
const headingOf = (item: Askable | undefined): string =>
  [...new Set(item?.path.slice(0, -1).map((each) => each.title))].join('／');

function search(items: readonly Askable[], q: string, group: string): readonly Askable[] {
  const words = q
    .split(/[\s\u3000]+/)
    .map(normaliseForSearch)
    .filter(Boolean);
  return items.filter((item) => {
    if (group !== '' && !item.groups.some((each) => each.id === group)) return false;
    if (words.length === 0) return true;
    const titles = item.path.map((each) => each.title).join(' ');
    const text = normaliseForSearch(
      [item.itemId, item.question, item.summary, item.roles.join(' '), titles].join(' '),
    );
    return words.every((word) => text.includes(word));
  });
}
