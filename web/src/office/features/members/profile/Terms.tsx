/** The language of messages, how often the member is paid, and what part is saved. */
import { Pairs } from "@office/parts/Pairs";
import { Panel } from "@office/parts/Panel";
import { ProblemNote } from "@office/parts/ProblemNote";
import { Button, Group, NumberInput, SegmentedControl, Select, Stack, Text } from "@mantine/core";
import { useAct } from "@shared/api/act";
import { client } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { useWords } from "@shared/words/i18n";
import { useState, type FormEvent } from "react";

import { Fact } from "../Fact";
import { isActive } from "../member";
import type { TabProps } from "../Member";

const RHYTHMS = ["run", "month", "quarter", "half-year", "year"] as const;

export function Terms({ member }: TabProps) {
  const t = useWords("members");
  const may = useMay("members.change") && isActive(member);
  return (
    <Panel title={t("terms.title")}>
      {may ? <Stack><Language member={member} /><Pay key={`${member.pay_rhythm} ${member.saved_percent}`} member={member} /></Stack> : (
        <Pairs>
          <Fact name={t("language")}>{t(`languages.${member.language}`)}</Fact>
          <Fact name={t("terms.rhythm")}>{t(`terms.rhythms.${member.pay_rhythm}`)}</Fact>
          <Fact name={t("terms.saved")}>{`${member.saved_percent} %`}</Fact>
        </Pairs>
      )}
    </Panel>
  );
}

function Language({ member: { number, language } }: TabProps) {
  const t = useWords("members");
  const choose = useAct((chosen: "sw" | "en", headers) => client.PUT("/api/v1/members/{number}/language", { params: { path: { number } }, headers, body: { language: chosen } }));
  return (
    <div>
      <Text size="sm" fw={500} mb={4} id="member-language">{t("language")}</Text>
      <SegmentedControl aria-labelledby="member-language" value={choose.isPending ? choose.variables : language} disabled={choose.isPending}
        onChange={(chosen) => choose.mutate(chosen === "en" ? "en" : "sw")} data={[{ value: "sw", label: t("languages.sw") }, { value: "en", label: t("languages.en") }]} />
      {choose.error ? <ProblemNote problem={choose.error} /> : null}
    </div>
  );
}

function Pay({ member: { number, pay_rhythm, saved_percent } }: TabProps) {
  const t = useWords("members");
  const [rhythm, setRhythm] = useState<(typeof RHYTHMS)[number]>(pay_rhythm);
  const [saved, setSaved] = useState<number | string>(saved_percent);
  const choose = useAct((body: { rhythm: (typeof RHYTHMS)[number]; saved_percent: number }, headers) => client.PUT("/api/v1/members/{number}/pay-terms", { params: { path: { number } }, headers, body }));
  const same = rhythm === pay_rhythm && Number(saved) === saved_percent;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!same && !choose.isPending) choose.mutate({ rhythm, saved_percent: Number(saved) || 0 });
  };
  return (
    <form onSubmit={submit}>
      <Stack>
        <Group align="flex-end">
          <Select label={t("terms.rhythm")} value={rhythm} allowDeselect={false} data={RHYTHMS.map((value) => ({ value, label: t(`terms.rhythms.${value}`) }))}
            onChange={(value) => setRhythm(RHYTHMS.find((one) => one === value) ?? "run")} />
          <NumberInput label={t("terms.saved")} value={saved} min={0} max={90} suffix=" %" allowDecimal={false} allowNegative={false} hideControls w={120} error={choose.error?.of("saved_percent")} onChange={setSaved} />
          <Button type="submit" variant="default" disabled={same} loading={choose.isPending}>{t("save")}</Button>
        </Group>
        {choose.error ? <ProblemNote problem={choose.error} /> : null}
      </Stack>
    </form>
  );
}
