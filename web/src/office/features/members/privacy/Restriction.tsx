/** A member's data may be kept and shown to hardly anybody. To end that takes two. */
import { ActButton } from "@office/parts/ActButton";
import { NeedsRight } from "@office/parts/NeedsRight";
import { Panel } from "@office/parts/Panel";
import { Proposal } from "@office/parts/Proposal";
import { Stack, Text } from "@mantine/core";
import { useAct } from "@shared/api/act";
import { client, type Schemas } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { useWords } from "@shared/words/i18n";

import type { TabProps } from "../Member";

const GROUNDS = ["asked", "disputed", "claim", "unlawful", "left"] as const;
type Ground = Schemas["RestrictionGround"]["ground"];

export function Restriction({ member }: TabProps) {
  const t = useWords("members");
  const may = useMay("privacy.propose");
  const { number } = member;
  const path = { number };
  const restrict = useAct((ground: Ground, headers) => client.POST("/api/v1/members/{number}/restriction", { params: { path }, headers, body: { ground } }));
  const end = useAct((_: unknown, headers) => client.POST("/api/v1/members/{number}/restriction/end", { params: { path }, headers }));
  const approve = useAct((_: unknown, headers) => client.POST("/api/v1/members/{number}/restriction/end/approval", { params: { path }, headers }));
  const refuse = useAct((_: unknown, headers) => client.POST("/api/v1/members/{number}/restriction/end/refusal", { params: { path }, headers }));
  const chosen = (choice: string) => GROUNDS.find((one) => one === choice) ?? "asked";
  if (member.erased) return null;
  return (
    <Panel title={t("restriction.title")}>
      <Stack>
        <Text size="sm">{t(member.restricted ? "restriction.now" : "restriction.text")}</Text>
        {member.lift_proposed_by ? (
          <Proposal title={t("restriction.ending")} by={member.lift_proposed_by} permission="privacy.approve" approve={approve} refuse={refuse} refuseTakesReason={false} approveTitle={t("restriction.approve", { number })}>
            <p>{t("restriction.endText")}</p>
          </Proposal>
        ) : !may ? <NeedsRight permission="privacy.propose" /> : member.restricted ? (
          <div><ActButton label={t("restriction.end")} title={t("restriction.endTitle", { number })} act={end}>{t("restriction.endText")}</ActButton></div>
        ) : (
          <div>
            <ActButton label={t("restriction.go")} title={t("restriction.goTitle", { number })} act={{ ...restrict, mutate: ({ choice }, options) => restrict.mutate(chosen(choice), options) }}
              choice={{ label: t("restriction.ground"), of: GROUNDS.map((value) => ({ value, label: t(`restriction.grounds.${value}`) })) }}>{t("restriction.text")}</ActButton>
          </div>
        )}
      </Stack>
    </Panel>
  );
}
