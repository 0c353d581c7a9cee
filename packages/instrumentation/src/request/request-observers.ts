import { unharmed } from '../report-once.js';
import type { ObservedRequest } from './observed-request.js';

/** Told of every request when it begins; must return at once. */
export type RequestObserver = (request: ObservedRequest) => void;

const observers = new Set<RequestObserver>();

export function addRequestObserver(observer: RequestObserver): void {
  observers.add(observer);
}

export function removeRequestObserver(observer: RequestObserver): void {
  observers.delete(observer);
}

export function tellRequestObservers(request: ObservedRequest): void {
  for (const observer of observers) {
    unharmed('ERR_REQUEST_NOT_OBSERVED', 'a request could not be looked at', () => observer(request));
  }
}
