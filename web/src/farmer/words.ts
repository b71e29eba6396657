/** All words of this door, one chunk per language: only the language that is read is loaded. */
import type { Loader } from "@shared/words/i18n";

export const loadWords: Loader = async (language) =>
  (await (language === "sw" ? import("./words.sw") : import("./words.en"))).files;
