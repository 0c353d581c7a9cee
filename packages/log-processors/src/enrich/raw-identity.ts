import {
  ATTR_AUDIT_ACTOR_ID,
  ATTR_AUDIT_OUTCOME,
  ATTR_AUDIT_TARGET_ID,
  ATTR_CLIENT_ADDRESS,
  ATTR_GEO_COUNTRY_ISO_CODE,
  ATTR_GEO_REGION_ISO_CODE,
  ATTR_SECURITY_CATEGORY,
  ATTR_SECURITY_TOKEN_HASH,
  ATTR_SECURITY_TRANSACTION_COUNTERPARTY,
  ATTR_SESSION_ID,
} from '@otelseal/semantic-conventions';
import type { RawIdentity } from './derive-detection-facts.js';
import { geoCell } from './geo-cell.js';
import type { AttributeMap } from './own-attribute.js';
import { bounded, boundedText, rawDetails } from './raw-details.js';
import { UNKNOWN } from './six-facts.js';

const GEO_LATITUDE = 'geo.location.lat';
const GEO_LONGITUDE = 'geo.location.lon';

/** What an enriched record says about people, places and deeds, taken before the sanitizer masks it. */
export function rawIdentity(eventName: string, attributes: AttributeMap, service: string | undefined): RawIdentity {
  const category = boundedText(attributes, ATTR_SECURITY_CATEGORY) ?? UNKNOWN;
  return {
    eventName: bounded(eventName) ?? UNKNOWN,
    category,
    outcome: boundedText(attributes, ATTR_AUDIT_OUTCOME) ?? UNKNOWN,
    actorId: boundedText(attributes, ATTR_AUDIT_ACTOR_ID),
    targetId: boundedText(attributes, ATTR_AUDIT_TARGET_ID),
    sessionId: boundedText(attributes, ATTR_SESSION_ID),
    clientAddress: boundedText(attributes, ATTR_CLIENT_ADDRESS),
    counterparty:
      category === 'transaction' ? boundedText(attributes, ATTR_SECURITY_TRANSACTION_COUNTERPARTY) : undefined,
    token: boundedText(attributes, ATTR_SECURITY_TOKEN_HASH),
    geo: geoCell(
      own(attributes, GEO_LATITUDE),
      own(attributes, GEO_LONGITUDE),
      own(attributes, ATTR_GEO_REGION_ISO_CODE),
      own(attributes, ATTR_GEO_COUNTRY_ISO_CODE),
    ),
    details: rawDetails(category, attributes, bounded(service)),
  };
}

function own(attributes: AttributeMap, name: string): unknown {
  return Object.hasOwn(attributes, name) ? attributes[name] : undefined;
}
