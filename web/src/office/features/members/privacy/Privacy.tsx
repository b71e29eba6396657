/** What is held about the member, taking it along, restricting it, and forgetting it by two. */
import { Ask } from "@office/parts/Ask";
import { NeedsRight } from "@office/parts/NeedsRight";
import { Pairs } from "@office/parts/Pairs";
import { Panel } from "@office/parts/Panel";
import { Button, Stack, Text } from "@mantine/core";
import { api, type Schemas } from "@shared/api/client";
import { useMay } from "@shared/api/session";
import { Count, Day } from "@shared/figures/Figures";
import { useWords } from "@shared/words/i18n";
import { IconDownload } from "@tabler/icons-react";

import { Fact } from "../Fact";
import type { TabProps } from "../Member";
import styles from "../members.module.css";
import { Erasure } from "./Erasure";
import { Restriction } from "./Restriction";

export default function Privacy({ member }: TabProps) {
  const t = useWords("members");
  const reads = useMay("privacy.read");
  return (
    <div className={styles.two}>
      {reads ? <HeldPanel number={member.number} /> : <Panel title={t("held.title")}><NeedsRight permission="privacy.read" /></Panel>}
      <Stack gap="lg"><Restriction member={member} /><Erasure member={member} /></Stack>
    </div>
  );
}

function HeldPanel({ number }: { number: string }) {
  const t = useWords("members");
  const asked = api.useQuery("get", "/api/v1/members/{number}/held", { params: { path: { number } } });
  return (
    <Panel title={t("held.title")}>
      <Ask asked={asked}>{(held) => <Held held={held} />}</Ask>
      <Button component="a" mt="md" variant="default" href={`/api/v1/members/${encodeURIComponent(number)}/export`} download leftSection={<IconDownload size={18} aria-hidden />}>{t("held.export")}</Button>
    </Panel>
  );
}

function Held({ held }: { held: Schemas["Held"] }) {
  const t = useWords("members");
  const counted = (of: Record<string, unknown>, named: (name: string) => string) => (
    <ul className={styles.plain}>{Object.entries(of).map(([name, count]) => <li key={name}>{named(name)}: <Count value={Number(count)} /></li>)}</ul>
  );
  return (
    <Stack>
      <Pairs>
        <Fact name={t("held.personal")}>{held.personal.map((field) => t(`held.fields.${field}`, { defaultValue: field.replaceAll("_", " ") })).join(", ")}</Fact>
        <Fact name={t("held.facts")}>{counted(held.facts, (name) => t(`held.kinds.${name}`, { defaultValue: name.replaceAll("_", " ") }))}</Fact>
        <Fact name={t("held.messages")}><Count value={held.messages} /></Fact>
        <Fact name={t("held.people")}>{Object.keys(held.people).length ? counted(held.people, (name) => name) : null}</Fact>
        <Fact name={t("held.erasable")}>{held.erased ? t("forgotten") : held.erasable_on ? <Day date={held.erasable_on} /> : t("held.notYet", { years: held.retention_years })}</Fact>
      </Pairs>
      {held.unsettled.length > 0 ? (
        <div><Text size="sm" fw={600}>{t("held.unsettled")}</Text><ul className={styles.plain}>{held.unsettled.map((one) => <li key={one}>{one}</li>)}</ul></div>
      ) : null}
    </Stack>
  );
}
