const { answering } = require('./answering.cjs');

/** Express answers with 400 what an input makes a library throw. */
async function validating(load, validate) {
  const app = (await load('express'))();
  app.get('/orders', (_request, _response, next) => {
    Promise.resolve({ email: 7 }).then(validate).catch(next);
  });
  app.use((_error, _request, response, _next) => response.status(400).end());
  answering(app, '/orders');
}

exports.validation = (load) => ({
  async zod() {
    const zod = await load('zod');
    const { z = zod } = zod;
    const Order = z.object({ email: z.string() });
    await validating(load, (input) => Order.parse(input));
  },
  async ajv() {
    const Ajv = await load('ajv');
    const validate = new Ajv().compile({ $async: true, type: 'object', properties: { email: { type: 'string' } } });
    await validating(load, validate);
  },
  async 'class-validator'() {
    const { IsEmail, validateOrReject } = await load('class-validator');
    class Order {}
    IsEmail()(Order.prototype, 'email');
    await validating(load, (input) => validateOrReject(Object.assign(new Order(), input)));
  },
});
