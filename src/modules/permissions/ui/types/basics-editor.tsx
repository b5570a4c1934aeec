import { Checkbox } from '../../../../kit/ui/choice.tsx';
import { TextArea, TextField } from '../../../../kit/ui/inputs.tsx';
import { t } from '../messages.ts';
import { LineList } from './line-list.tsx';
import type { Edited, ErrorOf } from './problems.ts';

/** What a type is called and when it is needed. On which clauses it rests is the pack's to say of its own types. */
export function BasicsEditor({
  own,
  off,
  type,
  error,
  onOff,
  onChange,
}: {
  readonly own: boolean;
  readonly off: boolean;
  readonly type: Edited;
  readonly error: ErrorOf;
  readonly onOff: (off: boolean) => void;
  readonly onChange: (change: Partial<Edited>) => void;
}) {
  return (
    <div className="flex flex-col gap-6">
      <Checkbox
        label={t('type.use')}
        support={t('type.useSupport')}
        checked={!off}
        onChange={(on) => onOff(!on)}
      />
      <TextField
        label={t('type.name')}
        name="title"
        error={error('title')}
        required
        maxLength={100}
        value={type.title.ja}
        onChange={(ja) => onChange({ title: { ...type.title, ja } })}
      />
      <TextField
        label={t('types.newNumber')}
        support={t('copy.numberSupport')}
        name="number"
        error={error('number')}
        required
        maxLength={20}
        width="sm"
        value={type.number}
        onChange={(number) => onChange({ number })}
      />
      <TextArea
        label={t('type.lead')}
        name="lead"
        required={false}
        rows={2}
        maxLength={500}
        value={type.lead?.ja ?? ''}
        onChange={(ja) => onChange({ lead: ja === '' ? undefined : { ...type.lead, ja } })}
      />
      {own ? (
        <LineList
          label={t('type.clausesLabel')}
          support={t('type.clausesSupport')}
          name="clauses"
          lines={type.clauses}
          onChange={(clauses) => onChange({ clauses })}
        />
      ) : (
        type.clauses.length > 0 && (
          <p className="text-std-16N-170 text-solid-gray-700">
            {t('type.clausesOfPack', { clauses: type.clauses.join('、') })}
          </p>
        )
      )}
    </div>
  );
}
