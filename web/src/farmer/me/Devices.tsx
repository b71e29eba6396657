/** Where the member is signed in, and how to end it: a lost phone, or one that was lent. */
import { useAct } from "@shared/api/act";
import { client, type Schemas } from "@shared/api/client";
import { clock, sinceHour } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";

import { Link } from "../app/router";
import { useMember } from "../data/session";
import { body, useAnswer } from "../data/useAnswer";
import { Button } from "../ui/Button";
import { Icon } from "../ui/Icons";
import { ProblemNote } from "../ui/ProblemNote";
import { Screen } from "../ui/Screen";
import { Shown } from "../ui/Shown";
import ui from "../ui/ui.module.css";

type OpenSession = Schemas["OpenSession"];

export function Devices() {
  const t = useWords("me");
  const number = useMember();
  const sessions = useAnswer(`${number}/sessions`, async () => (await body(client.GET("/api/v1/sessions"))).items);
  const endAll = useAct((_: null, headers) => client.DELETE("/api/v1/sessions", { headers }));
  return (
    <Screen title={t("ways.devices")} back="me" of={sessions}>
      <Shown of={sessions}>
        {(all) => (
          <>
            <ul className={ui.list}>{all.map((one) => <li key={one.id}><Session session={one} /></li>)}</ul>
            {endAll.error ? <ProblemNote problem={endAll.error} /> : null}
            {all.length > 1 ? <Button wide look="warm" icon="out" busy={endAll.isPending} onClick={() => endAll.mutate(null)}>{t("endAll")}</Button> : null}
          </>
        )}
      </Shown>
      <Link to="me/access" className={`${ui.button} ${ui.wide}`}><Icon name="clock" /><span>{t("access")}</span></Link>
    </Screen>
  );
}

function Session({ session }: { session: OpenSession }) {
  const t = useWords("me");
  const end = useAct((id: string, headers) => client.DELETE("/api/v1/sessions/{id}", { params: { path: { id } }, headers }));
  return (
    <div className={ui.row}>
      <Icon name="phone" />
      <span className={ui.rowMain}>
        {session.device ?? t("unknownDevice")}
        <small>{session.current ? t("thisPhone") : session.seen_at ? t("seen", { since: sinceHour(session.seen_at) }) : ""}</small>
        {session.since ? <small>{t("signedIn", { at: clock(session.since) })}</small> : null}
        {end.error ? <ProblemNote problem={end.error} /> : null}
      </span>
      {session.current ? null : <Button look="plain" busy={end.isPending} onClick={() => end.mutate(session.id)} aria-label={`${t("end")}: ${session.device ?? t("unknownDevice")}`}>{t("end")}</Button>}
    </div>
  );
}
