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

/** Number and title of a heading; made-up ids such as `ch1` are not shown. */
export const headingText = (id: string, title: string): string => (/^\d/.test(id) ? `${id} ${title}` : title);

/** The headings of a pack as a tree, in the order of the document. */
export function titleTree(titles: readonly Heading[]): readonly TitleNode[] {
  const below = Map.groupBy(titles, (title) => title.parent);
  const node = ({ id, title }: Heading): TitleNode => {
    const children = (below.get(id) ?? []).map(node);
    return { id, label: headingText(id, title.ja), ...(children.length > 0 ? { children } : {}) };
  };
  return (below.get(null) ?? []).map(node);
}
