/** Which officials looked at the member's data, the latest first. */
import { client } from "@shared/api/client";
import { clock } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";

import { useMember } from "../data/session";
import { body, useAnswer } from "../data/useAnswer";
import { Icon } from "../ui/Icons";
import { Screen } from "../ui/Screen";
import { Shown } from "../ui/Shown";
import ui from "../ui/ui.module.css";

export function Looks() {
  const t = useWords("me");
  const number = useMember();
  const looks = useAnswer(`${number}/looks`, async () => (await body(client.GET("/api/v1/members/{number}/looks", { params: { path: { number } } }))).items);
  return (
    <Screen title={t("ways.looks")} back="me" of={looks}>
      <p className={ui.quiet}>{t("looksWhy")}</p>
      <Shown of={looks} isEmpty={(all) => all.length === 0} empty={<p>{t("noLooks")}</p>}>
        {(all) => (
          <ul className={ui.list}>
            {all.map((one) => (
              <li key={`${one.request} ${one.what}`} className={ui.row}>
                <Icon name="eye" />
                <span className={ui.rowMain}>
                  {t(`look.${one.what}`, { defaultValue: one.sentence })}
                  <small>{t("official", { name: one.who.split(":")[1] ?? one.who })} · {clock(one.at)}</small>
                </span>
              </li>
            ))}
          </ul>
        )}
      </Shown>
    </Screen>
  );
}
