import type { EvidenceRecord } from '../records/evidence-record.js';

/** Why a warning's message helps nobody: there is none, one word, or nothing but what the record's other fields say. */
export type MessageFault = 'empty' | 'one word' | 'only its event name or severity';

/** OpenTelemetry's WARN; everything from here on must say what happened (OWASP Top 10 A09). */
export const WARN_SEVERITY = 13;

/**
 * What is wrong with a record's message, or undefined. A coarse check: it finds messages that cannot be proper, and says nothing about
 * whether the others are.
 */
export function messageFault({ message, eventName, severityText }: EvidenceRecord): MessageFault | undefined {
  const text = message.trim();
  if (text === '') return 'empty';
  const bare = bareWords(text);
  if (bare === '' || bare === bareWords(eventName) || bare === bareWords(severityText)) {
    return 'only its event name or severity';
  }
  return bare.includes(' ') ? undefined : 'one word';
}

function bareWords(text: string): string {
  return text
    .slice(0, 2_000)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
