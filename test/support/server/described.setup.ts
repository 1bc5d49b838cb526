// Every reply that a test gets over a line from a server of ours is held against the description of the API.
import { described } from './described.ts';

const { fetch } = globalThis;

globalThis.fetch = async (input, init) => {
  const { method = 'GET', url } = input instanceof Request ? input : { ...init, url: String(input) };
  const response = await fetch(input, init);
  const isOurs = response.headers.has('Request-Id');
  return isOurs ? described(method, url, response) : response;
};
