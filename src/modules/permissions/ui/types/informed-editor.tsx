import { Button } from '../../../../kit/ui/button.tsx';
import type { Field, Slot } from '../../model.ts';
import { t } from '../messages.ts';
import { replaced, without } from './lists.ts';
import type { ErrorOf } from './problems.ts';
import { emptySlot, type RoleChoice, SeatEditor } from './seat-editor.tsx';

/** Who is told of a permission: roles, posts or people, in the same words as deciders. */
export function InformedEditor({
  informed,
  fields,
  roles,
  error,
  onChange,
}: {
  readonly informed: readonly Slot[];
  readonly fields: readonly Field[];
  readonly roles: readonly RoleChoice[];
  readonly error: ErrorOf;
  readonly onChange: (informed: readonly Slot[]) => void;
}) {
  return (
    <div className="flex flex-col gap-4">
      {informed.length > 0 && (
        <ol className="flex flex-col gap-4">
          {informed.map((slot, at) => (
            // Seats have no ids of their own; their place is what they are.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <li key={at}>
              <SeatEditor
                slot={slot}
                name={`informed.${at}`}
                words={{
                  seat: t('informed.seat', { number: at + 1 }),
                  how: t('informed.how', { number: at + 1 }),
                  remove: t('informed.remove', { number: at + 1 }),
                }}
                decides={false}
                {...{ fields, roles, error }}
                onChange={(next) => onChange(replaced(informed, at, next))}
                remove={() => onChange(without(informed, at))}
              />
            </li>
          ))}
        </ol>
      )}
      <div>
        <Button variant="outline" onClick={() => onChange([...informed, emptySlot('role', roles)])}>
          {t('informed.add')}
        </Button>
      </div>
    </div>
  );
}
