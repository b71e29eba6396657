/** The rule by which a litre was priced, as people say it: its figures and the grades' own names stay. */
import { useWords } from "@shared/words/i18n";

export function usePriceRule(): (rule: string) => string {
  const t = useWords("pricerule");
  const said: readonly (readonly [RegExp, string])[] = [
    [/\bfat or snf not read\b/g, t("notRead")],
    [/\bbelow the matrix\b/g, t("below")],
    [/\bat least\b/g, t("least")],
    [/\bflat\b/g, t("flat")],
    [/\bgrade\b/g, t("grade")],
    [/\bfat (?=\d)/g, `${t("fat")} `],
    [/\bsnf (?=\d)/g, `${t("snf")} `],
  ];
  return (rule) => said.reduce((text, [english, words]) => text.replace(english, words), rule).replace(/(?<=\s)-(?=\d)/g, "−");
}
