import type { Detector, PersonalKind } from '../detect/detector.js';
import { isBulgarianNumber, isYugoslavNumber } from '../personal/check-digits.js';

/** Names of telephone numbers and ids in scripts that have no capital letters or are not Latin. */
const NAMES: readonly (readonly [kind: PersonalKind, names: readonly string[], least: number, most: number])[] = [
  [
    'phone',
    [
      ...['電話', '電話番号', '携帯', '携帯電話', '電話號碼', '手機', '电话', '电话号码', '手机', '手机号', '手机号码'],
      ...['전화', '전화번호', '휴대폰', '휴대전화', '연락처', 'телефон', 'телефона', 'тел', 'моб', 'мобильный'],
      ...['номер', 'τηλέφωνο', 'κινητό', 'טלפון', 'هاتف', 'الهاتف', 'جوال', 'الجوال', 'تلفن', 'موبایل'],
      ...['फोन', 'फ़ोन', 'मोबाइल', 'โทรศัพท์', 'โทร', 'เบอร์'],
    ],
    7,
    15,
  ],
  [
    'national-id',
    [
      ...[
        '身份证',
        '身份证号',
        '身份证号码',
        '身分證',
        '身分證字號',
        'マイナンバー',
        '個人番号',
        '주민등록번호',
        '주민번호',
      ],
      ...[
        '护照',
        '护照号',
        '護照',
        'パスポート',
        'パスポート番号',
        '여권',
        '여권번호',
        '운전면허',
        '免許証',
        '免許証番号',
      ],
      ...[
        'паспорт',
        'инн',
        'снилс',
        'егн',
        'лнч',
        'јмбг',
        'ембг',
        'рнокпп',
        'іпн',
        'унп',
        'иин',
        'αφμ',
        'αμκα',
        'זהות',
        'الهوية',
        'جواز',
        'आधार',
        'पैन',
        'บัตรประชาชน',
      ],
    ],
    6,
    18,
  ],
  ['pan', ['カード番号', '银行卡', '银行卡号', '卡号', '카드번호', 'карта', 'карты'], 12, 19],
];
const KIND_OF = new Map(
  NAMES.flatMap(([kind, names, least, most]) => names.map((name) => [name, { kind, least, most }] as const)),
);
const LONGEST_NAME = 12;
const NAME_BEFORE = /(\P{ASCII}{1,12}(?:番号|號碼)?)["'\])]{0,2}(?:[ \t]?№)?[ \t]?[:=：]?[ \t]?["'(]?$/u;
/** A blank goes on to digits only: behind it a letter begins another word. */
const VALUE = /^\+?[0-9A-Z(](?:[ .()/-]{0,2}\d|[./-]?[A-Za-z]){4,22}(?![\w-])/;
/** `ЕГН на клиента: 8507…`: a few words behind the name only what its check digit proves. */
const PROVEN_BEFORE = /(?<!\p{L})(?:егн|јмбг|ембг)(?:[ \t][\p{L}-]{1,24}){1,4}[ \t]?[:=]?[ \t]?$/iu;
const GROUPS_BEFORE = /(?<![\d.,-])(?:\+?\d{1,4}[ -]|\(\d{2,5}\)[ -]?){1,3}$/;

/** `電話 03-1234-5678`, `身份证 11010519491231002X`: found from the digits back to the name. */
export const foreignNames: Detector = {
  personalOnly: true,
  keywords: ['###-', '##-####', '######', '### ###', '####-', '+#', '##.###', '#### ##'],
  at(text, keyword, end, found) {
    let start = keyword;
    while (keyword - start < 8 && /[0-9A-Z+(-]/.test(text.charAt(start - 1))) start--;
    if (/[ )]/.test(text.charAt(start - 1)))
      start -= GROUPS_BEFORE.exec(text.slice(Math.max(0, start - 20), start))?.[0].length ?? 0;
    if (!hasForeignLetter(text, start)) return end;
    const name = NAME_BEFORE.exec(text.slice(Math.max(0, start - LONGEST_NAME - 6), start))?.[1];
    const known = name === undefined ? undefined : knownEnding(name.toLowerCase());
    const value = VALUE.exec(text.slice(start, start + 28))?.[0] ?? '';
    const digits = value.replaceAll(/\D/g, '').length;
    if (known === undefined && isProven(text, start, value)) {
      found.personal(start, start + value.length, 'national-id');
      return start + value.length;
    }
    if (known === undefined || digits < known.least || digits > known.most) return end;
    found.personal(start, start + value.length, known.kind);
    return start + value.length;
  },
};

function isProven(text: string, start: number, value: string): boolean {
  if (!isBulgarianNumber(value) && !isYugoslavNumber(value)) return false;
  return PROVEN_BEFORE.test(text.slice(Math.max(0, start - 96), start));
}

function hasForeignLetter(text: string, start: number): boolean {
  return /\P{ASCII}/u.test(text.slice(Math.max(0, start - 5), start));
}

/** The longest known name at the end: Chinese and Japanese put no space before it. */
function knownEnding(name: string): { kind: PersonalKind; least: number; most: number } | undefined {
  for (let at = 0; at < name.length; at++) {
    const known = KIND_OF.get(name.slice(at));
    if (known !== undefined) return known;
  }
  return undefined;
}
