import { unguardFormula } from '../../../platform/documents/cell-text.ts';
import { comparable } from './delimited.ts';

/**
 * Things found by their name in any width. Every spelling met is remembered, so that a cell is levelled once and not
 * two million times; the name shown is the first of its spellings in code order, whatever the order of the rows.
 */
export class Spelled<Value extends { name: string }> {
  private readonly bySpelling = new Map<string, Value>();
  private readonly byKey = new Map<string, Value>();

  find(cell: string): Value | undefined {
    const known = this.bySpelling.get(cell);
    if (known) return known;
    const value = this.byKey.get(comparable(cell));
    if (!value) return undefined;
    this.bySpelling.set(cell, value);
    const name = shown(cell);
    if (name < value.name) value.name = name;
    return value;
  }

  take(cell: string, make: (name: string) => Value): Value {
    const known = this.find(cell);
    if (known) return known;
    const value = make(shown(cell));
    this.byKey.set(comparable(cell), value);
    this.bySpelling.set(cell, value);
    return value;
  }

  all(): IterableIterator<Value> {
    return this.byKey.values();
  }
}

const shown = (cell: string) => unguardFormula(cell.trim());

/** The value of a key, made when there is none. */
export function take<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}
