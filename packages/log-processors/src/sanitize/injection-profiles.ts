/** Consumers that are attacked by more than control characters: HTML pages, spreadsheets, template engines. @experimental */
export type InjectionProfile = 'web' | 'csv' | 'template';
export const INJECTION_PROFILES: readonly InjectionProfile[] = ['web', 'csv', 'template'];

const WEB = /[<>&"'\\`]/;
const TEMPLATE = /^(?:\{\{|\}\}|\{%|%\}|<%|%>|#\{)/;
const FORMULA = /^[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/;
const PLAIN_NUMBER = /^[+-]?[\d.,\s]+%?$/;

/** Does the unit at `at` begin something that attacks one of the profiles' consumers? */
export function attacksAt(text: string, at: number, profiles: readonly InjectionProfile[]): boolean {
  for (const profile of profiles) {
    if (profile === 'web' && (WEB.test(text.charAt(at)) || /^javascript:/i.test(text.slice(at, at + 11)))) return true;
    if (profile === 'template' && TEMPLATE.test(text.slice(at, at + 2))) return true;
    if (profile === 'csv' && at === 0 && FORMULA.test(text) && !PLAIN_NUMBER.test(text.slice(0, 64))) return true;
  }
  return false;
}
