import type { Detector } from '../detect/detector.js';

const WORD = `["']?([^\\s"']{2,256})`;
const after = (words: number): RegExp => new RegExp(`^(?:[^\\s|;&]{1,256} ){${words}}${WORD}`);

const SNMP_COMMUNITY = /^(?:-\S{1,64} (?:[^\s-]\S{0,64} )?){0,8}?-c ["']?([^\s"']{2,64})/;

/** Commands that take a password as their n-th word: how many words stand before it. */
const COMMANDS: Readonly<Record<string, RegExp>> = {
  'rabbitmqctl add_user ': after(1),
  'rabbitmqctl change_password ': after(1),
  'mosquitto_passwd -b ': after(2),
  'reset-admin-password ': after(0),
  'mc alias set ': after(3),
  'mc config host add ': after(3),
  'cargo login ': after(0),
  'config set --secret ': after(1),
  'unlock-keychain -p ': after(0),
  'create-keychain -p ': after(0),
  'signtool sign ': /^(?:\S{1,96} ){0,16}?\/p ["']?([^\s"']{2,128})/i,
  'convertto-securestring ': /^(?:-String )?["']([^"'\n]{1,256})/i,
  'credentials(': /^(?:"[^"\n]{0,128}", ?){1,3}"([^"\n]{1,256})"\)/,
  'snmpwalk ': SNMP_COMMUNITY,
  'snmpget ': SNMP_COMMUNITY,
  'net user ': /^[^\s/]{1,64} ([^\s/*][^\s]{1,127})/,
  ' /rp ': after(0),
  ' /user:': /^[^\s"']{1,128} ([^\s"'/*][^\s"']{3,127})(?=\s|$)/,
};

/** Passwords that a program's help calls an argument: `rabbitmqctl add_user app x`, `net use … /user:CORP\jo x`. */
export const positionalPasswords: Detector = {
  keywords: Object.keys(COMMANDS),
  at(text, start, end, found) {
    const command = text.slice(start, end).toLowerCase();
    const match = (COMMANDS[command] as RegExp).exec(text.slice(end, end + 1_100));
    if (match === null) return end;
    const secret = match[1] as string;
    if (/^(?:\$|%|-|\*+$)/.test(secret)) return end;
    if (command === ' /user:' && !/\bnet use\b/i.test(text.slice(Math.max(0, start - 160), start))) return end;
    const from = end + match[0].lastIndexOf(secret);
    found.secret(from, from + secret.length, 'command-line-password');
    return from + secret.length;
  },
};
