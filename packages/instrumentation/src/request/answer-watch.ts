import { unharmed } from '../report-once.js';
import type { Answer } from './answer.js';
import { observedRequest } from './current-request.js';
import type { ObservedRequest } from './observed-request.js';
import type { RawResponse } from './raw-request.js';

/** On a function of ours: the answers of this class of responses are watched already, perhaps by another copy. */
const WATCHED: unique symbol = Symbol.for('otelseal.answers-watched.1') as never;

/** Emits the event of an answer, if it has one. */
export type AnswerReport = (request: ObservedRequest, answer: Answer) => void;

let reportAnswer: AnswerReport | undefined;

/** Says who emits the events of answers. What that takes is a hundred modules, which a service that starts need not wait for. */
export function answersReportedBy(report: AnswerReport): void {
  reportAnswer = report;
}

type Method = ((...args: unknown[]) => unknown) & { [WATCHED]?: true };
type Watched = RawResponse & { readonly req?: object; writeHead: Method; end: Method; createPushResponse?: unknown };

/**
 * Sees to it that the answer to a request is seen as soon as its status is decided, whatever produces it, also when the
 * client has gone away before. Nothing is done per request: the class that the response belongs to is wrapped once.
 */
export function watchAnswers(response: RawResponse): void {
  const { writeHead, end, createPushResponse } = response as Watched;
  if (writeHead[WATCHED] !== true) wrapOnce(response, 'writeHead');
  // An HTTP/2 response without a body is sent by `end` alone.
  if (createPushResponse !== undefined && end[WATCHED] !== true) wrapOnce(response, 'end');
}

function wrapOnce(response: RawResponse, name: 'writeHead' | 'end'): void {
  const owner = deepestOwner(response, name);
  const original = owner[name];
  if (original[WATCHED] === true) return;
  const watched: Method = function (this: Watched, ...args) {
    const result = Reflect.apply(original, this, args);
    if (this.statusCode >= 400) noticed(this, args);
    return result;
  };
  watched[WATCHED] = true;
  Object.defineProperty(watched, 'name', { value: name });
  Object.defineProperty(owner, name, { value: watched, writable: true, configurable: true, enumerable: true });
}

/** Frameworks and middleware put objects of their own in front; Node's class is at the end of the chain. */
function deepestOwner(response: RawResponse, name: 'writeHead' | 'end'): Record<'writeHead' | 'end', Method> {
  let owner: object = response;
  for (let next: object | null = response; next !== null; next = Object.getPrototypeOf(next)) {
    // `end` is also a method of OutgoingMessage and Stream, which other things than answers share.
    if (Object.hasOwn(next, name) && ('writeHead' in next || owner === response)) owner = next;
  }
  return owner as Record<'writeHead' | 'end', Method>;
}

function noticed(response: Watched, args: readonly unknown[]): void {
  const request = observedRequest(response.req);
  if (request === undefined || request.answered) return;
  request.answered = true;
  const { statusCode } = response;
  // After the handler's own code has run on: it may emit a better event right behind its answer.
  queueMicrotask(() =>
    unharmed('ERR_ANSWER_NOT_REPORTED', 'the event of an answer could not be emitted', () =>
      needed(reportAnswer)(request, { statusCode, headers: args }),
    ),
  );
}

function needed(report: AnswerReport | undefined): AnswerReport {
  if (report === undefined) throw new TypeError('nobody reports answers');
  return report;
}
