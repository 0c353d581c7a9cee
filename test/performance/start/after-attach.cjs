// Loaded where attaching is over, or would be.
require('./start-state.cjs').markCpu('after');
