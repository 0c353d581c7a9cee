import { disjoint, type Span } from './span.js';

/** Of so many secrets of one text the other places are looked for; each is one native search. */
const MOST_VALUES = 16;
/** Shorter ones, words and numbers occur by themselves. */
const SHORTEST = 8;
const WORD_UNIT = /[\p{L}\p{N}_]/u;

/**
 * All places of the secrets that were found in one: in `echo "x" # PASSWORD=x` the first has no name.
 * The spans are in order and apart from each other; so is the result. Where personal data hold the place as a whole, they go as a whole;
 * a job's id behind its name finds the job.
 */
export function withEchoes(text: string, secrets: readonly Span[], personal: readonly Span[]): readonly Span[] {
  const echoes: Span[] = [];
  const seen = new Set<string>();
  for (const span of secrets) {
    const value = text.slice(span.start, span.end);
    if (value.length < SHORTEST || seen.has(value)) continue;
    if (seen.size === MOST_VALUES) break;
    seen.add(value);
    if (standsOnce(text, span, value) || !isMixed(value)) continue;
    for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + value.length)) {
      const end = at + value.length;
      if (at === span.start || WORD_UNIT.test(text.charAt(at - 1)) || WORD_UNIT.test(text.charAt(end))) continue;
      if (isIdOfJob(text, at, end) || personal.some((data) => data.start <= at && end <= data.end)) continue;
      echoes.push({ ...span, start: at, end });
    }
  }
  return echoes.length === 0 ? secrets : disjoint([...secrets, ...echoes]);
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** `accounts.tasks.verify_email[9f86d081-…]`, as Celery writes it. */
function isIdOfJob(text: string, at: number, end: number): boolean {
  return (
    text.charAt(end) === ']' && /\w\[$/.test(text.slice(Math.max(0, at - 2), at)) && UUID.test(text.slice(at, end))
  );
}

/** Nearly always. */
function standsOnce(text: string, { start, end }: Span, value: string): boolean {
  return text.indexOf(value, end) < 0 && text.indexOf(value) === start;
}

function isMixed(value: string): boolean {
  return /\p{L}/u.test(value) && /[\d!#$%&*+?@^~]/.test(value);
}
