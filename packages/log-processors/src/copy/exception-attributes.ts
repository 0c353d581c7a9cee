import { types } from 'node:util';
import { omitted } from '../sanitize/marker.js';
import { errorStack } from '../sanitize/native-values.js';
import { dataValue } from './raw-copy.js';

/**
 * `exception.type`, `.message` and `.stacktrace` of whatever was thrown, as the SDK would write them (a code wins over a name), from data
 * properties alone: the SDK asks getters.
 */
export function exceptionAttributes(exception: unknown): Readonly<Record<string, string>> {
  if (typeof exception === 'string' || typeof exception === 'number') return { 'exception.message': String(exception) };
  if (exception === null || typeof exception !== 'object') return {};
  if (types.isProxy(exception)) return { 'exception.message': omitted('proxy') };
  const [code, name, message, stack] = [
    dataValue(exception, 'code'),
    dataValue(exception, 'name'),
    dataValue(exception, 'message'),
    errorStack(exception),
  ].map(plainText);
  return {
    ...named('exception.type', code || name),
    ...named('exception.message', message),
    ...named('exception.stacktrace', stack),
  };
}

function plainText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function named(attribute: string, text: string | undefined): Readonly<Record<string, string>> {
  return text === undefined || text === '' ? {} : { [attribute]: text };
}
