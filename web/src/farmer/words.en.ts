import type { WordFiles } from "@shared/words/i18n";

export const files: WordFiles = {
  ...import.meta.glob<{ default: Record<string, unknown> }>("../shared/**/words.en.json", { eager: true }),
  ...import.meta.glob<{ default: Record<string, unknown> }>("./**/words.en.json", { eager: true }),
};
