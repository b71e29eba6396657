import type { WordFiles } from "@shared/words/i18n";

export const files: WordFiles = import.meta.glob<{ default: Record<string, unknown> }>(
  ["./features/**/words.en.json", "./parts/*/words.en.json", "./charts/**/words.en.json", "!./features/home/words.en.json"],
  { eager: true },
);
