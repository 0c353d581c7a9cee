import type { Detector, Found } from '../detect/detector.js';
import type { FieldNames } from '../keys/field-names.js';
import { plainLetters } from '../keys/plain-letters.js';

/* One-time codes as messages tell them: `Votre code de connexion est 482913`, `Ваш код подтверждения: 482913`. */

const any = (...lists: readonly string[]): string => `(?:${lists.join(' ').replaceAll(' ', '|')})`;

/** Say whose code it is, or what for; other codes are errors', countries' and products'. */
const SOMEBODYS = new RegExp(
  `(?:^|[^\\p{L}])${any(
    'your votre ton tu su suo tuo il[_ ]tuo seu sua teu dein deine ihr je jouw uw twój tw[oó]j v[aá]š tvůj din ditt ваш твій',
    'otp totp 2fa mfa sms one-time verification confirmation authentication authorization access login sign-in signin security',
  )}(?![\\p{L}])|${any(
    'v[ée]rif bestätig sicherheits anmelde einmal connexion confirmation sécurité acceso acesso accesso seguridad segurança',
    'sicurezza inlog weryfik potwierdz ověřov doğrulama onay vahvistus bekræft verifiering подтвержд безопасн доступ входа',
    '验证 驗證 認証 確認 인증 확인',
  )}`,
  'iu',
);
/** Many messages are written without accents. */
const SOMEBODYS_PLAINLY = new RegExp(
  `(?:^|[^a-z])${any('vas wasz tvuj tvoj votre', 'overov potvrz bestatig verific weryfik dogrul securite seguranca seguridad')}`,
  'i',
);
const OTHERS = new RegExp(
  `(?:^|[^\\p{L}])${any(
    'post(?:al|leitzahl)? zip error (?:err|result)[\\s_-]?code status exit return country area product item order promo discount coupon voucher',
    'referral invite booking reservation airport currency language color colour response reason bar qr source byte key event',
    'cause fehler produkt artikel länder article postale? produit erreur artículo producto prodotto produto towaru błędu',
    'customer client length failed failure failing denied closed clos(?:e|ing) refused rejected delivery kunden',
    'review scan path coverage base conduct quality style smell chyby ошибки товара',
  )}`,
  'iu',
);
/** Words of other scripts that the keyword's two letters may end. */
const OF_SCRIPTS = new RegExp(`${any('验证码 驗證碼 動態密碼 コード 番号 번호 코드 код')}$`, 'iu');
const TELLS =
  /^\p{L}{0,6}((?:[ \t][\p{L}'\u2019-]{1,24}){0,7}?)([ \t]?[:=]|[ \t](?:is|IS|ist|IST|lautet|LAUTET|est|EST|es|ES|é|è|jest|to|je|är|er|on|is:)|[\u306f\ub294\uc740\u662f\u4e3a\u70ba]|(?=[ \t]?[[\u3010(]))[ \t]{0,2}["'[\u3010(\u300c]?(?:[A-Z]{1,3}-)?(\d{4,8}|\d{3}[ -]\d{3,4})(?![\w-]|[.:/]\d)/u;

/** Of one use only a code or a password is spoken of. */
const OF_ONE_USE = [
  ...[
    'de un solo uso',
    'de uso unico',
    'a usage unique',
    'monouso',
    'einmalpass',
    'einmalkenn',
    'einmal-pass',
    'einmalcode',
  ],
  ...['eenmalig wachtwoord', 'haslo jednorazowe', 'jednorazove heslo', 'engangskod', 'engangslosen'],
];

/** Two letters of another script call for words such as 验证码, 認証コード, 인증번호, код. */
export function toldCodes(names: FieldNames): Detector {
  return {
    keywords: ['code', 'codigo', 'codice', 'kod', 'ль', ...OF_ONE_USE],
    at(text, start, end, found) {
      const isLatin = /^[\p{Script=Latin}]/u.test(text.slice(start, end));
      const tells = TELLS.exec(text.slice(end, end + 112));
      if (tells === null) return end;
      const name = `${text.slice(start, end)}${/^\p{L}*/u.exec(text.slice(end, end + 8))}${tells[1]}`;
      if (isLatin && tells[2] !== '' && names.of(name).secret === 'code') return end; // `namedValues` judges it
      const before = text
        .slice(Math.max(0, start - 40), end)
        .split(/[\r\n.!?]/)
        .at(-1) as string;
      const around = `${before}${tells[1]}`;
      if (!isLatin && !OF_SCRIPTS.test(before)) return end;
      const isOfOneUse = OF_ONE_USE.includes(plainLetters(text.slice(start, end).toLowerCase()));
      if (!(isOfOneUse || SOMEBODYS.test(around) || SOMEBODYS_PLAINLY.test(around)) || OTHERS.test(around)) return end;
      return take(end, tells, found);
    },
  };
}

function take(end: number, tells: RegExpExecArray, found: Found): number {
  const code = tells[3] as string;
  const from = end + tells[0].lastIndexOf(code);
  found.secret(from, from + code.length, 'one-time-code');
  return from + code.length;
}
