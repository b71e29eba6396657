/** By which rule a litre was priced is said in Kiswahili from its first word to its last, at both doors. */
import { renderHook } from "@testing-library/react";
import { beforeAll, expect, test } from "vitest";

import { useRule } from "@farmer/data/useRule";
import farmers from "@farmer/ui/words.sw.json";
import { usePriceRule } from "@office/parts/pricerule/usePriceRule";
import offices from "@office/parts/pricerule/words.sw.json";
import { startWords } from "@shared/words/i18n";

beforeAll(async () => {
  localStorage.setItem("imbuto-language", "sw");
  await startWords(async () => ({ "ui/words.json": { default: farmers }, "pricerule/words.json": { default: offices } }));
});

/** As imbuto/aggregates/price_rules.py writes them. */
const RULES: [string, string, string][] = [
  ["flat 45.00; grade B -2.00", "45.00; daraja B −2.00", "Bei ya lita 45.00; daraja B −2.00"],
  ["flat 45.00, fat or snf not read", "45.00, mafuta au SNF hayakupimwa", "Bei ya lita 45.00, mafuta au SNF hazijapimwa"],
  ["flat 45.00, below the matrix", "45.00, chini ya jedwali la vipimo", "Bei ya lita 45.00, chini ya jedwali"],
  ["fat 3.5 snf 8.5: 47.50; grade C -60.00; at least 0.00", "mafuta 3.5 SNF 8.5: 47.50; daraja C −60.00; haishuki chini ya 0.00", "Mafuta 3.5 SNF 8.5: 47.50; daraja C −60.00; haishuki chini ya 0.00"],
];

test.each(RULES)("%s", (rule, farmer, office) => {
  expect(renderHook(useRule).result.current(rule)).toBe(farmer);
  expect(renderHook(usePriceRule).result.current(rule)).toBe(office);
});

test("a price that is the same for every litre needs no words beside it", () => {
  expect(renderHook(useRule).result.current("flat 45.00")).toBe("");
});
