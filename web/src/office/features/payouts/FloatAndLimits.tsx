/** The float, topping it up, and how much may leave by M-Pesa at once. */
import { Frame } from "./Frame";
import { Rules } from "./Rules";
import { Till } from "./Till";
import { TopUps } from "./TopUps";
import { useWords } from "@shared/words/i18n";

export default function FloatAndLimits() {
  const t = useWords("payouts");
  return (
    <Frame title={t("way.float")}>
      <Till />
      <TopUps />
      <Rules />
    </Frame>
  );
}
