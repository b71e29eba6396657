/**
 * Words in English and Kiswahili. Each folder brings `words.en.json` and `words.sw.json`; its name is the
 * namespace. A door hands over a loader of its words, those of a first screen and, where they are many, those of
 * each feature as it is opened. tests/words.test.ts holds both languages to the same keys, and every key in the
 * code to a word.
 */
import i18next, { type FormatterModule, type i18n } from "i18next";
import { initReactI18next, useTranslation } from "react-i18next";

import { onDevice } from "../offline/local";

export type Language = "en" | "sw";
const KEPT_AS = "imbuto-language";

type Words = Record<string, unknown>;
export type WordFiles = Record<string, { default: Words }>;
/** Brings what is always there, and what the opened features have. */
export type Loader = (language: Language, opened: readonly string[]) => Promise<WordFiles>;

/** `../features/record/words.en.json` speaks in the namespace `record`. */
function namespaces(files: WordFiles): Record<string, Words> {
  return Object.fromEntries(Object.entries(files).map(([path, file]) => [path.split("/").at(-2) ?? "", file.default]));
}

export function preferredLanguage(): Language {
  const kept = onDevice.recall(KEPT_AS);
  if (kept === "en" || kept === "sw") return kept;
  return navigator.languages.some((tag) => tag.toLowerCase().startsWith("sw")) ? "sw" : "en";
}

/** A count in a sentence is grouped as it is in a table: 26,000 members. */
const figures: FormatterModule = {
  type: "formatter",
  init: () => undefined,
  add: () => undefined,
  addCached: () => undefined,
  format: (value: unknown) => (typeof value === "number" ? value.toLocaleString("en-KE") : value) as string,
};

let load: Loader = async () => ({});
const opened = new Set<string>();

/** Starts in the language of this person or browser. */
export async function startWords(loader: Loader): Promise<i18n> {
  load = loader;
  const language = preferredLanguage();
  await i18next.use(initReactI18next).use(figures).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: namespaces(await load(language, [])) },
    interpolation: { escapeValue: false, alwaysFormat: true },
    returnNull: false,
  });
  document.documentElement.lang = language;
  return i18next;
}

async function bring(language: Language): Promise<void> {
  for (const [namespace, words] of Object.entries(namespaces(await load(language, [...opened])))) {
    i18next.addResourceBundle(language, namespace, words);
  }
}

/** Before a feature is shown: its words in the language that is spoken now. */
export async function openWords(feature: string): Promise<void> {
  if (opened.has(feature)) return;
  opened.add(feature);
  await bring(currentLanguage());
}

export async function speak(language: Language): Promise<void> {
  await bring(language);
  onDevice.remember(KEPT_AS, language);
  document.documentElement.lang = language;
  await i18next.changeLanguage(language);
}

export const currentLanguage = (): Language => (i18next.language === "sw" ? "sw" : "en");

/** The words of one namespace: a key with its holes, `t("weigh", { litres })`. */
export function useWords(namespace: string) {
  return useTranslation(namespace).t;
}
