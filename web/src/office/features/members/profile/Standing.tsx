/** Suspended, left, or back again: each with its reason and what follows. */
import { ActButton } from "@office/parts/ActButton";
import { NeedsRight } from "@office/parts/NeedsRight";
import { Pairs } from "@office/parts/Pairs";
import { Panel } from "@office/parts/Panel";
import { useAct } from "@shared/api/act";
import { client } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { Day } from "@shared/figures/Figures";
import { useWords } from "@shared/words/i18n";

import { Fact } from "../Fact";
import { standing } from "../member";
import type { TabProps } from "../Member";
import { StandingBadges } from "../StandingBadges";
import styles from "../members.module.css";

export function Standing({ member }: TabProps) {
  const t = useWords("members");
  const suspend = useMay("members.suspend");
  const leave = useMay("privacy.propose");
  const now = standing(member);
  return (
    <Panel title={t("standing")}>
      <Pairs>
        <Fact name={t("standingNow")}><StandingBadges member={member} /></Fact>
        {member.suspended ? <Fact name={t("why")}>{member.suspended_reason}</Fact> : null}
        {member.left_on ? <Fact name={t("leftOn")}><Day date={member.left_on} /></Fact> : null}
      </Pairs>
      {now === "erased" ? null : (
        <div className={styles.acts}>
          {suspend || leave ? null : <NeedsRight permission="members.suspend" />}
          {suspend && now === "active" ? <Suspend member={member} /> : null}
          {suspend && member.suspended ? <Reinstate member={member} /> : null}
          {leave && now !== "left" ? <Leave member={member} /> : null}
          {leave && now === "left" ? <Readmit member={member} /> : null}
        </div>
      )}
    </Panel>
  );
}

function Suspend({ member: { number } }: TabProps) {
  const t = useWords("members");
  const act = useAct(({ reason }: { reason: string }, headers) => client.POST("/api/v1/members/{number}/suspension", { params: { path: { number } }, headers, body: { reason } }));
  return <ActButton label={t("suspend.go")} title={t("suspend.title", { number })} act={act} danger reason={{ label: t("why"), description: t("memberReads") }}>{t("suspend.text")}</ActButton>;
}

function Reinstate({ member: { number } }: TabProps) {
  const t = useWords("members");
  const act = useAct((_: unknown, headers) => client.POST("/api/v1/members/{number}/reinstatement", { params: { path: { number } }, headers }));
  return <ActButton label={t("reinstate.go")} title={t("reinstate.title", { number })} act={act}>{t("reinstate.text")}</ActButton>;
}

function Leave({ member: { number } }: TabProps) {
  const t = useWords("members");
  const act = useAct(({ reason }: { reason: string }, headers) => client.POST("/api/v1/members/{number}/departure", { params: { path: { number } }, headers, body: { reason } }));
  return <ActButton label={t("leave.go")} title={t("leave.title", { number })} act={act} danger reason={{ label: t("why") }}>{t("leave.text")}</ActButton>;
}

function Readmit({ member: { number } }: TabProps) {
  const t = useWords("members");
  const act = useAct((_: unknown, headers) => client.POST("/api/v1/members/{number}/readmission", { params: { path: { number } }, headers }));
  return <ActButton label={t("readmit.go")} title={t("readmit.title", { number })} act={act}>{t("readmit.text")}</ActButton>;
}
