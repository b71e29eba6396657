/** What the cooperative holds about the member, in numbers, and all of it as one file. */
import { client } from "@shared/api/client";
import { Count, Day } from "@shared/figures/Figures";
import { useWords } from "@shared/words/i18n";

import { useMember } from "../data/session";
import { body, useAnswer } from "../data/useAnswer";
import { Icon } from "../ui/Icons";
import { Screen } from "../ui/Screen";
import { Shown } from "../ui/Shown";
import ui from "../ui/ui.module.css";

/** A list in words begins as a sentence does. */
const begun = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

export function Held() {
  const t = useWords("me");
  const number = useMember();
  const held = useAnswer(`${number}/held`, () => body(client.GET("/api/v1/members/{number}/held", { params: { path: { number } } })));
  const path = encodeURIComponent(number);
  return (
    <Screen title={t("ways.held")} back="me" of={held}>
      <p className={ui.quiet}>{t("heldWhy")}</p>
      <Shown of={held}>
        {(found) => (
          <>
            <section className={ui.card} aria-labelledby="personal">
              <h2 id="personal">{t("personal")}</h2>
              <p>{begun(found.personal.map((name) => t(`personalPart.${name}`, { defaultValue: name.replaceAll("_", " ") })).join(", "))}</p>
            </section>
            <section className={ui.card} aria-labelledby="facts">
              <h2 id="facts">{t("facts")}</h2>
              <dl className={ui.sums}>
                {Object.entries(found.facts).map(([name, count]) => (
                  <div key={name}><dt>{t(`factKind.${name}`, { defaultValue: name.replaceAll("_", " ") })}</dt><dd><Count value={count} /></dd></div>
                ))}
              </dl>
              <p className={ui.quiet}>{t("retention", { years: found.retention_years })}</p>
              {found.erasable_on ? <p className={ui.quiet}>{t("erasable")} <Day date={found.erasable_on} /></p> : null}
            </section>
          </>
        )}
      </Shown>
      <a href={`/api/v1/members/${path}/export`} download className={`${ui.button} ${ui.wide}`}><Icon name="down" /><span>{t("export")}</span></a>
      <a href={`/api/v1/members/${path}/ledger.pdf`} download className={`${ui.button} ${ui.wide}`}><Icon name="paper" /><span>{t("ledgerPdf")}</span></a>
    </Screen>
  );
}
