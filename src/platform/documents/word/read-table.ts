/** Reads a table of a Word file: widths, joined cells, and the line that each edge ends up with. */
import { attribute, children } from '../office-package.ts';
import { contentOf, type Reading, UNSTYLED } from './reading.ts';
import type { Block, Cell, Row, TableBlock } from './word-document.ts';
import { fillOf, type Look } from './word-styles.ts';
import {
  type Borders,
  childOf,
  isOn,
  type Line,
  type Node,
  points,
  readBorders,
  type Side,
  valOf,
} from './word-values.ts';

type Insets = Cell['insets'];

/** A cell as it stands in its row, before those that continue it downwards are joined to it. */
interface Placed {
  readonly node: Node;
  readonly x: number;
  readonly y: number;
  readonly colspan: number;
  readonly continues: boolean;
}

const PLAIN_INSETS: Insets = { top: 0, right: 5.4, bottom: 0, left: 5.4 };

/** Reads what stands in a cell: paragraphs, and tables again. */
type ReadBlocks = (reading: Reading, nodes: readonly Node[], base: Look) => readonly Block[];

export function readTable(outside: Reading, table: Node, readBlocks: ReadBlocks): TableBlock {
  const reading = outside.gridInTables ? outside : { ...outside, grid: 0 };
  const own = childOf(table, 'tblPr');
  const styleId = valOf(childOf(own, 'tblStyle'));
  const properties = [...reading.styles.tableProperties(styleId), ...(own ? [own] : [])];
  const look = styleId === null ? UNSTYLED : reading.styles.lookOf(styleId);
  const borders: Borders = Object.assign(
    {},
    ...properties.map((each) => readBorders(childOf(each, 'tblBorders'))),
  );
  const insets = properties.reduce((sum, each) => insetsOf(childOf(each, 'tblCellMar'), sum), PLAIN_INSETS);
  const rows = rowsOf(table);
  const placed = rows.flatMap(placeCells);
  const columns = columnsOf(table, placed);
  const size = { columns: columns.length, rows: rows.length };
  const align = valOf(childOf(own, 'jc'));
  const indent = childOf(own, 'tblInd');
  return {
    kind: 'table',
    align: align === 'center' ? 'center' : align === 'right' || align === 'end' ? 'right' : 'left',
    left: indent === null ? 0 : points(attribute(indent, 'w')),
    columns,
    rows: rows.map(rowOf),
    cells: placed
      .filter((cell) => !cell.continues)
      .map((cell): Cell => {
        const rowspan = rowspanOf(cell, placed, rows.length);
        const at = { x: cell.x, y: cell.y, colspan: cell.colspan, rowspan };
        const has = childOf(cell.node, 'tcPr');
        return {
          ...at,
          vertical: verticalOf(valOf(childOf(has, 'vAlign'))),
          fill: fillOf(childOf(has, 'shd')),
          borders: edgesOf(at, size, borders, readBorders(childOf(has, 'tcBorders'))),
          insets: insetsOf(childOf(has, 'tcMar'), insets),
          blocks: readBlocks(reading, children(cell.node), look),
        };
      }),
  };
}

/** Rows and cells may stand inside content controls. */
function rowsOf(table: Node): readonly Node[] {
  return children(table).flatMap((node) =>
    node.localName === 'tr' ? [node] : node.localName === 'sdt' ? contentOf(node).filter(isRow) : [],
  );
}

const isRow = (node: Node): boolean => node.localName === 'tr';

function placeCells(row: Node, y: number): readonly Placed[] {
  const skipped = Number(valOf(childOf(childOf(row, 'trPr'), 'gridBefore')) ?? 0) || 0;
  let x = skipped;
  const cells = children(row).flatMap((node) =>
    node.localName === 'tc' ? [node] : node.localName === 'sdt' ? contentOf(node) : [],
  );
  return cells
    .filter((node) => node.localName === 'tc')
    .map((node): Placed => {
      const properties = childOf(node, 'tcPr');
      const colspan = Math.max(1, Number(valOf(childOf(properties, 'gridSpan')) ?? 1) || 1);
      const merge = childOf(properties, 'vMerge');
      const placed = {
        node,
        x,
        y,
        colspan,
        continues: merge !== null && valOf(merge) !== 'restart' && y > 0,
      };
      x += colspan;
      return placed;
    });
}

/** A cell goes down as far as cells as wide, at its place, say that they continue it. */
function rowspanOf({ x, y, colspan }: Placed, all: readonly Placed[], rows: number): number {
  let end = y + 1;
  while (
    end < rows &&
    all.some((cell) => cell.y === end && cell.x === x && cell.colspan === colspan && cell.continues)
  )
    end += 1;
  return end - y;
}

/** The widths of the grid; where it is short of columns, those of the cells. */
function columnsOf(table: Node, placed: readonly Placed[]): readonly number[] {
  const grid = childOf(table, 'tblGrid');
  const widths = grid === null ? [] : children(grid, 'gridCol').map((each) => points(attribute(each, 'w')));
  const count = Math.max(1, ...placed.map((cell) => cell.x + cell.colspan));
  return Array.from({ length: count }, (_, x) => widths[x] || widthAt(x, placed) || 72);
}

function widthAt(x: number, placed: readonly Placed[]): number {
  const cell = placed.find((each) => each.x === x && each.colspan === 1);
  const width = cell && childOf(childOf(cell.node, 'tcPr'), 'tcW');
  return width && attribute(width, 'type') === 'dxa' ? points(attribute(width, 'w')) : 0;
}

function rowOf(row: Node): Row {
  const properties = childOf(row, 'trPr');
  const height = childOf(properties, 'trHeight');
  return {
    height: height === null ? 0 : points(valOf(height)),
    exact: height !== null && attribute(height, 'hRule') === 'exact',
    header: isOn(childOf(properties, 'tblHeader')),
  };
}

function insetsOf(margins: Node | null, otherwise: Insets): Insets {
  const of = (before: number, ...names: readonly string[]): number => {
    const found = names.map((name) => childOf(margins, name)).find((node) => node !== null);
    return found ? points(attribute(found, 'w')) : before;
  };
  return {
    top: of(otherwise.top, 'top'),
    right: of(otherwise.right, 'right', 'end'),
    bottom: of(otherwise.bottom, 'bottom'),
    left: of(otherwise.left, 'left', 'start'),
  };
}

const verticalOf = (value: string | null): Cell['vertical'] =>
  value === 'center' ? 'horizon' : value === 'bottom' ? 'bottom' : 'top';

/** The lines around a cell: its own, else the table's, which has others inside than at its edge. */
function edgesOf(
  { x, y, colspan, rowspan }: Pick<Cell, 'x' | 'y' | 'colspan' | 'rowspan'>,
  size: { readonly columns: number; readonly rows: number },
  table: Borders,
  own: Borders,
): Borders {
  const line = (side: Side, atEdge: boolean, inside: Side): Line | null =>
    own[side] !== undefined ? own[side] : ((atEdge ? table[side] : table[inside]) ?? null);
  return {
    top: line('top', y === 0, 'insideH'),
    bottom: line('bottom', y + rowspan === size.rows, 'insideH'),
    left: line('left', x === 0, 'insideV'),
    right: line('right', x + colspan === size.columns, 'insideV'),
  };
}
