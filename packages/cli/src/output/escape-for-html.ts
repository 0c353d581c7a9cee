import { escapeForTerminal } from './escape-for-terminal.js';

const SIGNS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  '`': '&#96;',
};

/**
 * Text for an HTML page, between tags or in a quoted attribute: what could end or begin markup becomes a character reference,
 * and what hides or turns text around is written out as on a terminal. Every byte of log content in a page goes through here.
 *
 * @example
 * escapeForHtml('<b>'); // &lt;b&gt;
 */
export function escapeForHtml(text: string): string {
  return escapeForTerminal(text).replace(/[&<>"'`]/g, (sign) => SIGNS[sign] as string);
}
