export * from './sanitize/index.js';
