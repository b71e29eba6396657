import type { WordFiles } from "@shared/words/i18n";

export const files: WordFiles = import.meta.glob<{ default: Record<string, unknown> }>(
  ["../shared/**/words.sw.json", "./shell/words.sw.json", "./parts/words.sw.json", "./features/home/words.sw.json"],
  { eager: true },
);
