import { omitted } from './marker.js';

/** What the own property holds, without firing a getter. */
export function ownValue(target: object, name: string | number): unknown {
  const descriptor = Object.getOwnPropertyDescriptor(target, name);
  if (descriptor === undefined) return undefined;
  return 'value' in descriptor ? descriptor.value : omitted('getter');
}
