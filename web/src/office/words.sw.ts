import type { WordFiles } from "@shared/words/i18n";

export const files: WordFiles = {
  ...import.meta.glob<{ default: Record<string, unknown> }>("../shared/**/words.sw.json", { eager: true }),
  ...import.meta.glob<{ default: Record<string, unknown> }>("./**/words.sw.json", { eager: true }),
};
