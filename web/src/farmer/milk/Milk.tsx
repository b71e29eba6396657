/** All milk: a month's calendar, one weighing with its story, and how it went over the periods. */
import { Month } from "./Month";
import { Trend } from "./Trend";
import { Weighing } from "./Weighing";

export default function Milk({ rest }: { rest: string[] }) {
  const [first = "", second = ""] = rest;
  if (first === "weighing") return <Weighing key={second} id={second} />;
  if (first === "trend") return <Trend />;
  return <Month asked={first} />;
}
