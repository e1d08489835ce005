FROM node:22-bookworm-slim AS base
WORKDIR /app
# Certificate authorities, for TLS to a Temporal that is elsewhere; the slim image has none.
RUN apt-get update && apt-get install --yes --no-install-recommends ca-certificates && rm -rf /var/lib/apt/lists/*
COPY package.json package-lock.json ./

FROM base AS build
RUN npm ci
COPY tsconfig.json tsconfig.build.json vite.config.ts ./
COPY workflows workflows
COPY activities activities
COPY src src
COPY simulators simulators
COPY demo demo
COPY tools tools
RUN npm run build && npm run sbom

FROM base
ENV NODE_ENV=production
RUN npm ci --omit=dev && npm cache clean --force
COPY --from=build /app/dist dist
# What is in here: a software bill of materials, in CycloneDX.
COPY --from=build /app/sbom.cdx.json ./
# Of the embedded database, where there is no DATABASE_URL: mount a volume here to keep it.
RUN mkdir data && chown node:node data
USER node
EXPOSE 3000
# Whether the process lives. A container that runs `worker` alone has no PORT: start it with --no-healthcheck.
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "--enable-source-maps", "dist/src/cli/main.js"]
CMD ["start"]
