import {
  ATTR_AUDIT_ACTOR_ID,
  ATTR_AUDIT_OUTCOME,
  ATTR_AUDIT_TARGET_ID,
  ATTR_CLIENT_ADDRESS,
  ATTR_GEO_COUNTRY_ISO_CODE,
  ATTR_GEO_REGION_ISO_CODE,
  ATTR_SECURITY_CATEGORY,
  ATTR_SESSION_ID,
} from '@otelseal/semantic-conventions';
import { geoCell, type RawIdentity } from './derive-detection-facts.js';
import { type AttributeMap, ownText } from './own-attribute.js';
import { UNKNOWN } from './six-facts.js';

const GEO_LATITUDE = 'geo.location.lat';
const GEO_LONGITUDE = 'geo.location.lon';

/** What an enriched record says about people and places, taken before the sanitizer masks it. */
export function rawIdentity(eventName: string, attributes: AttributeMap): RawIdentity {
  const own = (name: string): unknown => (Object.hasOwn(attributes, name) ? attributes[name] : undefined);
  return {
    eventName,
    category: ownText(attributes, ATTR_SECURITY_CATEGORY) ?? UNKNOWN,
    outcome: ownText(attributes, ATTR_AUDIT_OUTCOME) ?? UNKNOWN,
    actorId: ownText(attributes, ATTR_AUDIT_ACTOR_ID),
    targetId: ownText(attributes, ATTR_AUDIT_TARGET_ID),
    sessionId: ownText(attributes, ATTR_SESSION_ID),
    clientAddress: ownText(attributes, ATTR_CLIENT_ADDRESS),
    geo: geoCell(own(GEO_LATITUDE), own(GEO_LONGITUDE), own(ATTR_GEO_REGION_ISO_CODE), own(ATTR_GEO_COUNTRY_ISO_CODE)),
  };
}
