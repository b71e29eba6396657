import type { WordFiles } from "@shared/words/i18n";

export const files: WordFiles = import.meta.glob<{ default: Record<string, unknown> }>(
  ["../shared/**/words.en.json", "./shell/words.en.json", "./parts/words.en.json", "./features/home/words.en.json"],
  { eager: true },
);
