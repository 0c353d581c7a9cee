const { data } = require('./data.cjs');
const { frameworks } = require('./frameworks.cjs');
const { limits } = require('./limits.cjs');
const { logins } = require('./logins.cjs');
const { validation } = require('./validation.cjs');

/** Uses of one library each, so that it has something to tell. `load` imports or requires a module by its name. */
exports.uses = (load) => ({
  ...frameworks(load),
  ...logins(load),
  ...limits(load),
  ...validation(load),
  ...data(load),
});
