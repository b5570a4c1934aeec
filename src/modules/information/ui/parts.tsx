/** Pieces that several pages of the register show. */
import { Badge, type BadgeTone } from '../../../kit/ui/badge.tsx';
import { Button } from '../../../kit/ui/button.tsx';
import { Combobox, type PickerProps } from '../../../kit/ui/combobox.tsx';
import { useToast } from '../../../kit/ui/toast.tsx';
import { t } from '../messages-ui.ts';
import type { Issue } from '../model/register.ts';
import type { AssetRow, Colleague } from './calls.ts';

/** Classes and restrictions in words; undecided ones say so. */
export function StandingText({
  marks,
  restrictionTexts,
}: {
  readonly marks: string;
  readonly restrictionTexts: readonly string[];
}) {
  return (
    <span className="inline-flex flex-col gap-1">
      <span>{marks === '' ? t('class.none') : <Marks marks={marks} />}</span>
      {restrictionTexts.length > 0 && (
        <span className="text-dns-14N-130 text-solid-gray-700">{restrictionTexts.join('、')}</span>
      )}
    </span>
  );
}

/** 「機密性2・完全性1」 breaks only between the axes. */
function Marks({ marks }: { readonly marks: string }) {
  return marks.split('・').map((mark, at, all) => (
    <span key={mark} className="inline-block">
      {at < all.length - 1 ? `${mark}・` : mark}
    </span>
  ));
}

const tones: Readonly<Record<Issue, BadgeTone>> = {
  undetermined: 'orange',
  waiting: 'blue',
  attention: 'red',
  review: 'red',
  unmarked: 'yellow',
  retention: 'red',
  orphan: 'red',
  noDecider: 'orange',
};

/** What is to be done about an entry, as badges. */
export function IssueBadges({ issues }: { readonly issues: readonly Issue[] }) {
  if (issues.length === 0) return <span className="text-solid-gray-700">{t('restrictions.none')}</span>;
  return (
    <span className="flex flex-wrap gap-1">
      {issues.map((issue) => (
        <Badge key={issue} tone={tones[issue]}>
          {t(`issue.${issue}`)}
        </Badge>
      ))}
    </span>
  );
}

/** Picks a person of one's own units. */
export function ColleaguePicker(props: PickerProps) {
  return (
    <Combobox<Colleague>
      {...props}
      path="/api/v1/information/colleagues"
      placeholder={t('new.deciderSearch')}
      option={(person) => ({ value: person.id, label: person.name, detail: person.unit })}
    />
  );
}

/** Picks an information system of the ledger. */
export function SystemPicker(props: PickerProps) {
  return (
    <Combobox<{ readonly id: string; readonly name: string; readonly code: string }>
      {...props}
      path="/api/v1/information/systems"
      option={(system) => ({ value: system.id, label: system.name, detail: system.code })}
    />
  );
}

/** Picks an entry of the register. */
export function EntryPicker(props: PickerProps) {
  return (
    <Combobox<AssetRow>
      {...props}
      path="/api/v1/information-assets"
      placeholder={t('new.sourceSearch')}
      option={(row) => ({
        value: row.id,
        label: row.name,
        detail: [row.number, row.marks].filter(Boolean).join(' '),
      })}
    />
  );
}

/** Puts a text on the clipboard and says so. */
export function CopyButton({ text, what }: { readonly text: string; readonly what: string }) {
  const toast = useToast();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      toast({ text: t('copied') });
    } catch {
      toast({ text: t('copyFailed'), kind: 'error' });
    }
  };
  return (
    <Button size="sm" variant="outline" onClick={() => void copy()} aria-label={`${what}${t('action.copy')}`}>
      {t('action.copy')}
    </Button>
  );
}
