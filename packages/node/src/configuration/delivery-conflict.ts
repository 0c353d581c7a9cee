import { secondOtlp } from '../delivery/second-otlp.js';
import { ConfigurationError } from './configuration-error.js';
import type { JoinedOptions } from './join-options.js';
import { settingOfGroup } from './setting-of-group.js';

/**
 * What cannot be set together, or not by halves, about where records go.
 *
 * @throws ConfigurationError
 */
export function refuseDeliveryConflict(joined: JoinedOptions): void {
  const { spool, batch, secondOtlp: second } = joined.options;
  const hasSecond = secondOtlp(second) !== undefined;
  if (spool === undefined) {
    if (!hasSecond) return;
    const reason =
      'needs a spool (spool.directory or OTELSEAL_SPOOL_DIR), which keeps what one receiver has and the other has not.';
    throw new ConfigurationError('ERR_OPTION_CONFLICT', settingOfGroup(joined, 'secondOtlp'), reason);
  }
  if (spool.directory === undefined) {
    const reason = 'must name a directory, without which the other settings of the spool have no effect.';
    throw new ConfigurationError('ERR_OPTION_INVALID', 'spool.directory', reason);
  }
  if (batch !== undefined) {
    const reason = 'has no effect beside a spool, which delivers by itself; leave it out.';
    throw new ConfigurationError('ERR_OPTION_CONFLICT', settingOfGroup(joined, 'batch'), reason);
  }
}
