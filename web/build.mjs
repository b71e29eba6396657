/**
 * Builds both doors into imbuto/_web (or the folder named by IMBUTO_WEB_OUT): pages and chunks first, then the
 * service worker, which carries the list of all that it keeps for a start without network.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

import { build } from "vite";

const root = dirname(fileURLToPath(import.meta.url));
const out = process.env.IMBUTO_WEB_OUT ?? join(root, "..", "imbuto", "_web");
const DOORS = ["office", "farmer"];
/** Not kept on the device: read once, not needed to start, or letters that neither language has. */
const NOT_KEPT = /(build-manifest\.json|sw\.js|\.br|\.gz)$|-(cyrillic|greek|vietnamese)(-ext)?-wght/;
const SQUEEZED = /\.(js|css|html|svg|json|webmanifest)$/;
const TOO_SMALL = 600;

rmSync(out, { recursive: true, force: true });
for (const door of DOORS) {
  process.env.IMBUTO_DOOR = door;
  const folder = join(out, door);
  await build({ configFile: join(root, "vite.config.ts"), logLevel: "warn", build: { outDir: folder } });
  await buildWorker(door, folder);
  squeeze(folder);
}

async function buildWorker(door, folder) {
  const kept = files(folder)
    .filter((file) => !NOT_KEPT.test(file))
    .map((file) => ({ url: `/${door}/${file}`, revision: revisionOf(join(folder, file), file) }));
  await build({
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    root,
    resolve: { alias: { "@shared": join(root, "src/shared") } },
    define: { __KEPT__: JSON.stringify(kept), "process.env.NODE_ENV": '"production"' },
    build: {
      target: "es2022",
      outDir: folder,
      emptyOutDir: false,
      reportCompressedSize: false,
      lib: { entry: join(root, "src", door, "sw.ts"), formats: ["iife"], name: "worker", fileName: () => "sw.js" },
    },
  });
}

/** A file with a hash in its name never changes under that name. */
function revisionOf(path, name) {
  if (name.startsWith("assets/")) return null;
  return createHash("sha256").update(readFileSync(path)).digest("hex").slice(0, 16);
}

function files(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .toSorted();
}

/** Compressed once here, so that no answer is compressed while somebody waits. */
function squeeze(folder) {
  for (const file of files(folder).filter((name) => SQUEEZED.test(name) && name !== "index.html")) {
    const path = join(folder, file);
    const plain = readFileSync(path);
    if (plain.length < TOO_SMALL) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(`${path}.gz`, gzipSync(plain, { level: 9 }));
    const quality = { [constants.BROTLI_PARAM_QUALITY]: 11 };
    writeFileSync(`${path}.br`, brotliCompressSync(plain, { params: quality }));
  }
}
