import { html } from 'hono/html';
import type { ProblemCode } from '#domain/problem/problem.contract.ts';
import { problemKinds } from './problem-kinds.ts';

/** The page that explains a kind of problem, at the address which is its type. */
export function problemPage(code: ProblemCode) {
  const { status, title, meaning } = problemKinds[code];
  return html`<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>${title} – Afterimage</title>
    <link rel="icon" href="/icon.svg" type="image/svg+xml" />
    <link rel="stylesheet" href="/problem.css" />
  </head>
  <body>
    <main>
      <h1>${title}</h1>
      <p>${meaning}</p>
      <p class="about">Problem <code>${code}</code>, usually told with the status ${status}</p>
      <p class="about"><a href="/">Afterimage</a> · <a href="/api/openapi.json">Description of the API</a></p>
    </main>
  </body>
</html>`;
}
