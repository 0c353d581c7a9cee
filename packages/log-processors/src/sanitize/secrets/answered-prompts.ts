import type { Detector } from '../detect/detector.js';

/** How far from its answer a prompt may stand. */
const REACH = 160;
const PROMPT =
  /p?ass(?:word|wort)|pass(?:wd|phrase|code)|kennwort|mot de passe|contrase|senha|wachtwoord|\bpwd\b|\bpin\b|enter secret/i;
const QUOTED = /^(?:-- )?\\{0,3}(?<quote>["'])(?<secret>(?:(?!\k<quote>|\\{1,4}[rn"'])[^\r\n]){1,256})/;
const VARIABLE = /^(?:\$|\[|\{\w)|^(?:y|n|yes|no|exit|quit)$/i;

/** `expect "Password:" { send "x\r" }`, `child.sendline('x')`: what a script types where a password is asked for. */
export const answeredPrompts: Detector = {
  keywords: ['send "', "send '", 'send -- "', 'send \\"', 'sendline(', 'send_line('],
  at(text, start, end, found) {
    const from = end - (text.charAt(end - 1) === '(' ? 0 : 1);
    const match = QUOTED.exec(text.slice(from, from + 300));
    const secret = match?.groups?.['secret'];
    if (match === null || secret === undefined || VARIABLE.test(secret)) return end;
    const to = from + match[0].length;
    const before = text.slice(Math.max(0, start - REACH), start);
    const prompt = before.slice(Math.max(before.lastIndexOf('send "'), before.lastIndexOf('sendline(')) + 1); // not one that was answered
    const behind = /^[^\n]{0,16}\bto (?:the )?prompt[^\n]{0,48}/.exec(text.slice(to, to + 72))?.[0] ?? '';
    if (!PROMPT.test(prompt) && !PROMPT.test(behind)) return end;
    found.secret(to - secret.length, to, 'service-password');
    return to;
  },
};
