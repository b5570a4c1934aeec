import { Document, ExternalHyperlink, Packer, Paragraph, TextRun } from 'docx';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import { resolveMessage } from '../../../kernel/messages.ts';
import { fillTemplate, templateProblems } from '../../../platform/documents/docx-template.ts';
import { renderForm } from '../../../platform/documents/render-pdf.ts';
import { defaultTemplate } from './default-template.ts';
import { formDocument, type PrintForm } from './printed-form.ts';
import { knownTags, templateData } from './template-tags.ts';

/** Text that means something to Word, to the template engine and to the typesetter, and must come out as it is. */
const HOSTILE = '<w:p/>&{氏名}#panic("x")$a$';

const form: PrintForm = {
  organisation: '見本市',
  number: '様式 P07',
  title: '許可申請書（持出し）',
  reference: '2026-00012',
  addressee: '情報セキュリティ管理者　様',
  date: '令和8年11月21日',
  unit: '総務部総務課',
  name: '見本 一郎',
  lead: '次のとおり申請します。',
  clauses: '平成30年9月版　5.1(1)③',
  rows: [
    { label: '目的', value: HOSTILE },
    { label: '場所', value: '県庁\n合同会議室' },
  ],
  period: '令和8年11月24日から令和8年11月26日まで',
  state: '審査中',
  conditions: '施錠できる鞄に入れること。',
  remarks: '申請の状態：審査中',
  boxes: [{ title: '情報セキュリティ管理者', name: '課長 太郎', mark: '許可', date: '令和8年11月22日' }],
  decisions: [
    { at: '2026/11/22 10:00', seat: '情報セキュリティ管理者　課長 太郎', result: '許可', note: '施錠' },
  ],
};

/** A Word file with one paragraph per text. */
const wordFile = async (...texts: string[]): Promise<Uint8Array> =>
  new Uint8Array(
    await Packer.toBuffer(
      new Document({
        sections: [{ children: texts.map((each) => new Paragraph({ children: [new TextRun(each)] })) }],
      }),
    ),
  );
const textOf = (docx: Uint8Array): string => {
  const part = unzipSync(docx)['word/document.xml'] ?? new Uint8Array();
  return strFromU8(part)
    .replace(/<w:br[^>]*\/>/g, '\n')
    .replace(/<[^>]*>/g, '');
};
const problemsOf = (docx: Uint8Array) => templateProblems(docx, knownTags()).map(resolveMessage);

describe('the product’s template', () => {
  let template: Uint8Array;
  beforeAll(async () => {
    template = await defaultTemplate('許可申請書');
  });

  it('knows only tags that it may use', () => {
    expect(problemsOf(template)).toEqual([]);
  });

  it('holds everything of a request, as text', () => {
    const text = textOf(fillTemplate(template, templateData(form)));
    for (const value of [form.number, form.reference, form.addressee, form.date, form.unit, form.clauses]) {
      expect(text).toContain(value);
    }
    expect(text).toContain('&lt;w:p/&gt;&amp;{氏名}#panic');
    expect(text).toContain('県庁\n合同会議室');
    expect(text).toContain('課長 太郎');
    expect(text).not.toMatch(/\{[#/]?(項目|決裁|様式番号)/);
  });

  it('leaves no tag for a form without decisions', () => {
    const empty = { ...form, boxes: [], decisions: [], rows: [] };
    expect(textOf(fillTemplate(template, templateData(empty)))).not.toMatch(/[{}]|undefined/);
  });
});

describe('an organisation’s template', () => {
  it('may use the tags in any order, also those around a loop inside it', async () => {
    expect(problemsOf(await wordFile('{氏名} {#項目}{項目名}・{内容}・{受付番号}{/項目}'))).toEqual([]);
  });

  it('is refused with the tag that nobody knows, wherever it stands', async () => {
    const problems = problemsOf(await wordFile('{しめい}', '{#項目}{決裁日時}{/項目}', '{constructor}'));
    expect(problems).toHaveLength(3);
    expect(problems[0]).toContain('「しめい」');
    expect(problems[1]).toContain('「決裁日時」');
  });

  it('is refused when its braces do not fit together', async () => {
    for (const text of ['{氏名', '{#項目}{内容}', '{#項目}{内容}{/決裁}', '氏名}']) {
      const problems = problemsOf(await wordFile(text));
      expect(problems.length, text).toBeGreaterThan(0);
      expect(problems[0]).toContain('差込み欄');
    }
  });

  it('is refused when it would put markup of an applicant into the document', async () => {
    expect(problemsOf(await wordFile('{@内容}', '{@氏名}'))[0]).toContain('@');
  });

  it('is refused when it fetches from elsewhere or holds macros; a link to click is harmless', async () => {
    const parts = unzipSync(await wordFile('{氏名}'));
    const relations = strFromU8(parts['word/_rels/document.xml.rels'] ?? new Uint8Array());
    const type = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate';
    const added = relations.replace(
      '</Relationships>',
      `<Relationship Id="x" Type="${type}" Target="http://a.example/t.dotm" TargetMode="External"/></Relationships>`,
    );
    const outside = zipSync({ ...parts, 'word/_rels/document.xml.rels': strToU8(added) });
    expect(problemsOf(outside)[0]).toContain('ほかの場所');
    // The same, spelt as only a hand would.
    const spelt = added.replaceAll('"', "'").replace("TargetMode='External'", "TargetMode = '&#69;xternal'");
    const hidden = zipSync({ ...parts, 'word/_rels/document.xml.rels': strToU8(spelt) });
    expect(problemsOf(hidden)[0]).toContain('ほかの場所');
    const macro = zipSync({ ...parts, 'word/vbaProject.bin': new Uint8Array(4) });
    expect(problemsOf(macro)[0]).toContain('マクロ');
    const link = new ExternalHyperlink({ link: 'https://a.example/', children: [new TextRun('規程')] });
    const linked = await Packer.toBuffer(
      new Document({ sections: [{ children: [new Paragraph({ children: [link] })] }] }),
    );
    expect(problemsOf(new Uint8Array(linked))).toEqual([]);
  });

  it('is refused when it is a book', async () => {
    const long = zipSync({
      ...unzipSync(await wordFile('{氏名}')),
      'word/footnotes.xml': strToU8(`<w:a>${'あ'.repeat(2_000_000)}</w:a>`),
    });
    expect(problemsOf(long)[0]).toContain('大きすぎ');
  });

  it('is refused when it is no Word file', () => {
    expect(problemsOf(Buffer.from('%PDF-1.7'))[0]).toContain('Word');
    expect(problemsOf(zipSync({ 'a.txt': strToU8('x') }))[0]).toContain('Word');
  });
});

describe('the PDF', () => {
  it('sets the form and more boxes than fit side by side', async () => {
    const boxes = Array.from({ length: 7 }, (_, index) => ({
      title: `役職${index}`,
      name: HOSTILE,
      mark: '許可',
      date: '令和8年11月22日',
    }));
    const pdf = await renderForm(formDocument({ ...form, boxes }, null));
    expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe('%PDF-');
  });
});
