import type { GroupAlert } from './alert-plan.js';

/** Whether the time of the first or of the last event of a measure is needed. */
export function timesNeeded({ order }: GroupAlert, index: number): { readonly first: boolean; readonly last: boolean } {
  return {
    first: order.some(([earlier]) => earlier === index),
    last: order.some(([, later]) => later === index),
  };
}

/** The fields that stand for a key: several when the key is an alias. */
export function fieldsOfKey({ measures }: GroupAlert, key: number): readonly string[] {
  return [...new Set(measures.map(({ keyFields }) => keyFields[key] as string))];
}
