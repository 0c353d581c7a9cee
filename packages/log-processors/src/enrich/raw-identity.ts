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

/** UTF-16 units: enough to tell people apart; the rest of a longer text is padding. */
const MAX_FACT_LENGTH = 512;
const GEO_LATITUDE = 'geo.location.lat';
const GEO_LONGITUDE = 'geo.location.lon';

/** What an enriched record says about people and places, taken before the sanitizer masks it. */
export function rawIdentity(eventName: string, attributes: AttributeMap): RawIdentity {
  const own = (name: string): unknown => (Object.hasOwn(attributes, name) ? attributes[name] : undefined);
  const text = (name: string): string | undefined => bounded(ownText(attributes, name));
  return {
    eventName: bounded(eventName) ?? UNKNOWN,
    category: text(ATTR_SECURITY_CATEGORY) ?? UNKNOWN,
    outcome: text(ATTR_AUDIT_OUTCOME) ?? UNKNOWN,
    actorId: text(ATTR_AUDIT_ACTOR_ID),
    targetId: text(ATTR_AUDIT_TARGET_ID),
    sessionId: text(ATTR_SESSION_ID),
    clientAddress: text(ATTR_CLIENT_ADDRESS),
    geo: geoCell(own(GEO_LATITUDE), own(GEO_LONGITUDE), own(ATTR_GEO_REGION_ISO_CODE), own(ATTR_GEO_COUNTRY_ISO_CODE)),
  };
}

/**
 * The beginning of a text, copied when it is cut: facts live as long as their record waits in a queue, and a mere slice would keep the
 * megabyte behind it alive as long.
 */
function bounded(text: string | undefined): string | undefined {
  if (text === undefined || text.length <= MAX_FACT_LENGTH) return text;
  return Buffer.from(text.slice(0, MAX_FACT_LENGTH), 'utf16le').toString('utf16le');
}
