require('reflect-metadata');
const { security } = require('@otelseal/security-events');
const nest = require('@nestjs/common');
const { NestFactory } = require('@nestjs/core');

class Orders {
  refused() {
    throw new nest.ForbiddenException();
  }
  told() {
    security.sensitive.read({ target: { type: 'patient', id: 'p' }, classification: 'health', fields: ['name'] });
    return 'ok';
  }
}
nest.Controller()(Orders);
for (const [name, path] of [
  ['refused', 'refused/:id'],
  ['told', 'told'],
]) {
  nest.Get(path)(Orders.prototype, name, Object.getOwnPropertyDescriptor(Orders.prototype, name));
}
class Shop {}
nest.Module({ controllers: [Orders] })(Shop);
NestFactory.create(Shop, { logger: false })
  .then((app) => app.listen(0, '127.0.0.1'))
  .then((server) => globalThis.asked(server.address().port));
