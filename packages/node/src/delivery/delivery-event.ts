import {
  ATTR_AUDIT_ACTOR_ID,
  ATTR_AUDIT_ACTOR_TYPE,
  ATTR_SECURITY_DATA_COUNT,
  ATTR_SECURITY_REASON,
  EVENT_SECURITY_AUDIT_LOG_DELIVERY_FAILURE,
  EVENT_SECURITY_AUDIT_LOG_DELIVERY_RECOVERY,
} from '@otelseal/semantic-conventions';

import type { DeliveryNotice } from './delivery-watch.js';

/** What a pipeline has to say about its own delivery, as an event of the vocabulary. @experimental */
export interface DeliveryEvent {
  readonly eventName: string;
  readonly attributes: Readonly<Record<string, string | number>>;
}

const EVENTS = {
  failure: EVENT_SECURITY_AUDIT_LOG_DELIVERY_FAILURE,
  recovery: EVENT_SECURITY_AUDIT_LOG_DELIVERY_RECOVERY,
} as const;

/** It holds nothing of an application: nothing in it is to be sanitized or detected. */
export function deliveryEvent({ kind, trouble, count }: DeliveryNotice): DeliveryEvent {
  return {
    eventName: EVENTS[kind],
    attributes: {
      [ATTR_AUDIT_ACTOR_TYPE]: 'system',
      [ATTR_AUDIT_ACTOR_ID]: 'otelseal',
      [ATTR_SECURITY_REASON]: trouble,
      [ATTR_SECURITY_DATA_COUNT]: count,
    },
  };
}
