FROM node:24.21.0-bookworm-slim AS base
WORKDIR /app
# The slim image lacks certificate authorities, which TLS needs, and an init process, which passes signals on.
RUN apt-get update \
  && apt-get install --yes --no-install-recommends ca-certificates tini \
  && rm -rf /var/lib/apt/lists/*
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
# A software bill of materials of the npm packages, in CycloneDX.
COPY --from=build /app/sbom.cdx.json ./
# Holds the embedded database when there is no DATABASE_URL: mount a volume here. Nothing else in the image is written to.
RUN mkdir data && chown node:node data
# By number, so that Kubernetes can verify that it is not root: the image's user `node`.
USER 1000:1000
EXPOSE 3000
# Liveness. `callthread worker` serves /healthz only with WORKER_PORT; without it use --no-healthcheck.
HEALTHCHECK --interval=15s --timeout=5s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["tini", "--", "node", "--enable-source-maps", "dist/src/cli/main.js"]
CMD ["start"]
