/** Facts, things and their fields by the names that people have for them. */
import { useWords } from "@shared/words/i18n";

import { phone } from "../phone";

/** `delivery.disputed` → "Milk disputed". */
export function useTopicName(): (topic: string) => string {
  const t = useWords("story");
  return (topic) => t(`topics.${topic}`, { defaultValue: plain(topic) });
}

/** `delivery` → "Milk". */
export function useKindName(): (kind: string) => string {
  const t = useWords("story");
  return (kind) => t(`kinds.${kind}`, { defaultValue: plain(kind) });
}

/** `temperature c` → "Temperature, °C". */
export function useFieldName(): (field: string) => string {
  const t = useWords("story");
  return (field) => t(`fields.${field}`, { defaultValue: field });
}

const NAMED = "topics";

const PHONE = /^254[17]\d{8}$/;

/** "upheld" → "The record stands", "254712345678" → "0712 345 678"; what is no word of ours stays as it is. */
export function useValueName(): (value: string) => string {
  const t = useWords("story");
  const states = useWords("states");
  return (value) => (PHONE.test(value) ? phone(value) : /^[a-z][a-z_-]*$/.test(value) ? states(value, { defaultValue: t(`values.${value}`, { defaultValue: value }) }) : asShown(value));
}

/** "16.74 l" → "16.74 L", "17 Nov 2026 12:00:00" → "17 Nov 2026 12:00": as every other screen writes them. */
export const asShown = (value: string) => value.replace(/^(\d[\d.,]*) l$/, "$1\u00a0L").replace(/(\d\d:\d\d):00$/, "$1");

/** "staff:S008 signed in" → "S008 signed in": the ledger's sentence without its own names of the sorts of people. */
export const sentence = (words: string) => words.replace(/\b(?:staff|member):(?=\w)/g, "");

/** Every kind of thing, and the topics of each: `{ delivery: ["delivery.recorded", …] }`. */
export function useTopics(): Record<string, string[]> {
  const t = useWords("story");
  const named = t(NAMED, { returnObjects: true }) as unknown as Record<string, Record<string, string>>;
  return Object.fromEntries(Object.entries(named).map(([kind, became]) => [kind, Object.keys(became).map((word) => `${kind}.${word}`)]));
}

const plain = (word: string) => word.replaceAll(/[._]/g, " ");
