// The same service in CommonJS.
const { uses } = require('./uses.cjs');

uses(async (name) => require(name))[process.argv[2]]();
