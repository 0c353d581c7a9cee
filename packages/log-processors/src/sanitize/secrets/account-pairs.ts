import type { Detector } from '../detect/detector.js';
import { isStrongPassword } from '../named/chosen-password.js';
import { beforeNextField } from './next-field.js';

/* `user: jo / Sommer!24x`: an account and, behind a stroke, what only passwords are so mixed as. */

const PAIR =
  /^["'`]?[\p{L}\p{N}_.@+\\-]{1,64}(?![\p{L}\p{N}_.@+\\-])["'`]?(?: ?([/|]) ?| :: ?)(?:'([^'\r\n|]{6,64})'|["'`]?([^\s"'`/|][^\s"'`|]{5,63}))/u;
const TRAILING = /[.,;)\]]+$/;
/** A sign that words, measures and numbers of things have not. */
const SIGN = /[!#$&*?^~@+§%=]/;
/** Between the columns of a list stands anything: there a sign that hardly anything but a password has. */
const RARE_SIGN = /[!$&*?^~]/;
/** `€12.50K`, `12.5%CPU`. */
const MEASURE = /^[+-]?[€$£¥]?\d+(?:[.,]\d+)*[%°]?\p{L}{0,8}$/u;
/** `Q3@2024`, `H1-2026`. */
const PERIOD = /^(?:Q[1-4]|H[12]|K?W\d{1,2}|FY\d{2,4})[@/_-]?\d{2,4}$/;
/** `PR#412-Fix`, `Buchung#12A`: of what it is the number. */
const NUMBERED =
  /^(?:pr|mr|issue|ticket|bug|case|fix|order|booking|invoice|payment|refund|buchung|bestellung|rechnung|auftrag|vorgang|beleg|zahlung|commande|facture|pedido|factura|ordine|fattura|zam[oó]wienie|build|run|job|batch|task|event|room|page|slot|table)[#@]\d+\p{L}{0,3}(?:-\p{L}+)*$/iu;
/** `GMT+02:00Berlin`, `Cache-Control:max-age=3600`. */
const SETTING = /^(?:GMT|UTC)[+-]|^[A-Za-z][\w-]{1,40}[:=][\w-]+=/;

export const accountPairs: Detector = {
  keywords: [
    ...[
      'user: ',
      'user ',
      'user=',
      'username: ',
      'username ',
      'account: ',
      'account ',
      'login ',
      'acct ',
      'benutzer: ',
    ],
    ...[
      'benutzer ',
      'konto: ',
      'konto ',
      'utilisateur ',
      'utilisateur: ',
      'compte ',
      'compte: ',
      'usuario: ',
      'usuario ',
    ],
    ...['cuenta ', 'cuenta: ', 'utente ', 'utente: ', 'gebruiker ', 'gebruiker: ', 'admin: ', 'zugang ', 'access: '],
  ],
  at(text, _start, end, found) {
    const match = PAIR.exec(text.slice(end, end + 148));
    if (match === null) return end;
    const [pair, stroke, quoted] = match;
    const written = quoted ?? (match[3] as string);
    const sign = stroke === '|' ? RARE_SIGN : SIGN;
    const value = [quoted ?? beforeNextField(written), written]
      .map((part) => part.replace(TRAILING, ''))
      .find((part) => isStrongPassword(part) && !isOrdinary(part) && sign.test(part));
    if (value === undefined) return end;
    const from = end + pair.length - written.length - (quoted === undefined ? 0 : 1);
    found.secret(from, from + value.length, 'named-secret');
    return from + value.length;
  },
};

/** Of a path nobody knows but one with such a sign. */
const SIGN_OF_NO_PATH = /[!$*^~]/;

function isOrdinary(value: string): boolean {
  if (value.includes('/') && !SIGN_OF_NO_PATH.test(value)) return true;
  return MEASURE.test(value) || PERIOD.test(value) || NUMBERED.test(value) || SETTING.test(value);
}
