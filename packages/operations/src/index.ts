export * from './rules/runbook-address.js';
