/** Pieces that several pages of media show. */
import type { ReactNode } from 'react';
import { Badge, type BadgeTone } from '../../../kit/ui/badge.tsx';
import { type Candidate, Combobox, type PickerProps } from '../../../kit/ui/combobox.tsx';
import { ButtonLink } from '../../../kit/ui/link.tsx';
import { Notice } from '../../../kit/ui/notice.tsx';
import { t } from '../messages.ts';
import { t as ui } from '../messages-ui.ts';
import { type CarryState, classText, type Direction, type LoanState, type MediumState } from '../model.ts';
import type { BreachInfo, Choice } from './calls.ts';

function picker(path: string) {
  return function Picker(props: PickerProps) {
    return (
      <Combobox<Choice>
        {...props}
        path={path}
        option={(row) => ({ value: row.id, label: row.name, detail: row.detail })}
      />
    );
  };
}

export const PersonPicker = picker('/api/v1/media-choices/people');
export const SystemPicker = picker('/api/v1/media-choices/systems');
export const PlacePicker = picker('/api/v1/media-choices/places');
export const InformationPicker = picker('/api/v1/media-choices/information');
export const DisposablePicker = picker('/api/v1/disposals/information');
export const CarriablePicker = picker('/api/v1/carry-entries/media');

/** Picks a medium of the ledger; `query` narrows it. */
export function MediumPicker(props: PickerProps) {
  return (
    <Combobox<{ id: string; number: string; name: string; unit: { name: string } }>
      {...props}
      path="/api/v1/media"
      option={(row) => ({ value: row.id, label: `${row.number} ${row.name}`, detail: row.unit.name })}
    />
  );
}

export const candidate = (record: { readonly id: string; readonly name: string } | null): Candidate | null =>
  record === null ? null : { value: record.id, label: record.name };

const mediumTones: Readonly<Record<MediumState, BadgeTone>> = {
  in_store: 'green',
  lent: 'blue',
  taken_out: 'orange',
  lost: 'red',
  disposed: 'neutral',
};
export const MediumStateBadge = ({ state }: { readonly state: MediumState }) => (
  <Badge tone={mediumTones[state]}>{t(`state.${state}`)}</Badge>
);

const loanTones: Readonly<Record<LoanState, BadgeTone>> = {
  open: 'blue',
  overdue: 'red',
  returned: 'green',
  lost: 'red',
};
export const LoanStateBadge = ({ state }: { readonly state: LoanState }) => (
  <Badge tone={loanTones[state]}>{t(`loanState.${state}`)}</Badge>
);

const carryTones: Readonly<Record<CarryState, BadgeTone>> = {
  open: 'blue',
  overdue: 'red',
  returned: 'orange',
  confirmed: 'green',
};
export const CarryStateBadge = ({
  state,
  direction,
}: {
  readonly state: CarryState;
  readonly direction: Direction;
}) => (
  <Badge tone={carryTones[state]}>
    {state === 'open' ? ui(`carry.open.${direction}`) : t(`carryState.${state}`)}
  </Badge>
);

/** Classes in a column of a list: an axis is never broken. */
export const ClassCell = (props: { readonly row: Parameters<typeof classText>[0] }) => (
  <span className="flex flex-wrap gap-x-2">
    {classText(props.row)
      .split('・')
      .map((axis) => (
        <span key={axis} className="whitespace-nowrap">
          {axis}
        </span>
      ))}
  </span>
);

/** Rules with their clause and edition; what is missing beneath, where it is asked for. */
export function RuleList({
  rules,
  missing = false,
}: {
  readonly rules: readonly BreachInfo[];
  readonly missing?: boolean;
}) {
  return (
    <ul className="flex list-disc flex-col gap-2 pl-6">
      {rules.map((rule) => (
        <li key={`${rule.rule} ${rule.edition} ${rule.clause}`}>
          {rule.text}
          <span className="block text-solid-gray-700">
            {`${rule.edition} ${rule.clause}`}
            {missing &&
              ` ・ ${ui('media.missing', { facts: rule.missing.map((fact) => t(`fact.${fact}`)).join('、') })}`}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** What is lost has to be reported besides: that is a deed of its own. */
export const LossNotice = () => (
  <Notice
    kind="warning"
    actions={<ButtonLink to="/report-incident">{ui('media.report')}</ButtonLink>}
    className="mb-6"
  >
    {ui('media.loseNotice')}
  </Notice>
);

/** `YYYY-MM-DDTHH:mm` of this moment in Tokyo, as the browser's field for a time has it. */
export const nowInTokyo = (): string => new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 16);

/** What such a field holds, as an instant for the API; '' stays ''. */
export const tokyoInstant = (local: string): string => (local === '' ? '' : `${local}:00+09:00`);

/** Buttons or links side by side, wrapping on a phone. */
export const Row = ({ children }: { readonly children: ReactNode }) => (
  <div className="flex flex-wrap items-center gap-3">{children}</div>
);
