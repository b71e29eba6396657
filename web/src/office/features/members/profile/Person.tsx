/** The person: card and next of kin are masked by the API for who may not read them. */
import { Pairs } from "@office/parts/Pairs";
import { Panel } from "@office/parts/Panel";
import { phone } from "@office/parts/phone";
import { Text } from "@mantine/core";
import { useMay } from "@shared/api/session";
import { Day, Since } from "@shared/figures/Figures";
import { useWords } from "@shared/words/i18n";

import { Fact } from "../Fact";
import { useCentres } from "../member";
import type { TabProps } from "../Member";

export function Person({ member }: TabProps) {
  const t = useWords("members");
  const centres = useCentres();
  const sees = useMay("members.read_private");
  return (
    <Panel title={t("person")}>
      <Pairs>
        <Fact name={t("name")}>{member.name}</Fact>
        <Fact name={t("number")}>{member.number}</Fact>
        <Fact name={t("centre")}>{centres.name(member.centre)}</Fact>
        <Fact name={t("joined")}>{member.joined ? <Day date={member.joined} /> : <Since at={member.registered_at} />}</Fact>
        <Fact name={t("nationalId")}>{member.national_id}</Fact>
        {sees ? <Fact name={t("kinName")}>{member.next_of_kin_name}</Fact> : null}
        {sees ? <Fact name={t("kinPhone")}>{member.next_of_kin_phone ? phone(member.next_of_kin_phone) : null}</Fact> : null}
      </Pairs>
      {sees ? null : <Text size="sm" c="dimmed" mt="sm">{t("masked")}</Text>}
    </Panel>
  );
}
