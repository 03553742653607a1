// Preloaded into a server that would listen on every interface: it listens on 127.0.0.1 alone.
const { Server } = require('node:net');

const listen = Reflect.get(Server.prototype, 'listen');

Server.prototype.listen = function listenOnLoopback(first, ...rest) {
  const options = typeof first === 'object' && first !== null ? first : { port: first };
  const callback = rest.findLast((argument) => typeof argument === 'function');
  return Reflect.apply(listen, this, [{ ...options, host: '127.0.0.1' }, callback]);
};
