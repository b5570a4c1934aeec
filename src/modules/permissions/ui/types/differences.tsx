import { formatDate } from '../../../../kernel/dates.ts';
import { Button } from '../../../../kit/ui/button.tsx';
import { Disclosure } from '../../../../kit/ui/disclosure.tsx';
import { Section } from '../../../../kit/ui/page-header.tsx';
import { Table } from '../../../../kit/ui/table.tsx';
import {
  type ChangeablePart,
  differingParts,
  isSame,
  partsOfPackSince,
  type SeenParts,
  type TypeParts,
} from '../../model.changes.ts';
import type { Field, PermissionType, Slot } from '../../model.ts';
import type { TypeDefinition } from '../calls.ts';
import { t } from '../messages.ts';
import type { RoleChoice } from './seat-editor.tsx';

/** The type as the pack has it now; null for a type of the organisation's own. The server has checked its shape. */
export const packTypeOf = ({ ofPack }: TypeDefinition): PermissionType | null =>
  ofPack as unknown as PermissionType | null;

/** One part of a type, to be set in a form. What the pack leaves out is left out. */
export const partOf = (type: PermissionType, part: ChangeablePart): Partial<TypeParts> => ({
  [part]: type[part],
});

/**
 * Where the type differs from the pack, and who changed that last: the organisation, or the pack after it. Each part can
 * be taken over from the pack, or kept with the knowledge of what the pack says now.
 */
export function Differences({
  ofPack,
  now,
  roles,
  seen,
  keep,
  takeOver,
  keepOwn,
}: {
  readonly ofPack: PermissionType;
  readonly now: TypeParts;
  readonly roles: readonly RoleChoice[];
  readonly seen: SeenParts;
  /** Parts that stay as they are although the pack has changed; said when the type is saved. */
  readonly keep: readonly ChangeablePart[];
  readonly takeOver: (part: ChangeablePart) => void;
  /** Keeps the part, or no longer. */
  readonly keepOwn: (part: ChangeablePart) => void;
}) {
  const parts = differingParts(ofPack, now);
  const since = new Set(partsOfPackSince(ofPack, now, seen));
  if (parts.length === 0) return null;
  return (
    <Section title={t('differences.title')} lead={t('differences.lead')}>
      <Table
        caption={t('differences.title')}
        rows={parts.map((part) => ({ part }))}
        rowKey={({ part }) => part}
        columns={[
          {
            name: 'part',
            label: t('differences.where'),
            heading: true,
            width: 'w-40',
            cell: ({ part }) => t(`differences.part.${part}`),
          },
          {
            name: 'pack',
            label: t('differences.pack'),
            cell: ({ part }) => (
              <>
                <Lines lines={linesOf(part, ofPack, now, roles)} />
                {since.has(part) && <Before {...{ part, seen, ofPack, roles }} />}
              </>
            ),
          },
          {
            name: 'own',
            label: t('differences.own'),
            cell: ({ part }) => <Lines lines={linesOf(part, now, ofPack, roles)} />,
          },
          {
            name: 'last',
            label: t('differences.last'),
            width: 'min-w-40',
            cell: ({ part }) => lastText(seen[part], since.has(part), keep.includes(part)),
          },
          {
            name: 'take',
            label: t('differences.action'),
            width: 'min-w-44',
            cell: ({ part }) => (
              <div className="flex flex-col items-start gap-2">
                <Button
                  size="sm"
                  variant="outline"
                  aria-label={t('differences.takeOf', { part: t(`differences.part.${part}`) })}
                  onClick={() => takeOver(part)}
                >
                  {t('differences.take')}
                </Button>
                {since.has(part) && (
                  <Button
                    size="sm"
                    variant={keep.includes(part) ? 'solid' : 'outline'}
                    aria-pressed={keep.includes(part)}
                    aria-label={t('differences.keepOf', { part: t(`differences.part.${part}`) })}
                    onClick={() => keepOwn(part)}
                  >
                    {t('differences.keep')}
                  </Button>
                )}
              </div>
            ),
          },
        ]}
      />
    </Section>
  );
}

