/**
 * Message catalogues: every text that a person reads has a key and lives in a `messages.ja.ts`.
 * A catalogue is a function `t(key, params)`; `t.ref(key, params)` names a text without resolving it,
 * so that an error can travel and be worded at the edge.
 */

export type MessageParams = Readonly<Record<string, string | number>>;

/** A text named by catalogue and key, resolved only where it is shown. */
export interface MessageRef {
  readonly catalogue: string;
  readonly key: string;
  readonly params: MessageParams;
}

export interface Catalogue<Key extends string> {
  (key: Key, params?: MessageParams): string;
  ref(key: Key, params?: MessageParams): MessageRef;
  /** Whether a computed key exists; for keys built from data, such as a pack's codes. */
  has(key: string): key is Key;
}

type Texts<Key extends string> = { readonly ja: Readonly<Record<Key, string>> };

const catalogues = new Map<string, Readonly<Record<string, string>>>();

/** Declares the texts of one room. `name` is unique in the product. */
export function catalogue<Key extends string>(name: string, texts: Texts<Key>): Catalogue<Key> {
  const active: Readonly<Record<string, string>> = texts.ja;
  catalogues.set(name, active);
  const t = (key: Key, params: MessageParams = {}) => fill(active[key] ?? key, params);
  return Object.assign(t, {
    ref: (key: Key, params: MessageParams = {}): MessageRef => ({ catalogue: name, key, params }),
    has: (key: string): key is Key => Object.hasOwn(active, key),
  });
}

/** The text of a reference, or its key when the catalogue is not loaded. */
export function resolveMessage(ref: MessageRef): string {
  return fill(catalogues.get(ref.catalogue)?.[ref.key] ?? `${ref.catalogue}.${ref.key}`, ref.params);
}

function fill(template: string, params: MessageParams): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}
