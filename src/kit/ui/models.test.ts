import { describe, expect, it } from 'vitest';
import { fileProblem } from './file-field.tsx';
import { rowsToWrite } from './import-model.ts';
import { moveInTree, visibleNodes } from './tree-model.ts';
import { showValue } from './values.ts';

describe('rowsToWrite', () => {
  const counts = { new: 3, changed: 2, rejected: 0 };

  it('counts what each strategy writes', () => {
    expect(rowsToWrite(counts, 'update')).toBe(5);
    expect(rowsToWrite(counts, 'skip')).toBe(3);
    expect(rowsToWrite(counts, 'stop')).toBeNull();
    expect(rowsToWrite({ ...counts, changed: 0 }, 'stop')).toBe(3);
  });

  it('writes nothing of a file with a line that cannot be read', () => {
    expect(rowsToWrite({ ...counts, rejected: 1 }, 'update')).toBeNull();
  });
});

describe('the tree', () => {
  const nodes = [{ id: 'a', children: [{ id: 'a1' }, { id: 'a2', children: [{ id: 'a21' }] }] }, { id: 'b' }];
  const open =
    (...ids: string[]) =>
    (id: string) =>
      ids.includes(id);
  const walk = (isOpen: (id: string) => boolean, key: string, from: string) =>
    moveInTree(key, visibleNodes(nodes, isOpen), from, isOpen);

  it('leaves out the children of closed nodes and knows levels and positions', () => {
    expect(
      visibleNodes(nodes, open('a')).map(({ node, level, position, siblings }) => [
        node.id,
        level,
        position,
        siblings,
      ]),
    ).toEqual([
      ['a', 1, 1, 2],
      ['a1', 2, 1, 2],
      ['a2', 2, 2, 2],
      ['b', 1, 2, 2],
    ]);
  });

  it('moves as the arrow keys say', () => {
    expect(walk(open('a'), 'ArrowDown', 'a2')).toEqual({ focus: 'b' });
    expect(walk(open('a'), 'ArrowRight', 'a2')).toEqual({ open: 'a2' });
    expect(walk(open('a', 'a2'), 'ArrowRight', 'a2')).toEqual({ focus: 'a21' });
    expect(walk(open('a', 'a2'), 'ArrowLeft', 'a21')).toEqual({ focus: 'a2' });
    expect(walk(open('a'), 'ArrowLeft', 'a')).toEqual({ close: 'a' });
    expect(walk(open(), 'ArrowLeft', 'b')).toBeNull();
    expect(walk(open('a'), 'End', 'a')).toEqual({ focus: 'b' });
    expect(walk(open(), 'ArrowUp', 'a')).toBeNull();
  });
});

describe('fileProblem', () => {
  it('refuses other kinds and large files before they are sent', () => {
    expect(fileProblem({ name: '名簿.XLSX', size: 10 }, ['.xlsx'], 100)).toBeUndefined();
    expect(fileProblem({ name: '名簿.pdf', size: 10 }, ['.xlsx', '.csv'], 100)).toContain('.xlsx、.csv');
    expect(fileProblem({ name: '名簿.csv', size: 30 * 1024 * 1024 }, ['.csv'], 20 * 1024 * 1024)).toContain(
      '30MB',
    );
  });
});

describe('showValue', () => {
  it('words values for people', () => {
    expect(showValue(null)).toBe('（なし）');
    expect(showValue(true)).toBe('はい');
    expect(showValue('2026-04-01')).toBe('2026年4月1日');
    expect(showValue('2026-04-01T00:30:00.000Z')).toBe('2026/04/01 09:30');
    expect(showValue(['常勤', '非常勤'])).toBe('常勤、非常勤');
    expect(showValue(1200)).toBe('1,200');
  });
});
