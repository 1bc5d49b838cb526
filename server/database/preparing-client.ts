import { createHash } from 'node:crypto';
import pg from 'pg';

/**
 * A connection that prepares each statement with parameters once and then only binds it: planning the
 * joins of an annotation takes PostgreSQL longer than running them. Statements stay prepared as long as the
 * connection, so their texts must be few: lists are passed as one array (`= any ($1)`), never spelt out.
 */
export class PreparingClient extends pg.Client {
  // pg declares a dozen overloads of query; kysely and pg.Pool call it with a text and its parameters.
  override query: pg.Client['query'] = (...given: unknown[]): never => {
    const [text, values, ...rest] = given;
    const send = super.query as (...all: unknown[]) => never;
    if (typeof text !== 'string' || !Array.isArray(values) || values.length === 0)
      return send.apply(this, given);
    return send.apply(this, [{ name: nameOf(text), text, values }, ...rest]);
  };
}

const names = new Map<string, string>();

/**
 * A statement is named by its text alone: processes whose connections a pooler shares out come upon each other's
 * statements, and one name must never stand for two texts. PostgreSQL keeps 63 bytes of a name.
 */
function nameOf(text: string): string {
  let name = names.get(text);
  if (name === undefined) {
    name = createHash('sha256').update(text).digest('base64url');
    names.set(text, name);
  }
  return name;
}
