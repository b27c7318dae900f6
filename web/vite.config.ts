import react from "@vitejs/plugin-react"
import type { Rolldown } from "vite"
import { defineConfig } from "vitest/config"
import { helpArticles } from "./help/articles.ts"

const backend = process.env.KAIWA_URL ?? "http://127.0.0.1:8000"
const proxied = [
  "/api",
  "/_allauth",
  "/files",
  "/crm-files",
  "/crm-thumbnails",
  "/thumbnails",
  "/pictures",
  "/sandbox",
  "/webhooks",
  "/connect/messenger",
]

const isFirst = new Map<string, boolean>()

/** Of our own code, what every first load needs comes in one file; left alone, each module that two screens share is one. */
function firstLoad(id: string, context: Rolldown.ChunkingContext): string | null {
  const reached = (module: string): boolean => {
    const known = isFirst.get(module)
    if (known !== undefined) return known
    isFirst.set(module, false) // modules may import each other
    const importers = context.getModuleInfo(module)?.importers ?? []
    const found = module.endsWith("/src/main.tsx") || importers.some(reached)
    isFirst.set(module, found)
    return found
  }
  return !id.includes("/node_modules/") && reached(id) ? "first" : null
}

export default defineConfig(async ({ mode }) => ({
  plugins: [
    react(),
    helpArticles(),
    ...(mode === "mock" ? [(await import("./mock/plugin.ts")).mockBackend()] : []),
  ],
  server: {
    fs: { allow: [".", "../docs/help"] },
    port: Number(process.env.PORT ?? 5173),
    proxy: mode === "mock" ? {} : Object.fromEntries(proxied.map((path) => [path, backend])),
  },
  // The edge answers /assets/* with an immutable cache lifetime, so every name carries its hash
  build: {
    target: "es2022",
    assetsDir: "assets",
    assetsInlineLimit: 0,
    reportCompressedSize: true,
    rollupOptions: {
      input: { index: "index.html", sw: "src/notifications/sw.ts" },
      output: {
        // A browser asks for its service worker by a name that stays, and at the root, so that it serves all pages
        entryFileNames: ({ name }: { name: string }) =>
          name === "sw" ? "sw.js" : "assets/[name]-[hash].js",
        codeSplitting: { groups: [{ name: firstLoad, debugName: "first" }] },
      },
    },
  },
  worker: { format: "es" as const },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.{ts,tsx}"],
    setupFiles: ["src/testing/setup.ts"],
    css: false,
  },
}))
