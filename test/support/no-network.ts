/*
 * No test reaches a real network: a connection to anything but loopback fails at once, and no name is
 * looked up but those that can never exist.
 */
import dns, { type LookupAddress } from 'node:dns';
import net, { type LookupFunction } from 'node:net';
import { isLoopback } from '../../src/domain/net/loopback.ts';

const neverReal = /(?:^|\.)(?:invalid|test|localhost|local|example)$/;
const realConnect = net.Socket.prototype.connect;

function refusal(host: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`a test tried to reach ${host}`), { code: 'ETESTNETWORK' });
}

/** The caller's own lookup may answer loopback for any name; the system's is asked for unreal names alone. */
function guarded(lookup: LookupFunction | undefined): LookupFunction {
  return (host, options, callback) => {
    if (lookup === undefined && !isLoopback(host) && !neverReal.test(host)) {
      callback(refusal(host), '', 0);
      return;
    }
    (lookup ?? (dns.lookup as LookupFunction))(host, options, (error, address, family) => {
      const found = typeof address === 'string' ? [address] : (address as LookupAddress[]);
      const real = (found ?? [])
        .map((each) => (typeof each === 'string' ? each : each.address))
        .find((each) => each !== '' && !isLoopback(each) && net.isIP(each) !== 0);
      if (error === null && real !== undefined) callback(refusal(`${host} (${real})`), '', 0);
      else callback(error, address, family);
    });
  };
}

net.Socket.prototype.connect = function (this: net.Socket, ...args: unknown[]) {
  // node's own callers pass `[options, callback]` as one array.
  const list = (Array.isArray(args[0]) ? args[0] : args) as unknown[];
  const [first] = list;
  if (typeof first === 'object' && first !== null && !('path' in first && first.path)) {
    const options = first as net.TcpSocketConnectOpts;
    const host = options.host ?? 'localhost';
    if (net.isIP(host) !== 0 && !isLoopback(host)) {
      process.nextTick(() => this.destroy(refusal(host)));
      return this;
    }
    if (net.isIP(host) === 0) options.lookup = guarded(options.lookup);
  }
  return Reflect.apply(realConnect, this, args) as net.Socket;
} as typeof realConnect;
