/** Version of the scopes under which this package emits; a test compares it with the manifest. */
export const PACKAGE_VERSION = '0.1.0';
