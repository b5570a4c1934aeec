import { Badge } from './badge.tsx';
import { useData } from './data.tsx';

/**
 * A remark on a requirement that the person who is signed in keeps to, made by another room than the one that shows
 * the requirement: today an exceptional measure that covers them.
 */
export interface RequirementNote {
  readonly id: string;
  readonly packId: string;
  /** The requirement that it is about; of a sub-item the requirement above it. */
  readonly item: string;
  /** The system, area or service that it is about; null for the requirement as such. */
  readonly scopeId: string | null;
  readonly label: string;
  readonly lines: readonly string[];
}

const none: readonly RequirementNote[] = [];

/**
 * What is remarked on one's own requirements of a pack (or of all) today, or on those of a person whose duties one may
 * see; empty while it loads and where there is nothing.
 */
export function useRequirementNotes(packId?: string, personId?: string): readonly RequirementNote[] {
  const whose = personId === undefined ? 'me' : `people/${personId}`;
  const notes = useData<{ readonly items: readonly RequirementNote[] }>(
    `/api/v1/${whose}/requirement-notes`,
    { pack: packId },
  );
  return notes.data?.items ?? none;
}

/** Those of the remarks that are about this requirement, where it binds these places. */
export function notesOn(
  notes: readonly RequirementNote[],
  requirement: {
    readonly packId: string;
    readonly item: string;
    readonly scopeIds: readonly (string | null)[];
  },
): readonly RequirementNote[] {
  const { packId, item, scopeIds } = requirement;
  return notes.filter(
    (note) =>
      note.packId === packId &&
      note.item === item &&
      (note.scopeId === null || scopeIds.includes(note.scopeId)),
  );
}

/** The remarks, each with a label and its lines; nothing where there are none. */
export function RequirementNotes({ notes }: { readonly notes: readonly RequirementNote[] }) {
  if (notes.length === 0) return null;
  return (
    <ul className="flex flex-col gap-2">
      {notes.map((note) => (
        <li key={note.id} className="rounded-8 border border-solid-gray-300 bg-solid-gray-50 p-3">
          <Badge tone="blue">{note.label}</Badge>
          {note.lines.map((line) => (
            <p key={line} className="mt-1 text-std-16N-170 whitespace-pre-wrap">
              {line}
            </p>
          ))}
        </li>
      ))}
    </ul>
  );
}
