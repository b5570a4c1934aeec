import { Button } from '../../../../kit/ui/button.tsx';
import { Checkbox } from '../../../../kit/ui/choice.tsx';
import { Select, TextField } from '../../../../kit/ui/inputs.tsx';
import { type Field, type Slot, type SlotPlace, slotPlaces, specialDeciders } from '../../model.ts';
import { EntryPicker } from '../form/entry-picker.tsx';
import { t } from '../messages.ts';
import type { RoleChoice } from './steps-editor.tsx';

type Kind = 'role' | 'post' | 'person' | 'undefined';
const kinds: readonly Kind[] = ['role', 'post', 'person', 'undefined'];

const kindOf = (slot: Slot): Kind => kinds.find((kind) => kind in slot) ?? 'undefined';

/** A seat of this kind, still to be filled. */
function emptySlot(kind: Kind, roles: readonly RoleChoice[]): Slot {
  if (kind === 'post') return { post: '', of: 'applicant_unit' };
  if (kind === 'person') return { person: '' };
  if (kind === 'undefined') return { undefined: true };
  return { role: roles[0]?.id ?? 'superior', of: 'applicant_unit' };
}

/** One seat: a role somewhere, a post of the applicant's unit, or somebody by name. */
export function SeatEditor({
  slot,
  number,
  fields,
  roles,
  onChange,
  remove,
}: {
  readonly slot: Slot;
  readonly number: number;
  readonly fields: readonly Field[];
  readonly roles: readonly RoleChoice[];
  readonly onChange: (slot: Slot) => void;
  readonly remove?: () => void;
}) {
  return (
    <fieldset className="grid gap-3 rounded-8 bg-solid-gray-50 p-3 sm:grid-cols-2">
      <legend className="sr-only">{t('type.seat', { number })}</legend>
      <Select
        label={t('type.seatOf', { number })}
        placeholder={null}
        value={kindOf(slot)}
        onChange={(kind) => onChange(emptySlot(kind as Kind, roles))}
        options={kinds.map((value) => ({ value, label: t(`type.seat.${value}`) }))}
      />
      {'role' in slot && <RoleSeat {...{ slot, fields, roles, onChange }} />}
      {'post' in slot && (
        <TextField
          label={t('type.post')}
          support={t('type.postSupport')}
          width="md"
          maxLength={60}
          value={slot.post}
          onChange={(post) => onChange({ ...slot, post })}
        />
      )}
      {'person' in slot && (
        <EntryPicker
          label={t('type.person')}
          name="person"
          kind="person"
          id={slot.person}
          shown={undefined}
          forTypes
          onChange={(picked) => onChange({ person: picked?.value ?? '' })}
        />
      )}
      {remove !== undefined && (
        <div>
          <Button size="sm" variant="text" onClick={remove}>
            {t('type.removeSeatOf', { number })}
          </Button>
        </div>
      )}
    </fieldset>
  );
}

/** Where the holder of the role is looked for in a field of the form, the field is named. */
const byField: readonly SlotPlace[] = ['system', 'area', 'service', 'asset', 'form'];
const fieldKinds: Readonly<Partial<Record<SlotPlace, readonly Field['kind'][]>>> = {
  system: ['system'],
  area: ['area'],
  service: ['service'],
  asset: ['asset'],
  form: ['person'],
};

function RoleSeat({
  slot,
  fields,
  roles,
  onChange,
}: {
  readonly slot: Extract<Slot, { role: string }>;
  readonly fields: readonly Field[];
  readonly roles: readonly RoleChoice[];
  readonly onChange: (slot: Slot) => void;
}) {
  const special = specialDeciders.map((id) => ({ value: id, label: t(`special.${id}`) }));
  const fitting = fields.filter(({ kind }) => fieldKinds[slot.of]?.includes(kind));
  const place = (of: SlotPlace) => {
    const { field: _field, ...rest } = slot;
    const first = fields.find(({ kind }) => fieldKinds[of]?.includes(kind));
    onChange({ ...rest, of, ...(byField.includes(of) && first ? { field: first.id } : {}) });
  };
  return (
    <>
      <Select
        label={t('type.role')}
        placeholder={null}
        width="lg"
        value={slot.role}
        onChange={(role) => onChange({ ...slot, role })}
        options={[...roles.map(({ id, title }) => ({ value: id, label: title })), ...special]}
      />
      <Select
        label={t('type.of')}
        placeholder={null}
        value={slot.of}
        onChange={(of) => place(of as SlotPlace)}
        options={slotPlaces.map((value) => ({ value, label: t(`type.of.${value}`) }))}
      />
      {byField.includes(slot.of) && (
        <Select
          label={t('type.field')}
          value={slot.field ?? ''}
          onChange={(field) => onChange({ ...slot, field })}
          options={fitting.map(({ id, label }) => ({ value: id, label: label.ja }))}
        />
      )}
      <Checkbox
        label={t('type.bodyOn')}
        checked={slot.body === true}
        onChange={(body) => onChange({ ...slot, body })}
      />
    </>
  );
}
