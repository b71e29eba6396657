/** The filters of the book, each a field with its own name. */
import { Button, Checkbox, NativeSelect } from "@mantine/core";
import { DayInput } from "@office/parts/DayInput";
import { MemberNumber } from "@office/parts/MemberNumber";
import { api } from "@shared/api/client";
import { useSession } from "@shared/api/session";
import { businessDate, daysLater } from "@shared/figures/format";
import { useWords } from "@shared/words/i18n";
import { IconX } from "@tabler/icons-react";

import styles from "./deliveries.module.css";
import { SHIFTS, STATES, type Filters } from "./filters";

type Props = { filters: Filters; change: (changed: Partial<Filters>) => void; some: boolean; clear: () => void };
const WEEK = 6;

export function Filter({ filters, change, some, clear }: Props) {
  const t = useWords("deliveries");
  const { who, may } = useSession();
  const centres = api.useQuery("get", "/api/v1/centres", undefined, { enabled: may("centres.read") });
  const mine = (centres.data?.items ?? []).filter(({ code }) => who.centres.length === 0 || who.centres.includes(code));
  const today = businessDate();
  const any = { value: "", label: t("filter.any") };
  return (
    <search className={`${styles.filter} no-print`} aria-label={t("filter.label")}>
      <MemberNumber key={filters.member === "" ? "empty" : "given"} label={t("column.member")} value={filters.member} set={(member) => change({ member })} eager />
      <NativeSelect label={t("column.centre")} value={filters.centre} data={[any, ...mine.map(({ code, name }) => ({ value: code, label: `${code} · ${name}` }))]}
        onChange={(event) => change({ centre: event.currentTarget.value })} />
      <DayInput label={t("filter.from")} value={filters.from} max={today} onChange={(event) => change({ from: event.currentTarget.value })} />
      <DayInput label={t("filter.to")} value={filters.to} max={today} onChange={(event) => change({ to: event.currentTarget.value })} />
      <NativeSelect label={t("column.shift")} value={filters.shift} data={[any, ...SHIFTS.map((shift) => ({ value: shift, label: t(`shift.${shift}`) }))]}
        onChange={(event) => change({ shift: event.currentTarget.value })} />
      <StateFilter value={filters.state} change={(state) => change({ state })} />
      <div className={styles.checks}>
        <Checkbox label={t("filter.unusual")} checked={filters.unusual === "yes"} onChange={(event) => change({ unusual: event.currentTarget.checked ? "yes" : "" })} />
        <Checkbox label={t("filter.rejected")} checked={filters.rejected === "yes"} onChange={(event) => change({ rejected: event.currentTarget.checked ? "yes" : "" })} />
      </div>
      {filters.route || filters.container ? (
        <div className={styles.checks}>
          <Of name="route" value={filters.route} change={change} />
          <Of name="container" value={filters.container} change={change} />
        </div>
      ) : null}
      <div className={styles.checks}>
        <Button size="compact-sm" variant="subtle" onClick={() => change({ from: today, to: today })}>{t("filter.today")}</Button>
        <Button size="compact-sm" variant="subtle" onClick={() => change({ from: daysLater(today, -WEEK), to: today })}>{t("filter.week")}</Button>
        {some ? <Button size="compact-sm" variant="subtle" onClick={clear}>{t("filter.clear")}</Button> : null}
      </div>
    </search>
  );
}

/** A round or a can to which a link led: it is told, and one press takes it away. */
function Of({ name, value, change }: { name: "route" | "container"; value: string; change: Props["change"] }) {
  const t = useWords("deliveries");
  if (!value) return null;
  return (
    <Button size="compact-sm" variant="light" rightSection={<IconX size={14} aria-hidden />} onClick={() => change({ [name]: "" })}>
      {t(`filter.${name}`, { value })}<span className="only-read"> {t("filter.takeAway")}</span>
    </Button>
  );
}

function StateFilter({ value, change }: { value: string; change: (state: string) => void }) {
  const t = useWords("deliveries");
  const words = useWords("states");
  const data = [{ value: "", label: t("filter.any") }, ...STATES.map((state) => ({ value: state, label: words(state) }))];
  return <NativeSelect label={t("column.state")} value={value} data={data} onChange={(event) => change(event.currentTarget.value)} />;
}
