/** The number for messages and signing in. Another one is proposed by one official and approved by another. */
import { Note } from "@office/parts/Note";
import { Pairs } from "@office/parts/Pairs";
import { Panel } from "@office/parts/Panel";
import { phone } from "@office/parts/phone";
import { Proposal } from "@office/parts/Proposal";
import { Stack } from "@mantine/core";
import { useAct } from "@shared/api/act";
import { client } from "@shared/api/client";
import { useWords } from "@shared/words/i18n";

import { Change } from "./Change";
import { ProposePhone } from "./ProposePhone";
import { Fact } from "../Fact";
import { isActive } from "../member";
import type { TabProps } from "../Member";

export function Phone({ member }: TabProps) {
  const t = useWords("members");
  const { number } = member;
  const path = { number };
  const propose = useAct((body: { phone: string }, headers) => client.POST("/api/v1/members/{number}/phone-change", { params: { path }, headers, body }));
  const approve = useAct((seen: { phone: string }, headers) => client.POST("/api/v1/members/{number}/phone-change/approval", { params: { path }, headers, body: seen }));
  const refuse = useAct(({ reason }: { reason: string }, headers) => client.POST("/api/v1/members/{number}/phone-change/refusal", { params: { path }, headers, body: { reason } }));
  const proposed = member.proposed_phone;
  const waits = member.phone_proposed_by;
  return (
    <Panel title={t("phone")}>
      <Stack>
        <Pairs><Fact name={t("phoneUse")}>{member.phone ? phone(member.phone) : null}</Fact></Pairs>
        {member.phone_of_official ? <Note title={t("phoneOfOfficial")}>{t("phoneOfOfficialText")}</Note> : null}
        {waits ? (
          <Proposal title={t("phoneChange")} by={waits} permission="members.approve_number_change" refuse={refuse} approveTitle={t("approvePhone", { number })}
            approve={{ ...approve, mutate: (_, options) => approve.mutate({ phone: proposed ?? "" }, options) }}>
            <Change before={member.phone ? phone(member.phone) : null} after={proposed ? phone(proposed) : t("hidden")} />
          </Proposal>
        ) : isActive(member) ? (
          <ProposePhone label={t("proposePhone")} title={t("proposePhoneTitle", { number })} text={t("proposePhoneText")} act={propose} field="phone" />
        ) : null}
      </Stack>
    </Panel>
  );
}
