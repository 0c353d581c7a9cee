/** As in package.json, which is that of all packages of a release; a test compares them. */
export const PACKAGE_VERSION = '0.1.0';
