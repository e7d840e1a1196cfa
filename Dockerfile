# The image brings the Node that package.json's `node` brings elsewhere: one of the same major version.
FROM node:24-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund

FROM node:24-slim
# Others reach it, so it starts only where it is said who may ask (AUTH_API_KEYS_FILE or AUTH_JWKS_URL, docs/callers.md).
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000 STORE_URL=sqlite:/data/jpo.sqlite NODE_COMPILE_CACHE=/compiled
WORKDIR /app
COPY --from=packages /app/node_modules ./node_modules
COPY . .
RUN mkdir /data /compiled && chown node:node /data /compiled
USER node
# What Node compiles for a start is kept in the image, as `npm start` keeps it: it counts only for the same user and flags.
RUN ["node", "--max-semi-space-size=4", "src/main.ts", "--help"]
VOLUME /data
EXPOSE 4000
# Whether it lives, not whether it is ready: one whose store or password is away serves what it has, and no new start mends that.
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# Node itself and not npm, which would keep the signal to end from it. Nor should it be the container's first process, from
# which the kernel keeps a signal that it does not expect yet, while it starts: compose.yaml has `init: true`; otherwise
# `docker run --init`, and in a pod of Kubernetes `shareProcessNamespace: true`.
CMD ["node", "--max-semi-space-size=4", "src/main.ts"]
