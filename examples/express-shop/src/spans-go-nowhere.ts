/** This example sends no spans anywhere; it has them because their trace id ties the records of a request together. */
export const SPANS_GO_NOWHERE = { onStart() {}, onEnd() {}, forceFlush: async () => {}, shutdown: async () => {} };
