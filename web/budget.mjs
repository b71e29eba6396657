/**
 * How much a first load weighs, gzipped, and whether it is within the limits: all that index.html asks for,
 * with what those chunks import at once, the worker, and the font that is used from the first letter on.
 */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const out = process.env.IMBUTO_WEB_OUT ?? join(dirname(fileURLToPath(import.meta.url)), "..", "imbuto", "_web");
/** Kilobytes (1,000 bytes), and what a first screen loads beside the shell: one language, the office's home. */
const LIMITS = {
  farmer: { kilobytes: 150, screens: ["words.sw.ts"] },
  office: { kilobytes: 300, screens: ["words.sw.ts", "features/home/index.tsx"] },
};

/** The letters of both languages; other alphabets are fetched only where a text has them. */
const FIRST_FONT = /inter-latin-wght-normal/;

let held = true;
for (const [door, limit] of Object.entries(LIMITS)) {
  const folder = join(out, door);
  if (!existsSync(folder)) throw new Error(`${folder} is not there: build first (npm run build).`);
  const manifest = JSON.parse(readFileSync(join(folder, "build-manifest.json"), "utf8"));
  const names = new Set(["index.html", "sw.js"]);
  collect(manifest, "index.html", names);
  for (const screen of limit.screens) collect(manifest, screen, names);
  const sizes = [...names].map((name) => [name, gzipSync(readFileSync(join(folder, name)), { level: 9 }).length]);
  const sum = sizes.reduce((total, [, size]) => total + size, 0) / 1000;
  const fits = sum <= limit.kilobytes;
  held &&= fits;
  for (const [name, size] of sizes.toSorted((a, b) => b[1] - a[1])) console.log(`  ${(size / 1000).toFixed(1).padStart(7)} kB  ${name}`);
  console.log(`${fits ? "✓" : "✗"} ${door}: ${sum.toFixed(1)} kB gzipped of at most ${limit.kilobytes} kB`);
}
process.exit(held ? 0 : 1);

function collect(manifest, entry, names) {
  const chunk = manifest[entry];
  if (!chunk) throw new Error(`The build has no ${entry}.`);
  if (names.has(chunk.file)) return;
  names.add(chunk.file);
  for (const style of chunk.css ?? []) names.add(style);
  for (const asset of chunk.assets ?? []) if (FIRST_FONT.test(asset)) names.add(asset);
  for (const next of chunk.imports ?? []) collect(manifest, next, names);
}
