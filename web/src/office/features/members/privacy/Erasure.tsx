/** Forgetting a member who left: one proposes, another agrees, and then it is done for good. */
import { ActButton } from "@office/parts/ActButton";
import { NeedsRight } from "@office/parts/NeedsRight";
import { Panel } from "@office/parts/Panel";
import { Proposal } from "@office/parts/Proposal";
import { Stack, Text } from "@mantine/core";
import { useAct } from "@shared/api/act";
import { client } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { useWords } from "@shared/words/i18n";

import type { TabProps } from "../Member";

const GROUNDS = ["asked", "ended"] as const;

export function Erasure({ member }: TabProps) {
  const t = useWords("members");
  const may = useMay("privacy.propose");
  const { number } = member;
  const path = { number };
  const propose = useAct((ground: "asked" | "ended", headers) => client.POST("/api/v1/members/{number}/erasure", { params: { path }, headers, body: { ground } }));
  const approve = useAct((_: unknown, headers) => client.POST("/api/v1/members/{number}/erasure/approval", { params: { path }, headers }));
  const refuse = useAct((_: unknown, headers) => client.POST("/api/v1/members/{number}/erasure/refusal", { params: { path }, headers }));
  return (
    <Panel title={t("erasure.title")}>
      <Stack>
        <Text size="sm">{t(member.erased ? "erasure.done" : member.left_on ? "erasure.text" : "erasure.notLeft")}</Text>
        {member.erased ? null : member.erasure_proposed_by ? (
          <Proposal title={t("erasure.waits")} by={member.erasure_proposed_by} permission="privacy.approve" approve={approve} refuse={refuse} refuseTakesReason={false} approveTitle={t("erasure.approve", { number })} danger>
            <p>{t("erasure.forGood")}</p>
          </Proposal>
        ) : !member.left_on ? null : !may ? <NeedsRight permission="privacy.propose" /> : (
          <div>
            <ActButton label={t("erasure.go")} title={t("erasure.goTitle", { number })} danger act={{ ...propose, mutate: ({ choice }, options) => propose.mutate(choice === "ended" ? "ended" : "asked", options) }}
              choice={{ label: t("restriction.ground"), of: GROUNDS.map((value) => ({ value, label: t(`erasure.grounds.${value}`) })) }}>{t("erasure.forGood")}</ActButton>
          </div>
        )}
      </Stack>
    </Panel>
  );
}
