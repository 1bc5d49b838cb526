import { isIP, isIPv4, isIPv6 } from 'node:net';

/** By which name, or address, and at which port somebody means to reach a server. Empty: the scheme's own port. */
export type Host = { name: string; port: string };

/** The forms of a name, of an IPv4 address and, in brackets, of an IPv6 address, and what may follow. */
const FORM = /^([\p{L}\p{N}_-][\p{L}\p{M}\p{N}_.-]*|\[[0-9a-f:.]+\])(?::(\d{0,5}))?$/iu;

/** Reads 'NAME', 'NAME:PORT' or '[ADDRESS]:PORT', as in a Host header; undefined where it is none of these. */
export function parseHost(text: string): Host | undefined {
  const [, name, port = ''] = FORM.exec(isIPv6(text) ? `[${text}]` : text) ?? [];
  // An address has several forms, of which browsers send one.
  if (name === undefined || !URL.canParse(`http://${name}`)) return undefined;
  return { name: new URL(`http://${name}`).hostname.replace(/\.$/, ''), port: port.replace(/^0+(?=\d)/, '') };
}

/** True for the names by which only this machine reaches itself. */
export function isLoopback(name: string): boolean {
  return name === 'localhost' || name === '[::1]' || (isIPv4(name) && name.startsWith('127.'));
}

export function isAddress(name: string): boolean {
  return isIP(name.replace(/^\[|\]$/g, '')) !== 0;
}

/** True for the addresses by which a server listens at all that its machine has: nobody reaches it by them. */
export function isWildcard(name: string): boolean {
  return name === '0.0.0.0' || name === '[::]';
}

/** True where `given` is what is allowed: at any port where none is named, else at that one. */
export function isAt(given: Host, allowed: Host): boolean {
  if (given.name !== allowed.name) return false;
  return allowed.port === '' || given.port === allowed.port || (given.port === '' && isUsual(allowed.port));
}

/** True where a page is of this server: the name is the same, and so is the port, which may be left out. */
export function isOrigin(origin: string, given: Host): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, hostname, port } = new URL(origin);
  const usual = protocol === 'https:' ? '443' : '80';
  return hostname.replace(/\.$/, '') === given.name && (port || usual) === (given.port || usual);
}

function isUsual(port: string): boolean {
  return port === '80' || port === '443';
}
