import type { Detector } from '../detect/detector.js';
import { isVerdict } from '../named/remark.js';
import { DIRECTIVES } from './directives.js';

const WORD = `["']?([^\\s"']{2,256})`;
const after = (words: number): RegExp => new RegExp(`^(?:[^\\s|;&]{1,256} ){${words}}${WORD}`, 'd');

/** `host 10.0.0.5 auth-port 1645 key 7 x` of Cisco's settings. */
const KEY_OF_SERVER = /^\S{1,64} (?:[\w-]{1,24} \d{1,5} ){0,4}key (?:\d )?([^\s"']{2,128})/d;

/** `radius server NPS`, and indented below it `key x`: a block of Cisco's settings, also in the list of what was changed. */
const KEY_IN_BLOCK =
  /^\S{1,64}[ \t]{0,4}(?:(?:\r?\n|\\n)[+-]?[ \t]{1,8}(?!key )[^\r\n\\]{0,96}){0,6}(?:\r?\n|\\n)[+-]?[ \t]{1,8}key (?:[0-9] )?"?([^\s"'\\]{2,128})(?="?[ \t]{0,4}(?:$|[\r\n]|\\n))/d;

/** `key 7 0822455D…`: Cisco's type 7, which anybody reverses. */
const ENCRYPTED_BY_CISCO = /^((?:[0-9A-F]{2}){4,64})(?![0-9A-Za-z])/d;
/** `/u:jo /p:x`, `-u:jo -p:x`: options of Windows, of which the one before names the user. */
const BEHIND_USER_OF_WINDOWS = /^["']?(?![A-Z][A-Za-z]{1,40}=|\d{1,5}(?:\s|$))([^\s"'*][^\s"']{2,127})/d;
const NAMES_USER = /[ \t][/-]u(?:ser)?:\S{1,96}(?:[ \t]\S{1,64}){0,4}$/i;

/** `-nbB jo x`, `-c -b file jo x`: without `n` a file stands before the user. */
const HASHED_AT_ONCE =
  /^(?:(?:[a-z]{1,5}|-[\w=-]{1,40}) (?:\d{1,2} )?-){0,3}?(?=[a-z]{0,4}b)(?:(?=[a-z]{0,4}n)[a-z]{1,5} (?:-[a-z]{1,5} (?:\d{1,2} )?){0,3}|[a-z]{1,5} (?:-[a-z]{1,5} (?:\d{1,2} )?){0,3}[^\s-]\S{0,127} )[^\s-]\S{0,63} ["']?([^\s"']{2,2048})/di;
/** `login: ada / x`, as people hand each other an account: no date, no number, no word alone, no host and no field. */
const NAME_AND_PASSWORD =
  /^[^\s/]{1,96} ?\/ ?(?=\S{0,63}\p{L})(?=\S{0,63}[\d!#$%&*+@?^~])(?!\d{4}-\d\d|\w{1,24}[/=]|[a-z]{1,24}#\d|[a-z\d-]{1,63}(?:\.[a-z\d-]{1,63}){1,5}(?![^\s,;)]))([^\s/"'`,;()]{6,64}?)(?=[.,;)]?(?:\s|$))/du;
/** `creds for staging: admin / x`, `log in with admin:x`: with a sign and a digit. */
const TOLD_PAIR =
  /^(?:[^\n:;,/]{1,48}: )?[\w.@+-]{1,64} ?[:/] ?(?!OAuth|SAML|OIDC)(?=[^\s/]{0,63}\d)(?=[^\s/]{0,63}\p{L})(?=[^\s/]{0,63}[!#$%&*+?^~])([^\s/"'`,;()]{6,64})(?=[\s,;)]|$)/du;
/** `ada : EAP "x"` of strongSwan's secrets. */
const QUOTED = /^"([^"\n]{1,128})"/d;

const LONGEST_ARGUMENTS = 2_300;
/** Behind a letter that an escape such as `\\n` ends, a command may begin. */
const IN_WORD = /(?<!\\)[\w.-]$/;

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
  'signtool sign ': /^(?:\S{1,96} ){0,16}?\/p ["']?([^\s"']{2,128})/di,
  'convertto-securestring ': /^(?:-String )?["']([^"'\n]{1,256})/di,
  'credentials(':
    /^(?:(?:"[^"\n]{0,128}", ?){1,3}"([^"\n]{1,256})"\)|[\w.@-]{1,64}, ?(?=[^\s,)]{0,127}\d)(?=[^\s,)]{0,127}[A-Za-z])([^\s,()"']{5,128})\))/d,
  'tacacs-server host ': KEY_OF_SERVER,
  'radius-server host ': KEY_OF_SERVER,
  'radtest ': /^(?:-\w (?:\w{1,16} )?){0,4}\S{1,64} ([^\s"']{2,128}) \S{1,96} \d{1,5} ([^\s"']{2,128})/d,
  '!login ': /^\S{1,64} ((?=\S{0,127}[\d!#$%&*+@?^~])\S{4,128})(?=\s|$)/d,
  'nickserv identify ': after(0),
  'nickserv :identify ': after(0),
  'http-basic.': after(2),
  'htpasswd -': HASHED_AT_ONCE,
  ': eap ': QUOTED,
  ': xauth ': QUOTED,
  'wpa_passphrase ': after(1),
  '::add-mask::': after(0),
  'snmp-server user ':
    /^\S{1,64} \S{1,64} v3 (?:encrypted )?auth (?:md5|sha(?:-?\d{3})?) (\S{2,128})(?: priv (?:3?des|aes)(?: \d{3})? (\S{2,128}))?/di,
  '--from-literal=': /^[\w.-]{1,64}=["']?([^\s"']{3,2048})/d,
  'importprivkey ': after(0),
  pgpass:
    /^(?: (?:line|entry) \d{1,6})?:? ["']?[\w.*-]{1,96}:(?:\d{1,5}|\*):[^:\s]{1,64}:[^:\s]{1,64}:([^\s"']{1,256})/d,
  "{'simple': '": /^([^'\n]{1,256})'/d,
  'wifi:': /^(?:[STHRI]:(?:[^;\\\n]|\\.){0,64};){0,5}P:((?:[^;\\\n]|\\.){1,128});/d,
  'net use ': /^(?:[A-Z*]:? )?\\\\\S{1,128} ([^\s/*]\S{1,127}) (?=\/user)/di,
  ...Object.fromEntries(
    ['net user ', 'net  user ', 'net1 user ', 'net1  user ', 'net.exe user ', 'net.exe  user ', 'net.exe" user '].map(
      (command) => [command, /^ ?[^\s/]{1,64} {1,2}([^\s/*][^\s]{1,127})/d],
    ),
  ),
  'ascii-text ': /^"?([^\s"';{]{4,128})(?=["';\s]|$)/d,
  'plain-text-password-value ': /^"?([^\s"';{]{4,128})/d,
  'login: ': NAME_AND_PASSWORD,
  'login is ': NAME_AND_PASSWORD,
  'creds are ': NAME_AND_PASSWORD,
  'credentials are ': NAME_AND_PASSWORD,
  'password: new value: ': after(0),
  'creds: ': NAME_AND_PASSWORD,
  ...Object.fromEntries(
    [
      'creds for ',
      'credentials for ',
      'login with ',
      'log in with ',
      'logged in with ',
      'sign in with ',
      'anmelden mit ',
      'login mit ',
    ].map((words) => [words, TOLD_PAIR]),
  ),
  'credentials: ': NAME_AND_PASSWORD,
  'zugang: ': NAME_AND_PASSWORD,
  'zugangsdaten: ': NAME_AND_PASSWORD,
  ...Object.fromEntries(
    ['key # ', 'password # ', 'secret # ', 'key-string # ', 'md5 # '].map((command) => [command, ENCRYPTED_BY_CISCO]),
  ),
  ' /p:': BEHIND_USER_OF_WINDOWS,
  ' -p:': BEHIND_USER_OF_WINDOWS,
  'random_password.': /^[\w.[\]"-]{1,96}\.(?:result|bcrypt_hash)["']?[ \t]{0,16}[=:][ \t]?"([^"\n]{4,256})"/d,
  'bundle config ': /^(?:set )?(?:--\w{1,16} )?[\w.-]{1,96} [\w.-]{1,64}:([^\s"']{4,256})/d,
  'sp_addlinkedsrvlogin ':
    /^(?:(?:@\w{1,24} ?= ?)?(?:N?'[^'\n]{0,128}'|NULL), ?){4}(?:@\w{1,24} ?= ?)?N?'([^'\n]{1,128})'/di,
  'connect to ':
    /^\S{1,64} user \S{1,64} using "?(?!(?:ssl|tls|mtls|kerberos|encrypted|encryption|secure|plain|default|existing|cached|new|the|a|an)(?:\s|$))([^\s"']{2,128})/di,
  'isql ':
    /^(?!-)[\w.-]{1,64} [\w.@-]{1,64} (?!v?\d[\d.]*(?:\s|$)|\S{1,96}\.(?:sql|csv|txt|log|ini)(?:\s|$))((?=\S{0,63}\d)[^\s-]\S{3,127})/d,
  'sql> connect ': /^[\w$#.-]{1,64}\/"?((?=[^@\s]{0,127}\d)[^\s@"'/]{3,128})"?@[\w.]/d,
  'at+cpin=': /^"?(\d{4,8})(?!\d)/d,
  'at+cwjap': /^(?:_\w{3})?="[^"\n]{0,32}","([^"\n]{1,64})"/d,
  ' -auth ': /^["']?[\w.@-]{1,64}:([^\s"']{4,2048})/d,
  'sonar.login=': /^((?=\w{0,63}\d)\w{20,64})/d,
  'addauth digest ': /^[\w.@-]{1,64}:([^\s"':]{3,128})/d,
  'sasl_passwd ': /^\S{1,96} [\w.@+-]{1,96}:([^\s"']{3,128})/d,
  codecov: /^[^\r\n]{0,96}?\s(?:-t|--token)[ =]([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?![\w-])/d,
  'input password ': /^ {0,8}\S{1,96} {2,8}(\S{3,128})/d,
  ' /rp ': after(0),
  ...Object.fromEntries(
    ['passin pass:', 'passout pass:', 'passin=pass:', 'passout=pass:'].map((option) => [option, after(0)]),
  ),
  'radius server ': KEY_IN_BLOCK,
  'tacacs server ': KEY_IN_BLOCK,
  'random_password" ': /^"[\w-]{1,64}" \{[^{}]{0,600}?\b(?:result|bcrypt_hash)[ \t]{0,24}=[ \t]?"([^"\n]{4,256})"/d,
  ' /user:': /^[^\s"']{1,128} ([^\s"'/*][^\s"']{3,127})(?=\s|$)/d,
};

/** Passwords that a program's help calls an argument: `rabbitmqctl add_user app x`, `net use … /user:CORP\jo x`. */
export const positionalPasswords: Detector = {
  keywords: [...Object.keys(COMMANDS), ...Object.keys(DIRECTIVES)],
  at(text, start, end, found) {
    const command = text.slice(start, end).toLowerCase().replace(/ 7 $/, ' # ');
    const directives = DIRECTIVES[command];
    const pattern =
      directives === undefined ? COMMANDS[command] : directives.find(({ opens }) => opens(text, start))?.rest;
    const match = pattern?.exec(text.slice(end, end + LONGEST_ARGUMENTS)) ?? null;
    if (match === null || (command === 'htpasswd -' && IN_WORD.test(text.slice(Math.max(0, start - 2), start))))
      return end - 1; // the next keyword may begin with the space that ends this one
    if (/p:$/.test(command) && !NAMES_USER.test(text.slice(Math.max(0, start - 240), start))) return end - 1;
    if (command === ' /user:' && !/\bnet use\b/i.test(text.slice(Math.max(0, start - 160), start))) return end;
    let judgedTo = end;
    for (const range of (match.indices as RegExpIndicesArray).slice(1)) {
      if (range === undefined) continue;
      const [from, to] = range;
      const word = match[0].slice(from, to);
      if (/^(?:\$|%|-|\*+$|\[REDACTED:)/.test(word) || isVerdict(word)) continue;
      found.secret(end + from, end + to, 'command-line-password');
      judgedTo = end + to;
    }
    return judgedTo;
  },
};
