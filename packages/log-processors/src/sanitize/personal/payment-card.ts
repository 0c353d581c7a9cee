import type { Detector } from '../detect/detector.js';
import type { FieldNames } from '../keys/field-names.js';
import { luhn } from './luhn.js';

/*
 * Issuer ranges in use and their lengths, from the networks' public announcements: first digits (a range of equally long
 * prefixes) and the lengths that are issued.
 */
const RANGES: readonly (readonly [first: number, last: number, lengths: readonly number[]])[] = [
  [4, 4, [13, 16, 19]], // Visa
  [51, 55, [16]], // Mastercard
  [2221, 2720, [16]], // Mastercard, second range
  [34, 34, [15]], // American Express
  [37, 37, [15]],
  [300, 305, [14, 16, 19]], // Diners Club
  [3095, 3095, [14, 16, 19]],
  [36, 36, [14, 16, 19]],
  [38, 39, [14, 16, 19]],
  [6011, 6011, [16, 19]], // Discover
  [644, 659, [16, 19]],
  [3528, 3589, [16, 17, 18, 19]], // JCB
  [2131, 2131, [15, 16]],
  [1800, 1800, [15]],
  [62, 62, [14, 15, 16, 17, 18, 19]], // UnionPay
  [81, 81, [16, 17, 18, 19]], // UnionPay, RuPay
  [2200, 2204, [16, 17, 18, 19]], // Mir
  [9792, 9792, [16]], // Troy
  [50, 50, [12, 13, 14, 15, 16, 17, 18, 19]], // Maestro, Verve, Elo
  [56, 58, [12, 13, 14, 15, 16, 17, 18, 19]],
  [60, 61, [12, 13, 14, 15, 16, 17, 18, 19]], // Maestro, RuPay, Hipercard
  [63, 63, [12, 13, 14, 15, 16, 17, 18, 19]],
  [66, 69, [12, 13, 14, 15, 16, 17, 18, 19]],
  [1, 1, [15]], // UATP
];

/** Is it a number that a card network issues, with a right check digit? */
export function isPaymentCard(digits: string): boolean {
  if (/^(\d)\1+$/.test(digits) || !luhn(digits)) return false;
  return RANGES.some(([first, last, lengths]) => {
    const prefix = Number(digits.slice(0, String(first).length));
    return prefix >= first && prefix <= last && lengths.includes(digits.length);
  });
}

const GROUPED =
  /^(?:\d{4}([ -])\d{4}\1\d{4}\1(?:\d{4}\1\d{1,3}|\d{1,4})|\d{4}([ -])\d{6}\2\d{4,5}|\d{4}([ -])\d{5}\3\d{6}|\d{6}([ -])\d{8,13}|\d{4}([ -])\d{4}\5\d{5}|\d{4}\.\d{4}\.\d{4}\.\d{4}|\d{4}\+\d{4}\+\d{4}\+\d{4})(?!\d)/;
const WIDE = /^\d{4} {2}\d{4} {2}\d{4} {2}\d{4}(?!\d)/;

/** `5105 1051 0510 5100 07/29`: what looks like a last group is the month in which the card expires. */
const BEFORE_EXPIRY = /^\d{4} \d{4} \d{4} \d{4}(?= (?:0[1-9]|1[0-2]) ?\/ ?\d\d)/;

function lengthOfGroups(window: string): number {
  return (BEFORE_EXPIRY.exec(window) ?? GROUPED.exec(window) ?? WIDE.exec(window))?.[0].length ?? 0;
}

/** Bare runs of 13 to 16 digits and grouped ones; longer and shorter ones only where a name says card, see `namedValues`. */
export function paymentCards(names: FieldNames): Detector {
  return {
    keywords: [
      '#############',
      '#### ####',
      '####-####',
      '#### ######',
      '#### #####',
      '######-########',
      '###### ########',
      '####.####.####.####',
      '####+####+####+####',
      '####  ####',
    ],
    at(text, start, _end, found) {
      let from = start;
      while (from > 0 && start - from < 20 && isDigit(text, from - 1)) from--;
      let bare = from;
      while (bare < text.length && bare - from < 40 && isDigit(text, bare)) bare++;
      if (isEscaped(text, from) && !isPaymentCard(text.slice(from, bare))) from += 2;
      const isSettled = isLineOfSettlement(text, from, bare);
      if (isSettled && !isPaymentCard(text.slice(from, bare))) from += RECORD_TYPE;
      if (
        gluedBefore(text, from) &&
        !isSettled &&
        !isCellOfCards(text, from, bare) &&
        !isCellOfNumbers(text, from, bare) &&
        !isCellOfRow(text, from, bare, names) &&
        !isBesideCard(text, from, bare)
      )
        return bare;
      const window = text.slice(from, from + 28);
      const grouped = lengthOfGroups(window);
      const to = grouped > 0 ? from + grouped : bare;
      const digits = text.slice(from, to).replaceAll(/\D/g, '');
      const isCell =
        isCellOfCards(text, from, to) ||
        (grouped === 0 &&
          (isCellOfNumbers(text, from, to) || isCellOfRow(text, from, to, names) || isBesideCard(text, from, to)));
      if ((!isCell && gluedAfter(text, to)) || !isPaymentCard(digits)) return bare;
      if (
        grouped === 0 &&
        !isSettled &&
        ((digits.length > 16 && !CARD_BEFORE.test(text.slice(Math.max(0, from - 16), from))) ||
          (isOperational(text, from, names) &&
            !isListOfCards(text, to) &&
            !SPEAKS_OF_CARDS.test(text.slice(Math.max(0, from - 64), from))))
      )
        return bare;
      const track = endOfTrack(text, to);
      if (track > to) found.secret(from, track, 'track-data');
      else found.personal(from, to, 'pan');
      return track;
    },
  };
}

