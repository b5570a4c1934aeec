/** The order in which a tree is walked by keys; pure. */

export interface TreeNode {
  readonly id: string;
  readonly children?: readonly TreeNode[];
}

export interface FlatNode<Node extends TreeNode> {
  readonly node: Node;
  /** From 1. */
  readonly level: number;
  readonly parentId: string | null;
  readonly position: number;
  readonly siblings: number;
}

/** The visible nodes from top to bottom: children of closed nodes are left out. */
export function visibleNodes<Node extends TreeNode>(
  nodes: readonly Node[],
  isOpen: (id: string) => boolean,
  level = 1,
  parentId: string | null = null,
): FlatNode<Node>[] {
  return nodes.flatMap((node, index) => [
    { node, level, parentId, position: index + 1, siblings: nodes.length },
    ...(node.children && isOpen(node.id)
      ? visibleNodes(node.children as readonly Node[], isOpen, level + 1, node.id)
      : []),
  ]);
}

export type TreeMove =
  | { readonly focus: string }
  | { readonly open: string }
  | { readonly close: string }
  | null;

/** What a key does in a tree (ARIA tree pattern). */
export function moveInTree(
  key: string,
  nodes: readonly FlatNode<TreeNode>[],
  id: string,
  isOpen: (id: string) => boolean,
): TreeMove {
  const index = nodes.findIndex((flat) => flat.node.id === id);
  const here = nodes[index];
  if (here === undefined) return null;
  const focus = (target: FlatNode<TreeNode> | undefined): TreeMove =>
    target ? { focus: target.node.id } : null;
  const inner = (here.node.children?.length ?? 0) > 0;
  switch (key) {
    case 'ArrowDown':
      return focus(nodes[index + 1]);
    case 'ArrowUp':
      return focus(nodes[index - 1]);
    case 'Home':
      return focus(nodes[0]);
    case 'End':
      return focus(nodes.at(-1));
    case 'ArrowRight':
      if (!inner) return null;
      return isOpen(id) ? focus(nodes[index + 1]) : { open: id };
    case 'ArrowLeft':
      if (inner && isOpen(id)) return { close: id };
      return here.parentId === null ? null : { focus: here.parentId };
    default:
      return null;
  }
}
