/**
 * Japanese text as people type it and as PDF readers give it: one spelling for comparing and searching,
 * width helpers, and the shape of an individual number (個人番号), which the product refuses to store.
 */

/** CJK Radicals Supplement → the ordinary ideograph. NFKC maps only ⺟ and ⻳ of this block. */
const RADICALS_SUPPLEMENT = pairs(
  '⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺇几⺈刀⺉刂⺊卜⺋卩⺌小⺍小⺎兀⺏尣⺐尢⺑尣⺒巳⺓幺⺔彑⺕彐⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歹⺟母⺠民⺡氵⺢水⺣灬⺤爪⺥爫' +
    '⺦丬⺧牛⺨犭⺩王⺪疋⺫目⺬示⺭礻⺮竹⺯糸⺰纟⺱罓⺲罒⺳网⺴网⺵网⺶羊⺷羊⺸羊⺹老⺺聿⺻聿⺼肉⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足' +
    '⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻒镸⻓长⻔门⻕阜⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食⻟飠⻠饣⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟',
);

/** Old and variant glyph forms → the common modern one, so that 髙橋 finds 高橋 and 國 finds 国. */
const VARIANT_GLYPHS = pairs(
  '髙高﨑崎嵜崎𠮷吉邊辺邉辺齋斎齊斉齎斎澤沢國国櫻桜濵浜濱浜德徳栁柳眞真冨富曻昇渡渡邨村嶋島嶌島廣広惠恵榮栄瀨瀬瀧滝龍竜藪薮條条學学實実寶宝寳宝' +
    '會会體体圓円應応醫医亞亜惡悪壓圧圍囲爲為壹壱隱隠營営衞衛驛駅圖図奧奥歐欧毆殴穩穏假仮價価畫画擴拡覺覚殼殻樂楽勸勧卷巻寬寛觀観歡歓關関陷陥氣気歸帰' +
    '龜亀僞偽戲戯犧犠舊旧據拠擧挙峽峡挾挟狹狭曉暁區区驅駆勳勲薰薫徑径惠恵溪渓經経莖茎螢蛍輕軽繼継鷄鶏藝芸擊撃缺欠儉倹劍剣圈圏檢検權権獻献縣県險険顯顕' +
    '驗験嚴厳效効鑛鉱號号濟済劑剤雜雑參参慘惨棧桟蠶蚕贊賛殘残絲糸辭辞濕湿收収壽寿澁渋獸獣縱縦肅粛處処敍叙奬奨將将燒焼稱称證証乘乗剩剰淨浄疊畳繩縄讓譲' +
    '觸触囑嘱愼慎盡尽粹粋醉酔穗穂隨随髓髄樞枢數数聲声靜静竊窃攝摂專専戰戦淺浅潛潜纖繊踐践錢銭禪禅雙双壯壮搜捜插挿爭争總総聰聡莊荘裝装騷騒增増藏蔵臟臓屬属續続' +
    '墮堕對対帶帯滯滞臺台擇択擔担單単團団彈弾斷断癡痴遲遅晝昼蟲虫鑄鋳廳庁聽聴鎭鎮遞逓鐵鉄轉転點点傳伝黨党盜盗燈灯當当鬪闘獨独讀読屆届繩縄貳弐腦脳霸覇廢廃' +
    '拜拝賣売麥麦發発髮髪拔抜蠻蛮祕秘佛仏拂払變変辨弁瓣弁辯弁步歩穗穂豐豊襃褒沒没飜翻萬万滿満默黙彌弥譯訳藥薬與与豫予餘余譽誉搖揺樣様謠謡來来賴頼亂乱覽覧' +
    '畧略兩両獵猟綠緑壘塁勵励禮礼隸隷靈霊齡齢戀恋爐炉勞労樓楼錄録灣湾內内吳呉虛虚淚涙壞壊懷懐絕絶姬姫晧皓曾曽遙遥槇槙鄕郷郞郎都都隆隆祥祥神神福福緖緒',
);

