import type { Detector, Found } from '../detect/detector.js';

/*
 * Telephone numbers as people write them inside their country, where the words around speak of a call: `Rückruf unter 0171 …`,
 * `rappeler au 06.12.…`. Numbers of orders, times and versions look the same, so without such words nothing is one.
 */

const words = (...lists: readonly string[]): string => lists.join(' ').replaceAll(' ', '|');

/** Speak of a call or of who is called. */
const CALLS = words(
  'r(?:ü|ue)ckruf\\p{L}* (?:zur(?:ü|ue)ck)?rufen ruft? angerufen anruf\\p{L}* telefon\\p{L}* tel handy\\p{L}* mobilnummer festnetz fax durchwahl',
  'erreichbar erreichen r(?:app|ap)el\\p{L}* appel\\p{L}* joign\\p{L}* joindre portable t[ée]l[ée]phon\\p{L}* phoned called callback',
  'surgery clinic pharmacy hospital hotline helpline voicemail whatsapp caller callee subscriber landline',
  'llam\\p{L}* m[óo]vil tel[ée]fono\\p{L}* lig(?:ue|ar|ou) telefone celular telem[óo]vel chiam\\p{L}* richiam\\p{L}* cellulare recapito',
  'bel(?:len|t|de)? (?:terug|op)bel\\p{L}* bereikbaar mobiel telefoon\\p{L}* zadzwo\\p{L}* dzwoni\\p{L}* oddzwo\\p{L}* kom[óo]rk\\p{L}*',
  'zavol\\p{L}* volej\\p{L}* volal tlf arzt praxis cabinet m[ée]decin m[ée]dico handynummer',
);
const SPEAKS_OF_CALLS = new RegExp(`(?:^|[^\\p{L}\\p{N}_])(?:${CALLS})(?![\\p{L}\\p{N}_])`, 'iu');
/** Words of other meanings too: right before the number, or where a preposition leads to it. */
const MAY_SPEAK_OF_CALLS =
  /(?:^|[^\p{L}\p{N}_])(?:(?:call|phone|mobile|tel|fax|contact|ring|dial|text|sms)[.:]{0,2} ?\(?|(?:call|phone|mobile|cell|contact|kontakt|numéro|ring|rang|reach|text|texted|sms|practice|nås)[^\n]{0,40} (?:on|at|under|an|to|via|number|no\.?|nr\.?|unter|au|al|op|på|[:=]) ?)$|(?:contact|kontakt|mobile|phone)[^\n]{0,32}[:,] ?$/iu;
/** Right before, these say that it is another number. */
const OTHER_NUMBER =
  /(?:^|[^\p{L}\p{N}])(?:\p{L}{3,12}s?-?(?<!telefon|handy|mobil|rück|fax)nr|order|ticket|invoice|ref|reference|case|id|auftrag|bestellung|rechnung|vorgang|kunde|kundennummer|commande|facture|dossier|pedido|factura|ordine|fattura|zam[oó]wieni\p{L}*|faktura|version|build|port|part|sku|imei|iban|konto|account|karte|card|nhs number|date|le|am|on the|seit|until|bis|plz|zip)[ .:#=-]{0,3}$/iu;
/** Groups of digits with the same kind of sign between them. */
const NUMBER =
  /^(?:\([1-9]\d\) ?9?\d{4}-\d{4}|00[1-9]\d-\d{2,4}-\d{5,8}|\(0\d{1,4}\) ?\d{3,4}[ -]?\d{3,6}|0\d(?:([ .-])\d\d)(?:\1\d\d){3}|0\d{2,5}([ /-])\d{3,4}(?:[ -]?\d{2,5}){0,2}|0\d[ -]\d{4}[ -]\d{4}|0\d[ -]\d{3}[ -]\d{2}[ -]\d{2}|0\d[ -]\d{7,8}|0[1-9]\d{8,10}|\d{3}([ -])\d{3}\3\d{3,4}|[6-9]\d{8}|[6-9]\d{4} \d{5})(?![\w/]|[ .,-]?\d|:\d)/;
const REACH = 56;

/** Numbers in a country's own notation. */
export const telephoneNumbersInTalk: Detector = {
  keywords: [
    '## ## ##',
    '##.##.##.##',
    '##-##-##-##',
    '#### ###',
    '##### ###',
    '### ###',
    '###-###-###',
    '####-###',
    '##-#######',
    '###.###.###',
    '#########',
    '(#### ###',
    '## #### ####',
    '##### #####',
    '####/###',
    '###/###',
    '(##) ####-####',
    '(##) #####-####',
    '####-##-#####',
    '(####) ###',
    '(###) ###',
    '## ### ## ##',
    '## #######',
  ],
  at(text, keyword, end, found) {
    let start = keyword;
    while (keyword - start < 6 && /[0-9(]/.test(text.charAt(start - 1))) start--;
    if (text.charAt(start) === '(' && text.slice(start, start + 7).indexOf(')') < 0) start++;
    const match = /[\w/.+*#$%-]/.test(text.charAt(start - 1)) ? null : NUMBER.exec(text.slice(start, start + 28));
    const number = match?.[0] ?? '';
    const digits = number.replaceAll(/\D/g, '').length;
    if (
      digits < 9 ||
      digits > (number.startsWith('00') ? 15 : 12) ||
      /\d[ .:-]$/.test(text.slice(Math.max(0, start - 2), start))
    )
      return end;
    const line = text
      .slice(Math.max(0, start - REACH), start)
      .split(/[\r\n]|\\n/)
      .at(-1) as string;
    if (OTHER_NUMBER.test(line)) return end;
    if (
      /^ ?(?:bytes?|rows?|frames?|items?|records?|ms|files?|times)\b/.test(
        text.slice(start + number.length, start + number.length + 10),
      )
    )
      return end;
    const behind = text.slice(start + number.length, start + number.length + 20);
    if (
      !SPEAKS_OF_CALLS.test(line) &&
      !MAY_SPEAK_OF_CALLS.test(line) &&
      !/^ (?:anrufen|zur(?:ü|ue)ckrufen|bellen|appeler|llamar|ligar)\b/iu.test(behind)
    )
      return end;
    found.personal(start, start + number.length, 'phone');
    return start + number.length;
  },
};

/** Words of services that send messages, beside `"to":"31612345678"`. */
const SENDS =
  /whatsapp|messaging|\bsms\b|msisdn|twilio|vonage|nexmo|sinch|messagebird|\bviber\b|telnyx|plivo|infobip|message-(?:count|price|id)"|"status":\s?"(?:queued|undelivered)"|remaining-balance|submit_sm|deliver_sm|\bsmpp\b/i;
/** Words of what a switch writes about each call. */
const SWITCH =
  /\b(?:PJSIP|SIP|DAHDI|IAX2|Local|Dial|ANSWERED|NO ANSWER|BUSY|chan_\w+|from-(?:sip-)?(?:trunk|internal|pstn|external)|sofia|cdr)\b/;
const INTERNATIONAL = /^(?!\d*0{6})(?:00)?[1-9]\d{9,14}$/;

/** `"to":"31612345678"` of a message, `"00442071234567"` in the record of a call, `sip:00442071234567@host`. */
export const calledNumbers: Detector = {
  keywords: [
    ...['"to":"##', '"to": "##', '"from":"##', '"from": "##', '"recipient":"##', '"recipient": "##', "'to': '##"],
    ...[
      '"recipient_id":"##',
      '\\"to\\":\\"##',
      '"###########',
      ',###########',
      'sip:##',
      'sip/##',
      'sip/+##',
      'dahdi/##',
      '########@',
      "extension '##",
      'extension "##',
      'exten=##',
      'dest_addr=##',
      'destination_addr=##',
      'source_addr=##',
    ],
  ],
  at(text, start, end, found) {
    if (text.charAt(end - 1) === '@') {
      let first = start;
      while (start - first < 8 && /\d/.test(text.charAt(first - 1))) first--;
      return text.charAt(first - 1) === '[' ? dialled(text, first, end, found) : end;
    }
    const isRecord = /^[",]\d{11}/.test(text.slice(start, end));
    const from = isRecord ? start + 1 : end - 2; // behind the sign, or at the two digits of the keyword
    const number = /^\d{8,17}(?!\w)/.exec(text.slice(from, from + 18))?.[0] ?? '';
    if (NATIONAL.test(number) && /^sip\//i.test(text.slice(start, end))) return dialled(text, from, end, found);
    if (!INTERNATIONAL.test(number) || /^20[2-3]\d(?:0[1-9]|1[0-2])/.test(number)) return end; // a day
    const isSip = /^(?:sip|dahdi|exten)/i.test(text.slice(start, end));
    if (isRecord && !number.startsWith('00')) return end;
    const around = text.slice(Math.max(0, start - 200), from + number.length + 200);
    if (!isSip && !(isRecord ? SWITCH : SENDS).test(around)) return end;
    found.personal(from, from + number.length, 'phone');
    return from + number.length;
  },
};

const NATIONAL = /^0[1-9]\d{8,11}$/;

/** `[015227939483@outbound:3]`, `PJSIP/015227939483@trunk`: a number of the country, as a switch dials it. */
function dialled(text: string, from: number, end: number, found: Found): number {
  const number = /^\d{8,17}(?=@)/.exec(text.slice(from, from + 20))?.[0] ?? '';
  if (!NATIONAL.test(number) || !SWITCH.test(text.slice(Math.max(0, from - 200), from + 200))) return end;
  found.personal(from, from + number.length, 'phone');
  return from + number.length;
}

const BEHIND_PEER = /^[\w.-]{1,40}\/(\+?\d{8,17})(?![\w/.-])/;

/** `SIP/trunk/015227939483`: a number that is called over a trunk. */
export const numbersOverTrunks: Detector = {
  keywords: ['sip/', 'iax2/', 'dahdi/', 'zap/', 'local/', 'sofia/gateway/'],
  at(text, _start, end, found) {
    const match = BEHIND_PEER.exec(text.slice(end, end + 64));
    const number = match?.[1] ?? '';
    if (match === null || !(NATIONAL.test(number) || INTERNATIONAL.test(number.replace(/^\+/, '')))) return end;
    if (!SWITCH.test(text.slice(Math.max(0, end - 200), end + 200))) return end;
    const to = end + match[0].length;
    found.personal(to - number.length, to, 'phone');
    return to;
  },
};
