/** Inviting a member to the app, ending sessions of a lost phone, giving lost access back. */
import { ActButton } from "@office/parts/ActButton";
import { InvitationNote } from "@office/parts/InvitationNote";
import { NeedsRight } from "@office/parts/NeedsRight";
import { Note } from "@office/parts/Note";
import { Panel } from "@office/parts/Panel";
import { Stack, Text } from "@mantine/core";
import { useAct } from "@shared/api/act";
import { api, client, type Schemas } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { useWords } from "@shared/words/i18n";
import { useState } from "react";

import { isActive } from "../member";
import type { TabProps } from "../Member";
import styles from "../members.module.css";
import { Recovery } from "./Recovery";

export function Letting({ member }: TabProps) {
  const t = useWords("members");
  const [access, recover, sees] = [useMay("members.access"), useMay("members.recover_access"), useMay("access.read")];
  const open = api.useQuery("get", "/api/v1/access-recoveries", { params: { query: { limit: 200 } } }, { enabled: sees });
  const waits = open.data?.items.find((one) => one.member === member.number);
  return (
    <Panel title={t("letting.title")}>
      <Stack>
        {waits ? <Recovery recovery={waits} /> : null}
        {access ? <Invite member={member} /> : null}
        <div className={styles.acts}>
          {access ? <EndSessions member={member} /> : null}
          {recover && !waits && isActive(member) ? <ProposeRecovery member={member} /> : null}
        </div>
        {access || recover ? null : <NeedsRight permission="members.access" />}
      </Stack>
    </Panel>
  );
}

function Invite({ member: { number } }: TabProps) {
  const t = useWords("members");
  const [invitation, setInvitation] = useState<Schemas["Invitation"] | null>(null);
  const act = useAct((_: unknown, headers) => client.POST("/api/v1/members/{number}/invitation", { params: { path: { number } }, headers }), (answer) => setInvitation(answer ?? null));
  return (
    <>
      <Text size="sm">{t("letting.text")}</Text>
      <div><ActButton label={t("letting.invite")} title={t("letting.inviteTitle", { number })} act={act}>{t("letting.inviteText")}</ActButton></div>
      {invitation ? <InvitationNote invitation={invitation} /> : null}
    </>
  );
}

function EndSessions({ member: { number } }: TabProps) {
  const t = useWords("members");
  const [ended, setEnded] = useState<number | null>(null);
  const act = useAct((_: unknown, headers) => client.POST("/api/v1/members/{number}/sessions/end", { params: { path: { number } }, headers }), (answer) => setEnded(answer?.ended ?? 0));
  return (
    <>
      <ActButton label={t("letting.end")} title={t("letting.endTitle", { number })} act={act} danger>{t("letting.endText")}</ActButton>
      <span role="status">{ended === null ? null : <Note tone="good" title={t("letting.ended", { count: ended })} />}</span>
    </>
  );
}

function ProposeRecovery({ member: { number } }: TabProps) {
  const t = useWords("members");
  const act = useAct(({ reason }: { reason: string }, headers) => client.POST("/api/v1/members/{number}/access-recovery", { params: { path: { number } }, headers, body: { reason } }));
  return <ActButton label={t("recovery.go")} title={t("recovery.title", { number })} act={act} reason={{ label: t("why"), description: t("recovery.whyText") }}>{t("recovery.text")}</ActButton>;
}
