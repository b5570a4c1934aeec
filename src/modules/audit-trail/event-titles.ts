import type { EventTitles } from '../../platform/audit/event-titles.ts';
import type { ActionDefinition } from '../../platform/authorisation/authorise.ts';
import { events } from './messages.events.ts';

/** The dictionary of the trail; what it does not name keeps its code, and an action the title of its policy. */
export function createEventTitles(actions: Iterable<ActionDefinition>): EventTitles {
  const policies = new Map([...actions].map(({ id, title }) => [id, title.ja]));
  return {
    action: (action) => named(`action.${action}`) ?? policies.get(action) ?? action,
    entity: (entity) => named(`entity.${entity}`) ?? entity,
    field: (entity, field) => named(`field.${entity}.${field}`) ?? named(`field.${field}`) ?? field,
    value: (field, value) =>
      typeof value === 'string' ? (named(`value.${field}.${value}`) ?? value) : value,
  };
}

const named = (key: string): string | undefined => (events.has(key) ? events(key) : undefined);
