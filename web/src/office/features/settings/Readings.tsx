/** What is read of each weighing at a centre: a rule for all its devices, which a device may depart from. */
import { ProblemNote } from "@office/parts/ProblemNote";
import { Button, Checkbox, Group, Modal, Stack, Text } from "@mantine/core";
import { useAct } from "@shared/api/act";
import { client, type Schemas } from "@shared/api/client";
import { useWords } from "@shared/words/i18n";
import { useState } from "react";

type Reading = Schemas["CentreReadings"]["readings"][number];
const ALL: readonly Reading[] = [
  "lactometer", "temperature_c", "density", "alcohol", "organoleptic", "fat_percent", "snf_percent", "protein_percent", "added_water_percent", "antibiotic",
];

export function Readings({ centre, may }: { centre: Schemas["Centre"]; may: boolean }) {
  const t = useWords("settings");
  const [opened, setOpened] = useState(false);
  const [chosen, setChosen] = useState<string[]>([]);
  const put = useAct(
    (body: Schemas["CentreReadings"], headers) => client.PUT("/api/v1/centres/{code}/readings", { params: { path: { code: centre.code } }, headers, body }),
    () => setOpened(false),
  );
  const words = centre.readings.map((name) => t(`readings.${name}`)).join(", ") || t("readings.nothing");
  const open = () => {
    put.reset();
    setChosen(centre.readings);
    setOpened(true);
  };
  return (
    <Group gap="xs" justify="space-between" wrap="nowrap">
      <span>{words}</span>
      {may ? <Button size="compact-sm" variant="subtle" flex="none" aria-label={t("readings.changeOf", { centre: centre.code })} onClick={open}>{t("readings.change")}</Button> : null}
      <Modal opened={opened} onClose={() => setOpened(false)} title={<Text component="span" fw={650}>{t("readings.title", { centre: centre.name })}</Text>} closeButtonProps={{ "aria-label": t("close") }}>
        <Stack>
          <Checkbox.Group label={t("readings.label")} description={t("readings.text")} value={chosen} onChange={setChosen}>
            <Stack gap="xs" mt="xs">{ALL.map((name) => <Checkbox key={name} value={name} label={t(`readings.${name}`)} />)}</Stack>
          </Checkbox.Group>
          {put.error ? <ProblemNote problem={put.error} /> : null}
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setOpened(false)}>{t("close")}</Button>
            <Button loading={put.isPending} onClick={() => put.mutate({ readings: ALL.filter((name) => chosen.includes(name)) })}>{t("save")}</Button>
          </Group>
        </Stack>
      </Modal>
    </Group>
  );
}
