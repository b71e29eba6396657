/** When a fact was recorded: of other years, and where it is to be exact, with the year. */
import { Clock, Day } from "@shared/figures/Figures";
import { businessDate, clock } from "@shared/figures/format";

export function When({ at, exact = false }: { at: string; exact?: boolean }) {
  const date = businessDate(new Date(at));
  if (!exact && date.slice(0, 4) === businessDate().slice(0, 4)) return <Clock at={at} />;
  return <><Day date={date} />, {clock(at, "time")}</>;
}
