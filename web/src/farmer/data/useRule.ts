/** By which rule a litre was priced, as people say it. What is the same for every litre needs no words beside its price. */
import { useWords } from "@shared/words/i18n";

const FLAT_ALONE = /^flat [\d.]+$/;

export function useRule(): (rule: string) => string {
  const t = useWords("ui");
  const said: readonly (readonly [RegExp, string])[] = [
    [/\bfat or snf not read\b/g, t("rule.notRead")],
    [/\bbelow the matrix\b/g, t("rule.below")],
    [/\bat least\b/g, t("rule.least")],
    [/\bflat (?=\d)/g, ""],
    [/\bgrade\b/g, t("rule.grade")],
    [/\bfat (?=\d)/g, `${t("rule.fat")} `],
    [/\bsnf (?=\d)/g, "SNF "],
    [/ -(?=\d)/g, " −"],
  ];
  return (rule) => (FLAT_ALONE.test(rule) ? "" : said.reduce((text, [english, words]) => text.replace(english, words), rule));
}
