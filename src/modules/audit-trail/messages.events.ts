import { catalogue } from '../../kernel/messages.ts';
import { ja } from './messages.events.ja.ts';

/** What the events of the trail are called: `action.…`, `entity.…`, `field.…`, `value.…`. */
export const events = catalogue('auditEvents', { ja });

/** A code that is recorded, with its name. */
interface Named {
  readonly code: string;
  readonly title: string;
}

const namesOf = (kind: string): Named[] =>
  Object.entries(ja).flatMap(([key, title]) =>
    key.startsWith(`${kind}.`) ? [{ code: key.slice(kind.length + 1), title }] : [],
  );

/** The actions and the kinds of records that the trail has words for. */
export const namedActions: readonly Named[] = namesOf('action');
export const namedEntities: readonly Named[] = namesOf('entity');