/** Who changed the part last, and when the organisation did. */
function lastText(seen: SeenParts[ChangeablePart], packSince: boolean, kept: boolean): string {
  if (seen === undefined) return t('differences.unknown');
  const date = formatDate(seen.on);
  if (kept) return t('differences.kept', { date });
  return t(packSince ? 'differences.packLast' : 'differences.ownLast', { date });
}

/** What the pack said when the organisation changed the part. */
function Before({
  part,
  seen,
  ofPack,
  roles,
}: {
  readonly part: ChangeablePart;
  readonly seen: SeenParts;
  readonly ofPack: PermissionType;
  readonly roles: readonly RoleChoice[];
}) {
  const pack = seen[part]?.pack ?? undefined;
  // It was a part of this type in an earlier edition of the pack.
  const then = { ...ofPack, [part]: pack } as TypeParts;
  return (
    <Disclosure summary={t('differences.before')}>
      <Lines lines={linesOf(part, then, ofPack, roles)} />
    </Disclosure>
  );
}

function Lines({ lines }: { readonly lines: readonly string[] }) {
  return (
    <ul>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}

/** What a part says, in short; of lists only what the other side does not say alike. */
function linesOf(
  part: ChangeablePart,
  type: TypeParts,
  other: TypeParts,
  roles: readonly RoleChoice[],
): readonly string[] {
  switch (part) {
    case 'title':
    case 'lead':
    case 'record':
      return [type[part]?.ja ?? t('differences.nothing')];
    case 'number':
      return [type.number];
    case 'gate':
      return [t(type.gate ? 'differences.listed' : 'differences.notListed')];
    case 'steps':
      return type.steps.map(({ deciders, mode, optional }, at) =>
        t(optional === true ? 'differences.optional' : 'differences.step', {
          number: at + 1,
          deciders: deciders.map((slot) => slotText(slot, roles)).join(t(`differences.${mode}`)),
        }),
      );
    case 'fields':
      return fieldLines(type.fields, other.fields);
    case 'applicants':
      return type.applicants.map((id) => roleTitle(id, roles));
    case 'informed':
      return orNothing(type.informed.map((slot) => slotText(slot, roles)));
    case 'gates':
      return orNothing(type.gates.map(({ message }) => message.ja));
    case 'validity':
      return [validityText(type.validity)];
    case 'completion':
      return [
        t(`type.completion.${type.completion.kind}`),
        ...(type.completion.text ? [type.completion.text.ja] : []),
      ];
    case 'override':
      return [t(type.override ? 'differences.yes' : 'differences.no')];
  }
}

const orNothing = (lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [t('differences.nothing')] : lines;

function fieldLines(fields: readonly Field[], other: readonly Field[]): readonly string[] {
  const known = new Map(other.map((field) => [field.id, field]));
  const own = fields.filter((field) => !isSame(field, known.get(field.id)));
  return own.length === 0
    ? [t('differences.fields.order', { count: fields.length })]
    : own.map(({ id, label }) =>
        t(known.has(id) ? 'differences.fields.changed' : 'differences.fields.only', { label: label.ja }),
      );
}

const roleTitle = (id: string, roles: readonly RoleChoice[]): string =>
  roles.find((role) => role.id === id)?.title ?? id;

function slotText(slot: Slot, roles: readonly RoleChoice[]): string {
  if ('undefined' in slot) return t('type.seat.undefined');
  if ('person' in slot) return t('type.seat.person');
  if ('post' in slot) return slot.post;
  const special = `special.${slot.role}`;
  return t.has(special) ? t(special) : roleTitle(slot.role, roles);
}

const validityText = (validity: TypeParts['validity']): string =>
  validity === null
    ? t('type.validityNone')
    : t('differences.days', { usual: validity.defaultDays, most: validity.maxDays });
