/**
 * A month of the member's milk as bars, and as a calendar or a list; each weighing leads to its story;
 * below, the periods before.
 */
import { Ask } from "@office/parts/Ask";
import { DayBars } from "@office/parts/DayBars";
import { Empty } from "@office/parts/Empty";
import { Panel } from "@office/parts/Panel";
import { Tally } from "@office/parts/Tally";
import { Waiting } from "@office/parts/Waiting";
import { ActionIcon, Group, SegmentedControl, Stack, Text } from "@mantine/core";
import { api, PAGES } from "@shared/api/client";
import { Count, Litres, Money } from "@shared/figures/Figures";
import { useWords } from "@shared/words/i18n";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { useEffect, useMemo } from "react";
import { useSearchParams } from "react-router";

import type { TabProps } from "../Member";
import { pageOf } from "../member";
import { Calendar } from "./Calendar";
import { MilkList } from "./MilkList";
import { Trend } from "./Trend";
import { counts, daysOf, firstOf, lastOf, monthsLater, nameOf, readMonth, thisMonth, total, worth, type Delivery } from "./month";

export default function Milk({ member: { number } }: TabProps) {
  const t = useWords("members");
  const [search, setSearch] = useSearchParams();
  const month = readMonth(search.get("month"));
  const [view, day] = [search.get("view") === "list" ? "list" : "calendar", search.get("day")];
  const asked = useMonth(number, month);
  const before = useMonth(number, monthsLater(month, -12));
  const set = (part: Record<string, string | null>) => {
    const next = new URLSearchParams(search);
    for (const [name, value] of Object.entries(part)) if (value) next.set(name, value);
    else next.delete(name);
    setSearch(next, { replace: true });
  };
  const dayAt = (date: string) => ({ pathname: pageOf(number), search: `?tab=milk&month=${month}&view=list&day=${date}` });
  return (
    <Stack gap="lg">
      <Group justify="space-between">
        <Months month={month} choose={(next) => set({ month: next, day: null })} />
        <SegmentedControl value={view} aria-label={t("milk.view")} onChange={(next) => set({ view: next === "list" ? "list" : null, day: null })}
          data={[{ value: "calendar", label: t("milk.calendar") }, { value: "list", label: t("milk.list") }]} />
      </Group>
      <Ask asked={asked} waiting={<Waiting rows={8} />} empty={{ when: (found) => found.length === 0, show: <Empty title={t("milk.none")} text={t("milk.noneText")} /> }}>
        {(found) => (
          <>
            <Sums deliveries={found} />
            <Panel title={t("milk.days")}>
              <DayBars caption={t("milk.days")} bars={bars(month, found, before.data)} />
            </Panel>
            {view === "calendar" ? <Panel title={t("milk.calendar")}><Calendar month={month} days={daysOf(month, found)} dayAt={dayAt} /></Panel> : (
              <MilkList deliveries={day ? found.filter(({ date }) => date === day) : found} day={day} all={() => set({ day: null })} />
            )}
          </>
        )}
      </Ask>
      <Trend number={number} />
    </Stack>
  );
}

function bars(month: string, found: readonly Delivery[], before: readonly Delivery[] | undefined) {
  const year = Number(month.slice(0, 4)) - 1;
  return daysOf(month, found).map(({ date, litres }) => ({
    date, litres, before: before?.length ? total(before.filter((one) => one.date === `${year}${date.slice(4)}`)) : null,
  }));
}

/** All weighings of a month: there are more than a page only where much was mended. */
function useMonth(number: string, month: string) {
  const query = { from: firstOf(month), to: lastOf(month), limit: 200 };
  const asked = api.useInfiniteQuery("get", "/api/v1/members/{number}/deliveries", { params: { path: { number }, query } }, PAGES);
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = asked;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const data = useMemo(() => asked.data?.pages.flatMap((page) => page.items), [asked.data]);
  return { ...asked, data };
}

function Months({ month, choose }: { month: string; choose: (month: string) => void }) {
  const t = useWords("members");
  return (
    <Group gap="xs">
      <ActionIcon variant="default" size="lg" aria-label={t("milk.before")} onClick={() => choose(monthsLater(month, -1))}><IconChevronLeft size={18} aria-hidden /></ActionIcon>
      <Text component="h2" fw={650} miw={150} ta="center" aria-live="polite">{nameOf(month, "long")}</Text>
      <ActionIcon variant="default" size="lg" aria-label={t("milk.after")} disabled={month >= thisMonth()} onClick={() => choose(monthsLater(month, 1))}><IconChevronRight size={18} aria-hidden /></ActionIcon>
    </Group>
  );
}

function Sums({ deliveries }: { deliveries: readonly Delivery[] }) {
  const t = useWords("members");
  const kept = deliveries.filter(counts);
  const days = new Set(kept.map(({ date }) => date)).size;
  return (
    <Tally>
      <div><dt>{t("milk.litres")}</dt><dd><Litres value={total(deliveries)} /></dd></div>
      <div><dt>{t("milk.weighings")}</dt><dd><Count value={kept.length} /></dd></div>
      <div><dt>{t("milk.daysWithMilk")}</dt><dd><Count value={days} /></dd></div>
      <div><dt>{t("milk.worth")}</dt><dd><Money value={worth(deliveries)} /></dd></div>
    </Tally>
  );
}
