import { ConfigurationError, type GatewaySettings, readBoundedFile, whyUnreadable } from '@otelseal/node/gateway';
import { METRIC_GATEWAY_LINES, type SelfTelemetry } from '@otelseal/semantic-conventions';

import type { RecordMap } from '../received-record.js';
import { builtInMaps } from './built-in-maps.js';
import type { LogMap } from './log-map.js';
import { MapError } from './map-error.js';
import { mapRecords } from './map-records.js';
import { readMap } from './read-map.js';

const MAX_MAP_BYTES = 262_144;

/**
 * The map of a gateway's settings: the user's own, in their order, before those that come with the gateway. What they read is counted.
 *
 * @throws ConfigurationError for a file that cannot be read or is no map, saying where it is wrong
 */
export function gatewayMap({ gateway, settingOf }: GatewaySettings, telemetry: SelfTelemetry): RecordMap {
  const refuse = (reason: string, cause: unknown): ConfigurationError =>
    new ConfigurationError('ERR_OPTION_INVALID', settingOf('gateway.maps'), reason, { cause });
  const own = (gateway.maps ?? []).map((path): LogMap => {
    const name = JSON.stringify(path);
    let text: string;
    try {
      text = readBoundedFile(path, { maxBytes: MAX_MAP_BYTES, isSecret: false });
    } catch (cause) {
      throw refuse(`names ${name}, which ${whyUnreadable(cause)}`, cause);
    }
    try {
      return readMap(text);
    } catch (cause) {
      if (!(cause instanceof MapError)) throw cause;
      throw refuse(`names ${name}, which is no map: ${cause.message}`, cause);
    }
  });
  const count = (_map: string, reading: string): void => telemetry.add(METRIC_GATEWAY_LINES, 1, { reading });
  return mapRecords([...own, ...builtInMaps()], count);
}
