import { type KeyboardEvent, type ReactNode, useId } from 'react';
import { cx } from './cx.ts';
import { useUrlState } from './navigation.ts';

export interface Tab {
  readonly name: string;
  readonly label: ReactNode;
  readonly content: () => ReactNode;
}

/** Tabs whose choice is in the address (`?tab=people`). Arrow keys, Home and End move between them. */
export function Tabs({
  label,
  tabs,
  param = 'tab',
}: {
  readonly label: string;
  readonly tabs: readonly Tab[];
  readonly param?: string;
}) {
  const id = useId();
  const first = tabs[0]?.name ?? '';
  const [state, set] = useUrlState<Record<string, string>>({ [param]: first });
  const chosen = tabs.find((tab) => tab.name === state[param]) ?? tabs[0];
  if (chosen === undefined) return null;
  const open = (name: string) => {
    set({ [param]: name });
    document.getElementById(`${id}-${name}`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const here = tabs.indexOf(chosen);
    const targets: Record<string, number> = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: -1 };
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    const next = tabs.at(target % tabs.length);
    if (next) open(next.name);
  };
  return (
    <div>
      <div
        role="tablist"
        aria-label={label}
        onKeyDown={onKeyDown}
        className="no-print flex overflow-x-auto border-b border-solid-gray-420 px-1 pt-1"
      >
        {tabs.map((tab) => {
          const selected = tab === chosen;
          return (
            <button
              key={tab.name}
              id={`${id}-${tab.name}`}
              type="button"
              role="tab"
              aria-selected={selected}
              aria-controls={`${id}-panel`}
              tabIndex={selected ? 0 : -1}
              onClick={() => open(tab.name)}
              className={cx(
                'focus-ring -mb-px min-h-12 shrink-0 border-b-4 px-4 py-2 text-oln-16N-100 whitespace-nowrap',
                selected
                  ? 'border-key-900 font-bold text-key-900'
                  : 'border-transparent text-solid-gray-800 hover:border-solid-gray-420 hover:bg-solid-gray-50',
              )}
            >
              {tab.label}
            </button>
          );
        })}
      </div>
      <div role="tabpanel" id={`${id}-panel`} aria-labelledby={`${id}-${chosen.name}`} className="pt-6">
        {chosen.content()}
      </div>
    </div>
  );
}
