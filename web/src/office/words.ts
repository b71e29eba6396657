/**
 * The words of this door in two parts: those of the frame and of the home, and all others, which come with the
 * first other screen. Only the language that is read is loaded.
 */
import type { Loader } from "@shared/words/i18n";

export const loadWords: Loader = async (language, opened) => {
  const sw = language === "sw";
  const first = (await (sw ? import("./words.sw") : import("./words.en"))).files;
  if (opened.length === 0) return first;
  return { ...first, ...(await (sw ? import("./words.more.sw") : import("./words.more.en"))).files };
};
