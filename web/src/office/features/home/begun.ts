/** Before the first can of a day nobody is missing yet. */
import type { Schemas } from "@shared/api/client";
import { businessDate } from "@shared/figures/format";

export const isBegun = ({ date, today }: Pick<Schemas["Home"], "date" | "today">): boolean => date !== businessDate() || today.members > 0;
