/** The two doors are built one after the other, each with its own base, worker and icons: see build.mjs. */
import { fileURLToPath } from "node:url";

import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const door = process.env.IMBUTO_DOOR ?? "office";
const api = process.env.IMBUTO_API ?? "http://127.0.0.1:8000";

export default defineConfig({
  root: here(`src/${door}`),
  base: `/${door}/`,
  publicDir: here(`static/${door}`),
  cacheDir: process.env.IMBUTO_VITE_CACHE ?? here(`node_modules/.vite/${door}`),
  resolve: {
    alias: { "@shared": here("src/shared"), "@office": here("src/office"), "@farmer": here("src/farmer") },
  },
  plugins: [react()],
  css: { modules: { localsConvention: "camelCaseOnly" } },
  build: {
    target: "es2022",
    emptyOutDir: true,
    sourcemap: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 900,
    manifest: "build-manifest.json",
  },
  // Vite adds its own scripts and styles while developing; the API's content policy does not hold there.
  server: { proxy: { "/api": api, "/enter": api, "/problems": api } },
  test: {
    root: here("."),
    include: ["tests/**/*.test.ts", "tests/**/*.test.tsx"],
    environment: "jsdom",
    setupFiles: [here("tests/setup.ts")],
  },
});
