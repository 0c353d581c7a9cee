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
import { type AttributeMap, ownText } from './own-attribute.js';
import { bounded, rawDetails } from './raw-details.js';
import { UNKNOWN } from './six-facts.js';

const GEO_LATITUDE = 'geo.location.lat';
const GEO_LONGITUDE = 'geo.location.lon';

/** What an enriched record says about people, places and deeds, taken before the sanitizer masks it. */
export function rawIdentity(eventName: string, attributes: AttributeMap, service: string | undefined): RawIdentity {
  const own = (name: string): unknown => (Object.hasOwn(attributes, name) ? attributes[name] : undefined);
  const text = (name: string): string | undefined => bounded(ownText(attributes, name));
  const category = text(ATTR_SECURITY_CATEGORY) ?? UNKNOWN;
  return {
    eventName: bounded(eventName) ?? UNKNOWN,
    category,
    outcome: text(ATTR_AUDIT_OUTCOME) ?? UNKNOWN,
    actorId: text(ATTR_AUDIT_ACTOR_ID),
    targetId: text(ATTR_AUDIT_TARGET_ID),
    sessionId: text(ATTR_SESSION_ID),
    clientAddress: text(ATTR_CLIENT_ADDRESS),
    counterparty: category === 'transaction' ? text(ATTR_SECURITY_TRANSACTION_COUNTERPARTY) : undefined,
    token: text(ATTR_SECURITY_TOKEN_HASH),
    geo: geoCell(own(GEO_LATITUDE), own(GEO_LONGITUDE), own(ATTR_GEO_REGION_ISO_CODE), own(ATTR_GEO_COUNTRY_ISO_CODE)),
    details: rawDetails(category, attributes, bounded(service)),
  };
}