/** The rest of a magnetic stripe behind the card's number (ISO/IEC 7813): `=30121010000012345678`, `^DOE/JO^3012101…`. */
function endOfTrack(text: string, to: number): number {
  return to + (/^(?:=\d{7,24}|\^[^^\n]{2,26}\^\d{4,60})\??/.exec(text.slice(to, to + 96))?.[0].length ?? 0);
}

const CARD_BEFORE =
  /(?:card|visa|mastercard|maestro|amex|unionpay|discover|jcb|diners|mir|rupay|karte|(?:acc(?:ount|t)?|card|bank_?card)_?(?:no|num|number|nbr))["']?[ :=#]{1,2}["']?$/i;

/** A network's name a few words before `account=…`. */
const SPEAKS_OF_CARDS =
  /\b(?:visa|mastercard|amex|american express|discover|diners|maestro|jcb|unionpay)\b[^\n]*\b(?:account|acct|number|num|no)["']?[ \t]?[=:#][ \t]?["']?$/i;

const RECORD_TYPE = 2;
/** What stands in the lines of files in which acquirers settle: amounts with their currency, codes of authorization and of merchants. */
const SETTLES = /settle|clearing|chargeback|acquir|\bcapture|\bMCC ?\d{4}\b|\bAUTH ?\d{6}\b|\bARN\b/i;
const AMOUNT_BEHIND = /^ {1,12}\d{6,12}[ ]?(?:[A-Z]{3})(?![A-Za-z])/;

/** `000112 5354…  0000004990EUR`, `0545066843…  000000013753EUR`: a card's number in columns of numbers, perhaps right behind the record's type. */
function isLineOfSettlement(text: string, from: number, to: number): boolean {
  const digits = text.slice(from, to);
  const isCard =
    digits.length === 16 && isPaymentCard(digits) && /(?:^|\D)\d{5,9} $/.test(text.slice(Math.max(0, from - 10), from));
  const isTyped = digits.length === 16 + RECORD_TYPE && isPaymentCard(digits.slice(RECORD_TYPE));
  if (!isCard && !isTyped) return false;
  const isPaid = AMOUNT_BEHIND.test(text.slice(to, to + 32));
  return (isPaid || !isTyped) && SETTLES.test(text.slice(Math.max(0, from - 128), to + 96));
}

/** `card,amount` above or an expiry beside it: a row of a table whose neighbours are numbers, too. */
function isCellOfCards(text: string, from: number, to: number): boolean {
  const sign = text.charAt(to);
  if (!/[,;\t]/.test(sign) || text.charAt(from - 1) !== sign) return false;
  if (/^.\d\d\/(?:\d\d|20\d\d)(?!\d)/.test(text.slice(to, to + 10))) return true;
  return /(?:^|[^\p{L}])(?:card|cc|pan|visa|amex|maestro|karte)(?:$|[^\p{L}])/iu.test(
    text.slice(Math.max(0, from - 160), from),
  );
}

/** `17,4532015112830366,19`: a cell of a text that is one row of at least three numbers, with no line of names that says what they are. */
function isCellOfNumbers(text: string, from: number, to: number): boolean {
  if (text.charAt(from - 1) !== ',' && text.charAt(to) !== ',') return false;
  return to - from <= 16 && text.length <= LONGEST_ROW && ROW_OF_NUMBERS.test(text);
}

const LONGEST_ROW = 256;
const ROW_OF_NUMBERS = /^\d{1,16}(?:\.\d{1,8})?(?:,\d{0,16}(?:\.\d{1,8})?){2,30}\r?\n?$/;

/** `2026-11-03,shop 9,4…,12.40`: a cell of a row that commas part, whose column is not called an order's, a time's, … */
function isCellOfRow(text: string, from: number, to: number, names: FieldNames): boolean {
  if (!/^\d{15,16}$/.test(text.slice(from, to)) || !isPaymentCard(text.slice(from, to))) return false;
  const before = text
    .slice(Math.max(0, from - LONGEST_ROW), from)
    .split(/[\r\n]/)
    .at(-1) as string;
  const behind = text.slice(to, to + LONGEST_ROW).split(/[\r\n]/, 1)[0] as string;
  const cellsBefore = before.split(',');
  const cells = `${before}${behind}`.split(',');
  if (cellsBefore.at(-1) !== '' || !/^(?:,|$)/.test(behind) || cells.length < 3) return false;
  if (cells.some((cell) => cell.startsWith(' '))) return false; // a sentence
  const neighbour = cellsBefore.at(-2) ?? (cells[1] as string);
  const hasAmount = cells.some((cell) => /^\d{1,9}\.\d{1,8}$/.test(cell));
  if (!hasAmount && (cells.length < 4 || /^\d+$/.test(neighbour))) return false; // its comma may be one of a fraction
  const heading = text.slice(0, LONGEST_ROW).split(/[\r\n]/, 1)[0] as string;
  const column = heading.length < from - before.length ? (heading.split(',')[cellsBefore.length - 1] ?? '') : '';
  return !names.of(column).operational && !names.of(neighbour).operational;
}

/** `[4…, 5…]`: what follows in the list is a card, too. */
function isListOfCards(text: string, to: number): boolean {
  const next = /^, ?(\d{13,16})(?!\d)/.exec(text.slice(to, to + 20))?.[1];
  return next !== undefined && isPaymentCard(next);
}

/** `cards=4…,5…`: parted by a comma alone, as decimals are; but two numbers of cards side by side are no chance. */
function isBesideCard(text: string, from: number, to: number): boolean {
  if (to - from < 15) return false;
  const before = /(?<![\d.,])(\d{15,16}),$/.exec(text.slice(Math.max(0, from - 18), from))?.[1];
  const behind = /^,(\d{15,16})(?!\d)/.exec(text.slice(to, to + 18))?.[1];
  return (
    (before !== undefined && isPaymentCard(before)) ||
    (behind !== undefined && !/[\d_][.,-]$/.test(text.slice(Math.max(0, from - 2), from)) && isPaymentCard(behind))
  );
}

function isDigit(text: string, at: number): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 0x30 && unit <= 0x39;
}

/** Are the first two digits the code of a sign that separates fields, such as `%20`, `%22`? */
function isEscaped(text: string, from: number): boolean {
  return text.charAt(from - 1) === '%' && /^(?:09|2\d)/.test(text.slice(from, from + 2));
}

/** `CCVI4…`, `FPAX3…`: the two letters by which systems of airlines call a network, before its card's number. */
const FORM_OF_PAYMENT = /(?:^|[^A-Za-z])(?:CC|FP|FPCC)(?:VI|CA|MC|AX|DC|DS|JC|TP|UP|EL|IK|MA)$/;

/** Part of a word, a decimal fraction or a longer grouped number. */
function gluedBefore(text: string, from: number): boolean {
  const before = text.slice(Math.max(0, from - 2), from);
  return (
    (/[\p{L}_]$/u.test(before) &&
      before !== '%B' &&
      !FORM_OF_PAYMENT.test(text.slice(Math.max(0, from - 6), from)) &&
      !/\\[nrt]/.test(before) &&
      !/%[0-9A-F]{2}/i.test(text.slice(from - 3, from))) ||
    /[\d_][.,-]$/.test(before) ||
    /[0-9A-Fa-f]-$/.test(before) ||
    /\d{4} /.test(text.slice(Math.max(0, from - 5), from))
  );
}

function gluedAfter(text: string, to: number): boolean {
  return /^(?:[\p{L}_]|[.,]\d|-[0-9A-Fa-f]{2})/u.test(text.slice(to, to + 3));
}

/** Does the name right before a bare number say that it is an order, a time, a trace …? In a URL's path it is one anyway. */
function isOperational(text: string, from: number, names: FieldNames): boolean {
  if (text.charAt(from - 1) === '/')
    return !/(?:card|pan|payment|cc)s?\/$/i.test(text.slice(Math.max(0, from - 12), from));
  if (/\} $/.test(text.slice(from - 2, from))) return true; // a sample of Prometheus
  const before = /([\p{L}\p{N}_.-]+(?: [\p{L}\p{N}_.-]+)?)["'\])]{0,2}(?: - |[\s:=#>[("']){1,6}$/u.exec(
    text.slice(Math.max(0, from - 48), from),
  )?.[1];
  if (before === undefined) return text.charAt(from - 1) === '#';
  const { personal, operational } = names.of(before);
  return operational && !personal.some(({ kind }) => kind === 'pan');
}
