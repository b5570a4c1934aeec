/**
 * The words in which events are shown to people. Events are recorded under code names; what a code name is called is
 * the application's to say, once, at start. Without that the code names themselves are shown.
 */
export interface EventTitles {
  readonly action: (action: string) => string;
  readonly entity: (entity: string) => string;
  /** A field of a record; the same name may mean different things of different entities. */
  readonly field: (entity: string, field: string) => string;
  /** A value in words where it is a code; every other value as it is. */
  readonly value: (field: string, value: unknown) => unknown;
}

let current: EventTitles = {
  action: (action) => action,
  entity: (entity) => entity,
  field: (_entity, field) => field,
  value: (_field, value) => value,
};

/** Names the events of the product; called once, at start. */
export function setEventTitles(titles: EventTitles): void {
  current = titles;
}

/** The words that were set; before that, the code names themselves. */
export const eventTitles = (): EventTitles => current;
