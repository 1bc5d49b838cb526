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

/** The same text has the same name on every connection. */
function nameOf(text: string): string {
  let name = names.get(text);
  if (name === undefined) {
    name = `statement ${names.size + 1}`;
    names.set(text, name);
  }
  return name;
}
