/** Commands of the contract that come with a later version, so that nobody takes their absence for a typing error. */
export const LATER_COMMANDS: readonly string[] = Object.freeze(['evidence']);
