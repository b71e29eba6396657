/** What the farmer will be told, in the farmer's language: the same text that goes out by SMS, in one segment. */
import type { Language } from "@shared/words/i18n";

import texts from "./told.json";

export type Choice = "stands" | "farmer" | "other";
type Milk = { member: string; date: string; shift: string };

const LONGEST = 160;
/** In the place of the receipt's code, which the ledger makes: six letters. */
export const CODE = "······";
/** Letters that take two places in an SMS, or have none. */
const NOT_PLAIN = /[^ -~]|[\^{}[\]~|\\`]/g;

const plain = (text: string) => text.normalize("NFKD").replaceAll(/\P{ASCII}/gu, "").replaceAll(NOT_PLAIN, " ").split(/\s+/).filter(Boolean).join(" ");

/** "8.50" → "8.5", "12.00" → "12": no more digits than needed. */
export const short = (litres: string) => (litres.includes(".") ? litres.replace(/\.?0+$/, "") : litres);

export const explanations = (language: Language, choice: Choice): readonly string[] => texts[language][choice];

export function told(language: Language, milk: Milk, choice: Choice, litres: string, explanation: string): string {
  const words = texts[language];
  const [, month = "1", day = "1"] = milk.date.split("-").map((part) => String(Number(part)));
  const fill: Record<string, string> = {
    day: `${day} ${words.months[Number(month) - 1] ?? ""}`, litres: short(litres), member: milk.member, code: CODE,
    shift: words.shifts[milk.shift as keyof typeof words.shifts] ?? milk.shift,
  };
  const bare = words[choice === "stands" ? "upheld" : "adjusted"].replaceAll(/\{(\w+)\}/g, (hole, name: string) => (name === "free" ? hole : (fill[name] ?? "")));
  return bare.replace("{free}", fitting(explanation, LONGEST - (bare.length - "{free}".length)));
}

function fitting(explanation: string, room: number): string {
  const words = plain(explanation).replace(/\.+$/, "") || "-";
  if (words.length <= room) return words;
  return room >= 2 ? `${words.slice(0, room - 2).trimEnd()}..` : "";
}
