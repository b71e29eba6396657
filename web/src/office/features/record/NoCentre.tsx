/** Nothing can be recorded without a centre: none is open yet, or this device has not heard of one. */
import { Button } from "@mantine/core";
import { useMay } from "@shared/api/session";
import { useWords } from "@shared/words/i18n";
import { Link } from "react-router";

import { Empty } from "../../parts/Empty";
import { NeedsRight } from "../../parts/NeedsRight";
import { Panel } from "../../parts/Panel";
import { ProblemNote } from "../../parts/ProblemNote";
import { Waiting } from "../../parts/Waiting";
import type { useCentres } from "./useCentres";

export function NoCentre({ asked }: Pick<ReturnType<typeof useCentres>, "asked">) {
  const t = useWords("record");
  const may = useMay("centres.manage");
  if (asked.isPending) return <Waiting rows={4} />;
  if (asked.error) return <ProblemNote problem={asked.error} again={() => void asked.refetch()} kept={t("noCentre.unheard")} />;
  return (
    <Panel title={t("noCentre.title")}>
      <Empty title={t("noCentre.none")} text={t("noCentre.text")}>
        {may ? <Button component={Link} to="/settings" mt="xs">{t("noCentre.open")}</Button> : <NeedsRight permission="centres.manage" />}
      </Empty>
    </Panel>
  );
}
