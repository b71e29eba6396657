/** What the first screen is made of has its styles from the start; the rest comes with more.css. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

const WEB = join(import.meta.dirname, "..");
const FIRST = ["src/office/main.tsx", "src/office/shell", "src/office/parts", "src/office/features/home"];
/** Those bring more.css themselves; so do the screens that use these parts. */
const LATER = /import "\.\.\/more\.css"/;
const first = readFileSync(join(WEB, "src/office/first.css"), "utf8");

function files(path: string): string[] {
  if (path.endsWith(".tsx")) return [path];
  return readdirSync(join(WEB, path)).filter((name) => name.endsWith(".tsx")).map((name) => `${path}/${name}`);
}

/** The parts that one of the first screen's own files imports, directly or by another part. */
function reached(): Set<string> {
  const seen = new Set<string>();
  const visit = (file: string) => {
    if (seen.has(file) || !existsSync(join(WEB, file))) return;
    const code = readFileSync(join(WEB, file), "utf8");
    if (LATER.test(code)) return;
    seen.add(file);
    for (const [, name] of code.matchAll(/^(?:import|export) .*?from "(?:\.\.\/)*(?:\.\/)?parts\/([\w/]+)"/gm)) visit(`src/office/parts/${name}.tsx`);
    if (file.startsWith("src/office/parts/")) for (const [, name] of code.matchAll(/from "\.\/(\w+)"/g)) visit(`src/office/parts/${name}.tsx`);
  };
  for (const path of FIRST.filter((one) => one !== "src/office/parts")) for (const file of files(path)) visit(file);
  return seen;
}

test("no part of the first screen waits for its looks", () => {
  const missing: string[] = [];
  for (const file of reached()) {
    const code = readFileSync(join(WEB, file), "utf8");
    for (const [, names = ""] of code.matchAll(/import \{([^}]*)\} from "@mantine\/core"/g)) {
      for (const name of names.split(",").map((one) => one.trim()).filter((one) => /^[A-Z]/.test(one))) {
        const styles = existsSync(join(WEB, `node_modules/@mantine/core/styles/${name}.layer.css`));
        if (styles && !first.includes(`/${name}.layer.css`)) missing.push(`${file}: ${name}`);
      }
    }
  }
  expect(missing).toEqual([]);
});
