import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync, inflateSync } from 'node:zlib';
import { readXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { TooMany } from '../../kernel/errors.ts';
import { renderDocx } from './render-docx.ts';
import { renderLabel, renderPdf } from './render-pdf.ts';
import { renderXlsx } from './render-xlsx.ts';
import { columnGroups, printable, type ReportDocument } from './report-document.ts';

const GLYPHS = '髙﨑𠮷令辻葛';
/** Text that means something to Typst, XML and spreadsheets, and must come out as it is. */
const HOSTILE = '#panic("x") $a$ *b* _c_ @d <e> & `f` \\u{0} // g =1+1';

const report: ReportDocument = {
  title: '対策実施状況報告',
  subtitle: '令和8年度',
  meta: [{ label: '組織', value: '見本省' }],
  pageHeader: '見本省',
  sections: [
    {
      heading: '概要',
      level: 1,
      blocks: [
        {
          kind: 'paragraph',
          text: [
            GLYPHS,
            { text: '太字', strong: true },
            { footnote: '脚注の本文' },
            `\u0001${HOSTILE}\nつぎの行`,
          ],
        },
        { kind: 'bullets', items: ['箇条書き一', HOSTILE] },
      ],
    },
    {
      heading: '実施率',
      level: 2,
      blocks: [
        {
          kind: 'table',
          caption: '表1 到達率/役割別',
          columns: [
            { header: '役割', width: 2 },
            { header: '100%', group: '項目による', align: 'right' },
            { header: '95%', group: '項目による', align: 'right' },
            { header: '評価', align: 'center' },
          ],
          rows: Array.from({ length: 90 }, (_, index) => ({
            cells: [
              `役割${index}`,
              { text: '78.5', value: 0.785, kind: 'percent' as const },
              '該当なし',
              'Ａ',
            ],
            strong: index === 89,
            ruleAbove: index === 3,
          })),
          notes: ['四捨五入', '分母が0'],
        },
        {
          kind: 'figure',
          shape: 'bar',
          caption: '図1',
          description: '役割ごとの棒グラフ',
          categories: ['責任者', '従事者'],
          series: [
            { name: '前年', values: [90, null] },
            { name: '本年', values: [0, 100] },
          ],
          unit: '%',
          max: 100,
        },
        {
          kind: 'figure',
          shape: 'line',
          caption: '図2',
          description: '折れ線',
          categories: ['1年', '2年'],
          series: [{ name: '率', values: [1, 2] }],
          unit: '',
        },
        { kind: 'pageBreak' },
      ],
    },
  ],
};

/** Reads the entries of a ZIP file from its directory. */
function unzip(bytes: Uint8Array): Map<string, string> {
  const data = Buffer.from(bytes);
  const entries = new Map<string, string>();
  for (let at = data.indexOf('PK\x01\x02'); at >= 0 && data.readUInt32LE(at) === 0x02014b50; ) {
    const [method, packed] = [data.readUInt16LE(at + 10), data.readUInt32LE(at + 20)];
    const [name, extra, comment, local] = [
      data.readUInt16LE(at + 28),
      data.readUInt16LE(at + 30),
      data.readUInt16LE(at + 32),
      data.readUInt32LE(at + 42),
    ];
    const start = local + 30 + data.readUInt16LE(local + 26) + data.readUInt16LE(local + 28);
    const content = data.subarray(start, start + packed);
    entries.set(
      data.toString('utf8', at + 46, at + 46 + name),
      (method === 0 ? content : inflateRawSync(content)).toString('utf8'),
    );
    at += 46 + name + extra + comment;
  }
  return entries;
}

const shown = (xml: string): string =>
  xml
    .replace(/<w:br\/>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');

describe('docx', () => {
  test('holds the text as written, real headings, repeated header rows, footnotes and charts', async () => {
    const parts = unzip(await renderDocx(report));
    const body = parts.get('word/document.xml') ?? '';
    expect(shown(body)).toContain(`${GLYPHS}太字${HOSTILE}\nつぎの行`);
    expect(body).toContain('<w:pStyle w:val="Heading1"/>');
    expect(body).toContain('<w:pStyle w:val="Heading2"/>');
    expect(body.match(/<w:tblHeader/g)).toHaveLength(2);
    expect(body).toContain('<w:footnoteReference w:id="1"/>');
    expect(shown(parts.get('word/footnotes.xml') ?? '')).toContain('脚注の本文');
    expect(body).toContain('descr="役割ごとの棒グラフ"');
    expect(parts.get('word/charts/chart1.xml')).toContain('責任者');
    expect(parts.get('word/charts/chart2.xml')).toContain('lineChart');
  });

  test('names Japanese fonts for East Asian text, is A4 and counts pages', async () => {
    const parts = unzip(await renderDocx({ ...report, orientation: 'landscape' }));
    expect(parts.get('word/styles.xml')).toContain('w:eastAsia="游明朝"');
    expect(parts.get('word/styles.xml')).toContain('w:eastAsia="BIZ UDPゴシック"');
    expect(parts.get('word/styles.xml')).toContain('w:eastAsia="ja-JP"');
    expect(parts.get('word/document.xml')).toMatch(/<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"\/>/);
    const footer = [...parts].find(([name]) => name.startsWith('word/footer'))?.[1];
    expect(footer).toContain('PAGE');
    expect(footer).toContain('NUMPAGES');
  });

  test('opens in LibreOffice with every character', { timeout: 120_000 }, async ({ skip }) => {
    const office = ['/usr/bin/soffice', '/usr/bin/libreoffice'].find((path) => existsSync(path));
    if (!office) return skip('no LibreOffice here');
    const folder = mkdtempSync(join(tmpdir(), 'kijun-docx-'));
    writeFileSync(join(folder, 'report.docx'), await renderDocx(report));
    execFileSync(
      office,
      [
        `-env:UserInstallation=file://${folder}/profile`,
        '--headless',
        '--convert-to',
        'txt:Text (encoded):UTF8',
        '--outdir',
        folder,
        join(folder, 'report.docx'),
      ],
      { stdio: 'ignore' },
    );
    const text = readFileSync(join(folder, 'report.txt'), 'utf8');
    for (const part of [GLYPHS, HOSTILE, '役割89', '注2：分母が0']) expect(text).toContain(part);
  });
});

describe('xlsx', () => {
  test('has the text first and then a sheet for each table, with numbers as numbers', async () => {
    const workbook = await readXlsx(await renderXlsx(report), { readStyles: true });
    expect(workbook.sheets.map((sheet) => sheet.name)).toEqual(['概要', '表1 到達率 役割別', '図1', '図2']);
    const [text, table, figure] = workbook.sheets;
    expect(text?.rows.flat()).toContain(`・${HOSTILE}`);
    expect(table?.rows[1]).toEqual(['役割', '項目による\n100%', '項目による\n95%', '評価']);
    expect(table?.rows[2]).toEqual(['役割0', 0.785, '該当なし', 'Ａ']);
    expect(table?.cells?.get('2,1')?.style?.numFmt).toBe('0.0%');
    expect(figure?.rows.slice(2, 4)).toEqual([
      ['責任者', 0.9, 0],
      ['従事者', '該当なし', 1],
    ]);
  });
});

describe('pdf', () => {
  test('embeds its fonts, all of them, as PDF/A', { timeout: 60_000 }, async () => {
    const bytes = Buffer.from(await renderPdf(report));
    expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
    const source = objects(bytes);
    const fonts = [...source.matchAll(/\/FontName\s*\/[A-Z]{6}\+([\w-]+)/g)].map((match) => match[1]);
    expect(new Set(fonts)).toEqual(
      new Set([
        'BIZUDPGothic-Regular',
        'BIZUDPGothic-Bold',
        'BIZUDMincho-Regular',
        'BIZUDMincho-Bold',
        'NotoSansJP-Regular',
      ]),
    );
    expect(source.match(/\/FontFile[23]/g)).toHaveLength(5);
    expect(source).toContain('pdfaid:part');
  });

  test('gives its text back, hostile text included', { timeout: 60_000 }, async ({ skip }) => {
    if (!existsSync('/usr/bin/pdftotext')) return skip('no pdftotext here');
    const folder = mkdtempSync(join(tmpdir(), 'kijun-pdf-'));
    const file = join(folder, 'report.pdf');
    writeFileSync(file, await renderPdf(report));
    const text = execFileSync('/usr/bin/pdftotext', ['-layout', file, '-'], { encoding: 'utf8' });
    const joined = text.replace(/\s+/g, '');
    for (const part of [
      GLYPHS,
      HOSTILE.replace(/\s+/g, ''),
      'つぎの行',
      '役割89',
      '注2：分母が0',
      '脚注の本文',
      '該当なし',
    ]) {
      expect(joined).toContain(part);
    }
    // The header row of the table stands on each of its pages.
    expect(text.match(/項目による/g)?.length).toBeGreaterThan(1);
    expect(joined).toMatch(/1\/\d/);
  });

  test('many at once come out one after the other, and a report that cannot be set harms no other', {
    timeout: 60_000,
  }, async () => {
    const broken: ReportDocument = { ...report, sections: [{ heading: 'x', level: 0 as 1, blocks: [] }] };
    const results = await Promise.allSettled([renderPdf(report), renderPdf(broken), renderPdf(report)]);
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  test('an empty report is a report', { timeout: 60_000 }, async () => {
    const empty: ReportDocument = {
      title: '',
      meta: [],
      sections: [
        {
          heading: '',
          level: 1,
          blocks: [
            { kind: 'bullets', items: [] },
            { kind: 'paragraph', text: '' },
            { kind: 'table', caption: '', columns: [{ header: '' }], rows: [] },
          ],
        },
      ],
    };
    expect((await renderPdf(empty)).length).toBeGreaterThan(500);
    expect((await renderDocx(empty)).length).toBeGreaterThan(500);
    expect((await renderXlsx(empty)).length).toBeGreaterThan(500);
  });
});

/** The plain text of a PDF's objects, those in compressed streams too. */
function objects(bytes: Buffer): string {
  const parts = [bytes.toString('latin1')];
  for (let at = bytes.indexOf('stream\n'); at >= 0; at = bytes.indexOf('stream\n', at + 7)) {
    if (bytes.subarray(at - 3, at).toString() === 'end') continue;
    try {
      parts.push(inflateSync(bytes.subarray(at + 7, bytes.indexOf('endstream', at))).toString('latin1'));
    } catch {
      // Not a compressed stream.
    }
  }
  return parts.join('\n');
}

test('more documents at once than can be waited for are refused, and those that wait are made', async () => {
  const results = await Promise.allSettled(Array.from({ length: 24 }, (_, at) => renderLabel(`第${at}号`)));
  const refused = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  expect(refused).toHaveLength(4);
  expect(refused[0]).toBeInstanceOf(TooMany);
  expect(await renderLabel('再度')).toBeInstanceOf(Uint8Array);
});

test('column groups are runs', () => {
  const columns = [
    { header: 'a' },
    { header: 'b', group: 'g' },
    { header: 'c', group: 'g' },
    { header: 'd' },
    { header: 'e' },
  ];
  expect(columnGroups(columns)).toEqual([
    { group: null, span: 1 },
    { group: 'g', span: 2 },
    { group: null, span: 1 },
    { group: null, span: 1 },
  ]);
});

test('what no file can carry is left out', () => {
  expect(printable('a\u0000b\tc\r\nd\u0085\uFFFF𠮷')).toBe('ab\tc\nd𠮷');
  expect(printable('\uD842').isWellFormed()).toBe(true);
});
