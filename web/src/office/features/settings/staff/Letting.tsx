/** How an official gets in: invitation, sessions, a lost second factor by two, leaving and coming back. */
import { AccessHistory } from "@office/parts/AccessHistory";
import { ActButton } from "@office/parts/ActButton";
import { Ask } from "@office/parts/Ask";
import { Empty } from "@office/parts/Empty";
import { InvitationNote } from "@office/parts/InvitationNote";
import { Note } from "@office/parts/Note";
import { Panel } from "@office/parts/Panel";
import { Proposal } from "@office/parts/Proposal";
import { Stack } from "@mantine/core";
import { useAct } from "@shared/api/act";
import { api, client, PAGES, type Schemas } from "@shared/api/client";
import { useMay, useSession } from "@shared/api/session";
import { useWords } from "@shared/words/i18n";
import { useMemo, useState } from "react";

import styles from "../settings.module.css";
import { Joined } from "./Invite";
import type { OfficialProps } from "./Official";
import { Readmit } from "./Readmit";

const REMOVAL = "access.factor_removal_proposed";
const DECIDED = [REMOVAL, "access.factor_removal_refused", "access.second_factor_removed", "access.second_factor_set"];

export function Letting({ official }: OfficialProps) {
  const t = useWords("settings");
  const sees = useMay("access.read");
  const asked = api.useInfiniteQuery("get", "/api/v1/staff/{number}/access", { params: { path: { number: official.number }, query: { limit: 50 } } }, { ...PAGES, enabled: sees });
  const rows = useMemo(() => asked.data?.pages.flatMap((page) => page.items), [asked.data]);
  const last = rows?.find(({ fact }) => DECIDED.includes(fact));
  return (
    <>
      <Panel title={t("letting")}>
        <Stack>
          {last?.fact === REMOVAL ? <Removal number={official.number} proposed={last} /> : null}
          <Acts official={official} waits={last?.fact === REMOVAL} />
        </Stack>
      </Panel>
      {sees ? (
        <Panel title={t("gotIn")} flush>
          <Ask asked={{ ...asked, data: rows }} empty={{ when: (found) => found.length === 0, show: <div className={styles.inset}><Empty title={t("notYetIn")} /></div> }}>{(found) => <AccessHistory caption={t("gotIn")} rows={found} more={asked.hasNextPage ? () => void asked.fetchNextPage() : undefined} />}</Ask>
        </Panel>
      ) : null}
    </>
  );
}

function Acts({ official: { number, active }, waits }: OfficialProps & { waits: boolean }) {
  const t = useWords("settings");
  const { may, who } = useSession();
  const [said, setSaid] = useState<Schemas["Invitation"] | null>(null);
  const [back, setBack] = useState<Schemas["Joined"] | null>(null);
  const [ended, setEnded] = useState<number | null>(null);
  const params = { path: { number } };
  const invite = useAct((_: unknown, headers) => client.POST("/api/v1/staff/{number}/invitation", { params, headers }), (answer) => setSaid(answer ?? null));
  const end = useAct((_: unknown, headers) => client.POST("/api/v1/staff/{number}/sessions/end", { params, headers }), (answer) => setEnded(answer?.ended ?? 0));
  const factor = useAct(({ reason }: { reason: string }, headers) => client.DELETE("/api/v1/staff/{number}/second-factor", { params, headers, body: { reason } }));
  const leave = useAct((_: unknown, headers) => client.POST("/api/v1/staff/{number}/leave", { params, headers }));
  if (!may("staff.manage")) return <p className={styles.soft}>{t("adminsDo")}</p>;
  if (!active) return <><div><Readmit number={number} done={setBack} /></div>{back ? <Joined joined={back} /> : null}</>;
  return (
    <>
      <div className={styles.acts}>
        <ActButton label={t("newInvitation")} title={t("newInvitationTitle", { number })} act={invite}>{t("newInvitationText")}</ActButton>
        <ActButton label={t("end")} title={t("endTitle", { number })} act={end}>{t("endText")}</ActButton>
        {waits ? null : <ActButton label={t("factor")} title={t("factorTitle", { number })} act={factor} reason={{ label: t("why"), description: t("factorWhy") }}>{t("factorText")}</ActButton>}
        {number === who.number ? null : <ActButton label={t("leave")} title={t("leaveTitle", { number })} act={leave} danger>{t("leaveText")}</ActButton>}
      </div>
      {said ? <InvitationNote invitation={said} /> : null}
      <div role="status">{ended === null ? null : <Note tone="good" title={t("ended", { count: ended })} />}</div>
    </>
  );
}

function Removal({ number, proposed }: { number: string; proposed: Schemas["AccessFact"] }) {
  const t = useWords("settings");
  const params = { path: { number } };
  const approve = useAct((_: unknown, headers) => client.POST("/api/v1/staff/{number}/second-factor/removal/approval", { params, headers }));
  const refuse = useAct(({ reason }: { reason: string }, headers) => client.POST("/api/v1/staff/{number}/second-factor/removal/refusal", { params, headers, body: { reason } }));
  const reason = proposed.details["reason"];
  return (
    <Proposal title={t("factorWaits")} by={proposed.who} at={proposed.at} permission="staff.approve" approve={approve} refuse={refuse} approveTitle={t("factorApprove", { number })}>
      <p>{typeof reason === "string" ? reason : null}</p>
    </Proposal>
  );
}
