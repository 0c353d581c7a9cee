// Loaded when the SDK has been: moves the heap on once more.
require('./start-state.cjs').kilobytes(Number(process.env.KILOBYTES_BEFORE_SERVICE));
