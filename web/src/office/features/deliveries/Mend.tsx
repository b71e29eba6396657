/** Mending a weighing from its own page: other litres, or it never was. The ledger says when it is too late. */
import { Button } from "@mantine/core";
import { useAct } from "@shared/api/act";
import { client } from "@shared/api/client";
import { useWords } from "@shared/words/i18n";
import { useState } from "react";

import { MendDelivery, type Mended } from "../../parts/MendDelivery";
import type { WithStory } from "./Delivery";

export function Mend({ one }: { one: WithStory }) {
  const t = useWords("deliveries");
  const [opened, setOpened] = useState(false);
  const path = { id: one.id };
  const act = useAct(
    (mended: Mended, header) =>
      mended.kind === "void"
        ? client.POST("/api/v1/deliveries/{id}/void", { params: { path, header }, body: mended.body })
        : client.POST("/api/v1/deliveries/{id}/correction", { params: { path, header }, body: mended.body }),
    () => setOpened(false),
  );
  const open = () => {
    act.reset();
    setOpened(true);
  };
  return (
    <>
      <Button variant="default" onClick={open}>{t("one.mend")}</Button>
      {opened ? (
        <MendDelivery delivery={one} send={(mended) => act.mutate(mended)} close={() => setOpened(false)} pending={act.isPending} problem={act.error}
          unusual={act.error?.type === "unusual-litres"} />
      ) : null}
    </>
  );
}
