export { EXIT_CODE, type ExitCode, type ExitCodes } from './exit-code.js';
export { type Io, type Output, OutputClosed } from './io.js';
export { main } from './main.js';
