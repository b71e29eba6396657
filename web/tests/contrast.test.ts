/** Every pair of text and ground that the two doors use can be read: 4.5 : 1 (WCAG 1.4.3), edges 3 : 1 (1.4.11). */
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

const css = readFileSync(join(import.meta.dirname, "../src/shared/look/tokens.css"), "utf8");
const [light = "", dark = ""] = css.split('[data-mantine-color-scheme="dark"]');

function tokens(text: string): Record<string, string> {
  return Object.fromEntries([...text.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]));
}

function luminance(hex: string): number {
  const parts = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  const [red = 0, green = 0, blue = 0] = parts.map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

const GROUNDS = ["paper", "card", "raised"];
const TEXTS = ["ink", "ink-soft", "green", "warm", "red"];
const PAIRS = [
  ...GROUNDS.flatMap((ground) => TEXTS.map((text) => [text, ground])),
  ...["green", "warm", "red"].map((name) => [name, `${name}-wash`]),
  ...["green", "warm", "red"].map((name) => ["ink", `${name}-wash`]),
  ["on-green", "green"],
  ["on-green", "green-strong"],
  ["on-red", "red"],
  ["card", "warm"],
];

test.each([["light", tokens(light)], ["dark", { ...tokens(light), ...tokens(dark) }]])("the %s theme can be read", (_, theme) => {
  const found = theme as Record<string, string>;
  for (const [text = "", ground = ""] of PAIRS) {
    expect(contrast(found[text] ?? "", found[ground] ?? ""), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
  }
  for (const ground of GROUNDS) {
    expect(contrast(found["line-strong"] ?? "", found[ground] ?? ""), `an edge on ${ground}`).toBeGreaterThanOrEqual(3);
  }
});
