/** Both languages have the same words, and every key that the code names is one. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { expect, test } from "vitest";

import { startWords } from "@shared/words/i18n";

const SOURCE = join(import.meta.dirname, "..", "src");
const all = readdirSync(SOURCE, { recursive: true }).map(String);
const english = all.filter((file) => file.endsWith("words.en.json")).toSorted();

function keys(value: unknown, before = ""): string[] {
  if (typeof value !== "object" || value === null) return [before];
  return Object.entries(value).flatMap(([name, inner]) => keys(inner, before ? `${before}.${name}` : name));
}

const read = (file: string): unknown => JSON.parse(readFileSync(join(SOURCE, file), "utf8"));
const holes = (text: string) => [...text.matchAll(/\{\{(\w+)/g)].map(([, name]) => name).toSorted();
const at = (words: unknown, key: string) => key.split(".").reduce<unknown>((inner, name) => (inner as Record<string, unknown>)[name], words) as string;

test.each(english)("%s says in Kiswahili all that it says in English", (file) => {
  const [en, sw] = [read(file), read(file.replace(".en.", ".sw."))];
  expect(keys(sw).toSorted()).toEqual(keys(en).toSorted());
  for (const key of keys(en)) expect(holes(at(sw, key)), key).toEqual(holes(at(en, key)));
});

test.each(english)("%s counts one and many in words of their own", (file) => {
  for (const words of [read(file), read(file.replace(".en.", ".sw."))]) {
    const counting = keys(words).filter((key) => holes(at(words, key)).includes("count"));
    expect(counting.filter((key) => !/_(zero|one|other)$/.test(key))).toEqual([]);
    const known = new Set(keys(words));
    expect(counting.map((key) => key.replace(/_(zero|one|other)$/, "")).filter((key) => !known.has(`${key}_one`) || !known.has(`${key}_other`))).toEqual([]);
  }
});

test.each([["en", 1, "Register one member"], ["en", 26_000, "Register 26,000 members"], ["sw", 1, "Andikisha mwanachama mmoja"], ["sw", 26_000, "Andikisha wanachama 26,000"]] as const)(
  "in %s a sentence with %i is said as people say it, and the count is grouped", async (language, count, sentence) => {
    localStorage.setItem("imbuto-language", language);
    const words = read(`office/features/members/import/words.${language}.json`) as Record<string, unknown>;
    const { t } = await startWords(async () => ({ "import/words.json": { default: words } }));
    expect(t("import:go.members", { count })).toBe(sentence);
  },
);

test("each namespace has one folder", () => {
  const doors = (file: string) => (file.startsWith("farmer") ? "farmer" : file.startsWith("office") ? "office" : "shared");
  const names = english.map((file) => `${doors(file)}/${dirname(file).split(/[\\/]/).at(-1)}`);
  expect(new Set(names).size).toBe(names.length);
});

test("every key that the code names is a word", () => {
  const missing: string[] = [];
  for (const file of all.filter((name) => /\.tsx?$/.test(name))) {
    const code = readFileSync(join(SOURCE, file), "utf8");
    const named = [...code.matchAll(/const (\w+) = useWords\("([\w-]+)"\)/g)];
    for (const [, variable, namespace] of named) {
      const folder = english.find((path) => dirname(path).endsWith(`/${namespace}`) || dirname(path) === namespace);
      const known = new Set(folder ? keys(read(folder)) : []);
      for (const [, key] of code.matchAll(new RegExp(`\\b${variable}\\("([\\w.-]+)"`, "g"))) {
        const plural = known.has(`${key}_one`) && known.has(`${key}_other`);
        if (key && !known.has(key) && !plural) missing.push(`${file}: ${namespace}:${key}`);
      }
    }
  }
  expect(missing).toEqual([]);
});
