/** How this centre records: the unit of its scale, and the readings that belong to each line. */
import { Button, Checkbox, Modal, Radio, Stack, Group } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useWords } from "@shared/words/i18n";
import { IconAdjustments } from "@tabler/icons-react";

import { ScaleWays } from "./scale/ScaleWays";
import type { ChangeWays, Ways as HowItRecords } from "./settings";
import { QUALITY, type Quality } from "./weighing";

type Props = { ways: HowItRecords; change: ChangeWays; centre: string };

export function Ways({ ways, change, centre }: Props) {
  const t = useWords("record");
  const [opened, { open, close }] = useDisclosure();
  return (
    <>
      <Button variant="default" leftSection={<IconAdjustments size={18} aria-hidden />} onClick={open}>{t("ways.open")}</Button>
      <Modal opened={opened} onClose={close} title={t("ways.title", { centre })} closeButtonProps={{ "aria-label": t("ways.shut") }}>
        <Stack>
          <Radio.Group label={t("ways.unit")} value={ways.unit} onChange={(unit) => change({ unit: unit === "kg" ? "kg" : "L" })}>
            <Group mt={4}><Radio value="L" label={t("ways.L")} /><Radio value="kg" label={t("ways.kg")} /></Group>
          </Radio.Group>
          <Checkbox.Group label={t("ways.quality")} description={t(ways.own ? "ways.qualityOwn" : "ways.qualityRule")} value={ways.quality}
            onChange={(chosen) => change({ quality: QUALITY.filter((name: Quality) => chosen.includes(name)) })}>
            <Stack gap="xs" mt="xs">{QUALITY.map((name) => <Checkbox key={name} value={name} label={t(`quality.${name}`)} />)}</Stack>
          </Checkbox.Group>
          {ways.own ? <Button variant="default" size="xs" onClick={() => change({ quality: undefined })}>{t("ways.asRule")}</Button> : null}
          <ScaleWays scale={ways.scale} change={(scale) => change({ scale })} />
          <Button onClick={close}>{t("ways.close")}</Button>
        </Stack>
      </Modal>
    </>
  );
}
