# Attacca as an image: built in one stage, run in another by a user that owns nothing but the data.
FROM denoland/deno:2.9.6 AS build
WORKDIR /app
COPY . .
RUN deno install --frozen && deno task build
# What builds and tests the app does not run it; letters need tailwindcss.
RUN cd node_modules/.deno && rm -rf \
  @sparticuz* playwright-core* axe-core* oidc-provider* esbuild* @esbuild* \
  @tailwindcss* lightningcss* @expo-google-fonts* @babel* bare-* @types* *linuxmusl*

FROM denoland/deno:2.9.6
ENV APP_ENV=production HOST=0.0.0.0 PORT=8000 DENO_KV_PATH=/data/attacca.db
# Each thread that ended would keep what it had freed: with two arenas a house that saw many heavy files
# holds 200 MB less.
ENV MALLOC_ARENA_MAX=2
WORKDIR /app
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/_fresh _fresh
COPY --from=build /app/deno.json /app/deno.lock /app/serve.ts /app/main.ts /app/define.ts /app/fresh.config.ts ./
COPY --from=build /app/routes routes
COPY --from=build /app/islands islands
COPY --from=build /app/components components
COPY --from=build /app/icons icons
COPY --from=build /app/emails emails
COPY --from=build /app/http http
COPY --from=build /app/services services
COPY --from=build /app/store store
COPY --from=build /app/fresh fresh
COPY --from=build /app/static static
COPY --from=build /app/commands commands
# What was taken away is not to be fetched again, by the app or by a command.
RUN sed -i 's/"nodeModulesDir": "auto"/"nodeModulesDir": "manual"/' deno.json
RUN mkdir /data && chown deno:deno /data
USER deno
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=3s --start-period=20s \
  CMD ["deno", "eval", "const { ok } = await fetch(`http://127.0.0.1:${Deno.env.get('PORT')}/health`); Deno.exit(ok ? 0 : 1)"]
# SIGTERM ends it within five seconds, with nothing lost.
CMD ["deno", "run", "-A", "--cached-only", "serve.ts"]
