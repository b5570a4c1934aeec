import type { ReactNode } from 'react';

/** Stands where a list or a figure would be: what is missing, and what to do about it. */
export function EmptyState({
  title,
  children,
  actions,
}: {
  readonly title: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
}) {
  return (
    <div className="flex flex-col items-center gap-2 rounded-8 border border-solid-gray-300 bg-solid-gray-50 px-4 py-10 text-center">
      <p className="text-std-17B-170 text-solid-gray-900">{title}</p>
      {children !== undefined && (
        <div className="max-w-2xl text-std-16N-170 text-solid-gray-700">{children}</div>
      )}
      {actions !== undefined && <div className="mt-3 flex flex-wrap justify-center gap-3">{actions}</div>}
    </div>
  );
}
