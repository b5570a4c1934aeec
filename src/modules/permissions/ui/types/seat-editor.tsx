import { Button } from '../../../../kit/ui/button.tsx';
import { Checkbox, CheckboxGroup } from '../../../../kit/ui/choice.tsx';
import { Disclosure } from '../../../../kit/ui/disclosure.tsx';
import { Select, TextField } from '../../../../kit/ui/inputs.tsx';
import { type Field, type Slot, type SlotPlace, slotPlaces, specialDeciders } from '../../model.ts';
import { EntryPicker } from '../form/entry-picker.tsx';
import { t } from '../messages.ts';
import { type ErrorOf, fieldKindAt } from './problems.ts';

export interface RoleChoice {
  readonly id: string;
  readonly title: string;
}

type Kind = 'role' | 'post' | 'person' | 'undefined';
const kinds: readonly Kind[] = ['role', 'post', 'person', 'undefined'];

const kindOf = (slot: Slot): Kind => kinds.find((kind) => kind in slot) ?? 'undefined';

/** A seat of this kind, still to be filled. */
export function emptySlot(kind: Kind, roles: readonly RoleChoice[]): Slot {
  if (kind === 'post') return { post: '', of: 'applicant_unit' };
  if (kind === 'person') return { person: '' };
  if (kind === 'undefined') return { undefined: true };
  return { role: roles[0]?.id ?? 'superior', of: 'applicant_unit' };
}

/** One seat: a role somewhere, a post of the applicant's unit, or somebody by name. */
export function SeatEditor({
  slot,
  name,
  words,
  decides,
  fields,
  roles,
  error,
  onChange,
  remove,
}: {
  readonly slot: Slot;
  /** Of the seat in the refusals of the form. */
  readonly name: string;
  readonly words: { readonly seat: string; readonly how: string; readonly remove: string };
  /** Decides, and so may still be open or be a body; otherwise is only told. */
  readonly decides: boolean;
  readonly error: ErrorOf;
  readonly fields: readonly Field[];
  readonly roles: readonly RoleChoice[];
  readonly onChange: (slot: Slot) => void;
  readonly remove?: () => void;
}) {
  return (
    <fieldset className="grid gap-3 rounded-8 bg-solid-gray-50 p-3 sm:grid-cols-2">
      <legend className="sr-only">{words.seat}</legend>
      <Select
        label={words.how}
        name={`${name}.kind`}
        error={error(`${name}.kind`)}
        placeholder={null}
        value={kindOf(slot)}
        onChange={(kind) => onChange(emptySlot(kind as Kind, roles))}
        options={kinds
          .filter((value) => decides || value !== 'undefined')
          .map((value) => ({ value, label: t(`type.seat.${value}`) }))}
      />
      {'role' in slot && <RoleSeat {...{ slot, name, decides, fields, roles, error, onChange }} />}
      {'post' in slot && (
        <TextField
          label={t('type.post')}
          name={`${name}.post`}
          error={error(`${name}.post`)}
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
          name={`${name}.person`}
          error={error(`${name}.person`)}
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
            {words.remove}
          </Button>
        </div>
      )}
    </fieldset>
  );
}

function RoleSeat({
  slot,
  name,
  decides,
  fields,
  roles,
  error,
  onChange,
}: {
  readonly slot: Extract<Slot, { role: string }>;
  readonly name: string;
  readonly decides: boolean;
  readonly error: ErrorOf;
  readonly fields: readonly Field[];
  readonly roles: readonly RoleChoice[];
  readonly onChange: (slot: Slot) => void;
}) {
  const special = specialDeciders.map((id) => ({ value: id, label: t(`special.${id}`) }));
  // Where the holder of the role is looked for in a field of the form, the field is named.
  const fitting = (of: SlotPlace) => fields.filter(({ kind }) => kind === fieldKindAt[of]);
  const place = (of: SlotPlace) => {
    const { field: _field, ...rest } = slot;
    const [first] = fitting(of);
    onChange({ ...rest, of, ...(first ? { field: first.id } : {}) });
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
      {fieldKindAt[slot.of] !== undefined && (
        <Select
          label={t('type.field')}
          name={`${name}.field`}
          error={error(`${name}.field`)}
          value={slot.field ?? ''}
          onChange={(field) => onChange({ ...slot, field })}
          options={fitting(slot.of).map(({ id, label }) => ({ value: id, label: label.ja }))}
        />
      )}
      {decides && <BodySeat {...{ slot, roles, onChange }} />}
    </>
  );
}

/** A seat that resolves in a meeting, and who writes the resolution down; without any who stands for the body does. */
function BodySeat({
  slot,
  roles,
  onChange,
}: {
  readonly slot: Extract<Slot, { role: string }>;
  readonly roles: readonly RoleChoice[];
  readonly onChange: (slot: Slot) => void;
}) {
  const recorders = slot.recorders ?? [];
  const titles = roles.filter(({ id }) => recorders.includes(id)).map(({ title }) => title);
  const record = (chosen: readonly string[]) => {
    const { recorders: _before, ...rest } = slot;
    onChange(chosen.length === 0 ? rest : { ...rest, recorders: chosen });
  };
  const resolve = (body: boolean) => {
    const { recorders: _recorders, body: _body, ...rest } = slot;
    onChange(body ? { ...rest, body } : rest);
  };
  return (
    <>
      <Checkbox label={t('type.bodyOn')} checked={slot.body === true} onChange={resolve} />
      {slot.body === true && (
        <div className="sm:col-span-2">
          <Disclosure
            summary={t('type.recordersNow', {
              roles: titles.length === 0 ? t('type.recordersUsual') : titles.join('、'),
            })}
          >
            <CheckboxGroup
              label={t('type.recorders')}
              support={t('type.recordersSupport')}
              values={recorders}
              onChange={record}
              options={roles.map(({ id, title }) => ({ value: id, label: title }))}
            />
          </Disclosure>
        </div>
      )}
    </>
  );
}
