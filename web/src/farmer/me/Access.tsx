/** How the member got in, the newest first: what one does not know of was somebody else. */
import { client } from "@shared/api/client";
import { clock } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";

import { useMember } from "../data/session";
import { body, useAnswer } from "../data/useAnswer";
import { Icon } from "../ui/Icons";
import { Note } from "../ui/Note";
import { Screen } from "../ui/Screen";
import { Shown } from "../ui/Shown";
import ui from "../ui/ui.module.css";

const KNOWN = ["invited", "entered", "password_changed", "recovery_asked", "session_opened", "sessions_ended", "pin_set", "pin_removed", "slowed", "recovery_proposed", "recovery_approved", "recovery_refused"];

export function Access() {
  const t = useWords("me");
  const number = useMember();
  const history = useAnswer(`${number}/access`, async () => (await body(client.GET("/api/v1/sessions/own/history"))).items);
  return (
    <Screen title={t("access")} back="me/devices" of={history}>
      <Note><p>{t("accessWhy")}</p></Note>
      <Shown of={history} isEmpty={(all) => all.length === 0} empty={<p>{t("nothing")}</p>}>
        {(all) => (
          <ul className={ui.list}>
            {all.map((one) => {
              const kind = one.fact.replace("access.", "");
              const device = typeof one.details["device"] === "string" ? one.details["device"] : null;
              return (
                <li key={one.position} className={ui.row}>
                  <Icon name="lock" />
                  <span className={ui.rowMain}>{KNOWN.includes(kind) ? t(`accessFact.${kind}`) : kind.replaceAll("_", " ")}<small>{clock(one.at)}{device ? ` · ${device}` : ""}</small></span>
                </li>
              );
            })}
          </ul>
        )}
      </Shown>
    </Screen>
  );
}
