import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { cx } from './cx.ts';
import { type FlatNode, moveInTree, type TreeNode, visibleNodes } from './tree-model.ts';

export type { TreeNode } from './tree-model.ts';

export interface TreeProps<Node extends TreeNode> {
  /** What the tree holds, for screen readers. */
  readonly label: string;
  readonly nodes: readonly Node[];
  /** The text of a node; no links or buttons inside, the whole row is the target. */
  readonly text: (node: Node) => ReactNode;
  readonly selected?: string | null;
  /** A click, Enter or Space on a row. */
  readonly onSelect?: (node: Node) => void;
  /** Open at first; default: the first level. */
  readonly initiallyOpen?: readonly string[];
}

/** A tree of units or requirements: arrow keys move, open and close, Enter chooses. */
export function Tree<Node extends TreeNode>({
  label,
  nodes,
  text,
  selected = null,
  onSelect,
  initiallyOpen,
}: TreeProps<Node>) {
  const [open, setOpen] = useState<ReadonlySet<string>>(
    () => new Set(initiallyOpen ?? nodes.map((node) => node.id)),
  );
  const [focused, setFocused] = useState<string | null>(selected);
  const root = useRef<HTMLDivElement>(null);
  const isOpen = (id: string) => open.has(id);
  const flat = visibleNodes(nodes, isOpen);
  const stop = flat.some(({ node }) => node.id === focused) ? focused : (flat[0]?.node.id ?? null);

  const toggle = (id: string, to = !open.has(id)) => {
    const next = new Set(open);
    if (to) next.add(id);
    else next.delete(id);
    setOpen(next);
  };
  const focus = (id: string) => {
    setFocused(id);
    root.current?.querySelector<HTMLElement>(`[data-node="${CSS.escape(id)}"]`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent, node: Node) => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      onSelect?.(node);
      return;
    }
    const move = moveInTree(event.key, flat, node.id, isOpen);
    if (move === null) return;
    event.preventDefault();
    if ('focus' in move) focus(move.focus);
    else if ('open' in move) toggle(move.open, true);
    else toggle(move.close, false);
  };
  const row = ({ node, level, position, siblings }: FlatNode<Node>) => {
    const inner = (node.children?.length ?? 0) > 0;
    const choose = () => {
      setFocused(node.id);
      if (onSelect) onSelect(node);
      else if (inner) toggle(node.id);
    };
    return (
      <div
        key={node.id}
        data-node={node.id}
        role="treeitem"
        tabIndex={node.id === stop ? 0 : -1}
        aria-level={level}
        aria-posinset={position}
        aria-setsize={siblings}
        aria-expanded={inner ? open.has(node.id) : undefined}
        aria-selected={node.id === selected}
        onClick={choose}
        onFocus={() => setFocused(node.id)}
        onKeyDown={(event) => onKeyDown(event, node)}
        style={{ paddingInlineStart: `${(level - 1) * 1.25}rem` }}
        className={cx(
          'focus-ring flex min-h-10 cursor-pointer items-start rounded-4 pr-2 text-dns-16N-130',
          node.id === selected ? 'bg-key-100 font-bold' : 'hover:bg-solid-gray-50',
        )}
      >
        <span
          aria-hidden="true"
          onClick={(event) => {
            if (!inner) return;
            event.stopPropagation();
            toggle(node.id);
          }}
          className="flex size-10 shrink-0 items-center justify-center"
        >
          {inner && (
            <svg
              aria-hidden="true"
              viewBox="0 0 16 16"
              className={cx('size-4 transition-transform', open.has(node.id) && 'rotate-90')}
            >
              <path d="m5 2 6 6-6 6" fill="none" stroke="currentColor" strokeWidth="2" />
            </svg>
          )}
        </span>
        <span className="min-w-0 flex-1 py-2.5">{text(node)}</span>
      </div>
    );
  };
  return (
    <div ref={root} role="tree" aria-label={label}>
      {flat.map(row)}
    </div>
  );
}
