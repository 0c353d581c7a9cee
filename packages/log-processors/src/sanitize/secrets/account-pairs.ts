import type { Detector } from '../detect/detector.js';
import { isStrongPassword } from '../named/chosen-password.js';

/* `user: jo / Sommer!24x`: an account and, behind a stroke, what only passwords are so mixed as. */

const PAIR = /^["'`]?[\p{L}\p{N}_.@+\\-]{1,64}["'`]?(?: ?[/|] ?| :: ?)["'`]?([^\s"'`/|]{6,64})/u;
const TRAILING = /[.,;)\]]+$/;

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
    const value = (match?.[1] ?? '').replace(TRAILING, '');
    if (match === null || !isStrongPassword(value)) return end;
    const from = end + match[0].length - (match[1] as string).length;
    found.secret(from, from + value.length, 'named-secret');
    return from + value.length;
  },
};