const HYPHENS = '\\-\u2010-\u2015\u2212\u2043\uFE58\uFE63\uFF0D\u30FC\uFF70~\u301C\uFF5E\u2053';
/** Long vowel marks after a kana; one that carries a combining mark stays, so that nothing new comes together. */
const LONG_VOWELS = new RegExp(
  `(?<=[\\u3041-\\u3096\\u309D-\\u309F\\u30A0-\\u30FA])[${HYPHENS}]+(?![${HYPHENS}\\p{M}])`,
  'gu',
);
const OTHER_HYPHENS = new RegExp(`[${HYPHENS}]`, 'gu');
const IGNORABLE = /[\p{Default_Ignorable_Code_Point}\p{White_Space}\p{Cc}]/gu;

function pairs(text: string): ReadonlyMap<string, string> {
  const characters = [...text];
  const map = new Map<string, string>();
  for (let at = 0; at + 1 < characters.length; at += 2) {
    const [from, to] = [characters[at], characters[at + 1]];
    if (from !== undefined && to !== undefined && from !== to) map.set(from, to);
  }
  return map;
}

const foldWith = (text: string, ...tables: ReadonlyMap<string, string>[]): string =>
  Array.from(text, (character) =>
    tables.reduce((folded, table) => table.get(folded) ?? folded, character),
  ).join('');

/**
 * The text with Kangxi radicals, CJK radicals and compatibility characters as ordinary characters
 * (⽤→用, ⻑→長, （→(, １→1). Meaning and line structure stay; glyph variants of names are left alone.
 */
export function normaliseCharacters(text: string): string {
  return foldWith(text.normalize('NFKC'), RADICALS_SUPPLEMENT);
}

/**
 * One spelling for searching and for comparing names: full and half width, PDF radicals, old glyph forms,
 * katakana and hiragana, upper and lower case, long vowel marks (サーバー = サーバ) and spaces are levelled.
 * Idempotent. Not for display.
 */
export function normaliseForSearch(text: string): string {
  const levelled = text
    .replace(IGNORABLE, '')
    .normalize('NFKC')
    .replace(IGNORABLE, '')
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFKC');
  return toHiragana(foldWith(levelled, RADICALS_SUPPLEMENT, VARIANT_GLYPHS))
    .replace(LONG_VOWELS, '')
    .replace(OTHER_HYPHENS, '-');
}

/** Katakana as hiragana; letters without a hiragana form (ヷ, ヺ) stay. */
function toHiragana(text: string): string {
  return text.replace(/[\u30A1-\u30F6\u30FD\u30FE]/g, (kana) =>
    String.fromCharCode(kana.charCodeAt(0) - 0x60),
  );
}

/** Full-width letters, digits, signs and the ideographic space as ASCII; kana are left alone. */
export function toHalfWidth(text: string): string {
  return text
    .replace(/[\uFF01-\uFF5E]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replaceAll('\u3000', ' ');
}

/** ASCII letters, digits, signs and the space as full width; the inverse of `toHalfWidth` on ASCII. */
export function toFullWidth(text: string): string {
  return text
    .replace(/[\u0021-\u007E]/g, (narrow) => String.fromCharCode(narrow.charCodeAt(0) + 0xfee0))
    .replaceAll(' ', '\u3000');
}

/**
 * Whether the text holds something shaped like an individual number (個人番号): twelve digits with a valid check
 * digit, in a row or in three groups of four, in any width; or a text of nothing but twelve digits and
 * separators. Such input is refused, never stored.
 */
export function looksLikeMyNumber(text: string): boolean {
  const plain = text.normalize('NFKC').replace(OTHER_HYPHENS, '-');
  const inText = plain.matchAll(/(?<![\d-])(\d{4})([\s\-_.・]?)(\d{4})\2(\d{4})(?![\d-])/gu);
  for (const [, first, , second, third] of inText) {
    if (hasValidCheckDigit(`${first}${second}${third}`)) return true;
  }
  return /^[\d\s\-_.・]+$/u.test(plain) && hasValidCheckDigit(plain.replace(/\D/g, ''));
}

/** The check digit rule of the ordinance: weights 2-7 then 2-6 from the right, modulo 11. */
function hasValidCheckDigit(digits: string): boolean {
  if (!/^\d{12}$/.test(digits)) return false;
  let sum = 0;
  for (let place = 1; place <= 11; place += 1) {
    sum += Number(digits[11 - place]) * (place <= 6 ? place + 1 : place - 5);
  }
  const remainder = sum % 11;
  return Number(digits[11]) === (remainder <= 1 ? 0 : 11 - remainder);
}
