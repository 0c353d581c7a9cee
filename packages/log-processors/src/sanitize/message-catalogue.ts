import type { MessageCatalogue } from './sanitize-options.js';

/** Renders nothing. */
export const NO_CATALOGUE: MessageCatalogue = Object.freeze({ render: () => undefined });
