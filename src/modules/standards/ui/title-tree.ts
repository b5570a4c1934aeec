import type { TreeNode } from '../../../kit/ui/tree-model.ts';

/** A heading in the tree: number and title in one line. */
export interface TitleNode extends TreeNode {
  readonly label: string;
  readonly children?: readonly TitleNode[];
}

interface Heading {
  readonly id: string;
  readonly parent: string | null;
  readonly title: { readonly ja: string };
}

/** The headings of a pack as a tree, in the order of the document. Made-up ids such as `ch1` are not shown. */
export function titleTree(titles: readonly Heading[]): readonly TitleNode[] {
  const below = Map.groupBy(titles, (title) => title.parent);
  const node = ({ id, title }: Heading): TitleNode => {
    const children = (below.get(id) ?? []).map(node);
    const label = /^\d/.test(id) ? `${id} ${title.ja}` : title.ja;
    return { id, label, ...(children.length > 0 ? { children } : {}) };
  };
  return (below.get(null) ?? []).map(node);
}
