import type { ReactNode } from 'react';

/** One way to sign in: its name, its state, what it is, and what can be done. */
export function Part({
  title,
  status,
  lead,
  children,
}: {
  readonly title: string;
  readonly status?: ReactNode;
  readonly lead?: string;
  readonly children: ReactNode;
}) {
  return (
    <section
      aria-label={title}
      className="flex flex-col items-start gap-4 rounded-8 border border-solid-gray-420 p-4 sm:p-6"
    >
      <div>
        <h3 className="flex flex-wrap items-center gap-3 text-std-18B-160">
          {title}
          {status}
        </h3>
        {lead !== undefined && <p className="mt-1 text-std-16N-170 text-solid-gray-700">{lead}</p>}
      </div>
      {children}
    </section>
  );
}
