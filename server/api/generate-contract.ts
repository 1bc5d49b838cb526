import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import openapiTS, { astToString } from 'openapi-typescript';
import ts from 'typescript';
import { z } from 'zod';
import { openApiDocument } from './openapi.document.ts';

const ROOT = path.join(import.meta.dirname, '../..');
const DOCUMENT = 'docs/openapi.json';
const TYPES = 'client/core/api.generated.ts';

/** The document, as a client of any kind reads it. */
const text = `${JSON.stringify(openApiDocument(), null, 1)}\n`;

/** What may be left out may be undefined, too: no JSON holds it then. */
const mayBeUndefined: ts.TransformerFactory<ts.Node> = (context) => (root) => {
  const visit = (node: ts.Node): ts.Node => {
    const inner = ts.visitEachChild(node, visit, context);
    if (!ts.isPropertySignature(inner) || !inner.questionToken || !inner.type) return inner;
    const type = ts.factory.createUnionTypeNode([
      inner.type,
      ts.factory.createKeywordTypeNode(ts.SyntaxKind.UndefinedKeyword),
    ]);
    return ts.factory.updatePropertySignature(
      inner,
      inner.modifiers,
      inner.name,
      inner.questionToken,
      inner.type.kind === ts.SyntaxKind.NeverKeyword ? inner.type : type,
    );
  };
  return ts.visitNode(root, visit);
};

/** An array that always has the same few members, such as a position. */
function tupleOf(schema: unknown): ts.TypeNode | undefined {
  const { items, minItems: length } = arraySchema.safeParse(schema).data ?? {};
  if (!items || length === undefined) return undefined;
  const member =
    items.type === 'number' ? ts.factory.createKeywordTypeNode(ts.SyntaxKind.NumberKeyword) : tupleOf(items);
  return member && ts.factory.createTupleTypeNode(Array.from({ length }, () => member));
}

const arraySchema = z
  .object({ type: z.literal('array'), items: z.looseObject({}), minItems: z.number(), maxItems: z.number() })
  .refine(({ minItems, maxItems }) => minItems === maxItems);

async function typesOf(document: string): Promise<string> {
  const nodes = await openapiTS(document, {
    defaultNonNullable: false,
    transform: tupleOf,
  });
  const { transformed } = ts.transform<ts.Node>(nodes, [mayBeUndefined]);
  return [
    "// Made from docs/openapi.json by server/api/generate-contract.ts; 'npm run check' compares.\n\n",
    astToString(transformed),
  ].join('');
}

const files = { [DOCUMENT]: text, [TYPES]: await typesOf(text) };
for (const [file, made] of Object.entries(files)) {
  const place = path.join(ROOT, file);
  if (!process.argv.includes('--check')) await writeFile(place, made);
  else if (made !== (await readFile(place, 'utf8'))) {
    console.error(`${file} is not in step with the routes. Run 'npm run contract'.`);
    process.exitCode = 1;
  }
}
