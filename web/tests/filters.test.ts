/** The delivery book asks for what the address says, and for nobody's name. */
import { expect, test } from "vitest";

import { filtersOf, queryOf } from "@office/features/deliveries/filters";

const asked = (address: string) => queryOf(filtersOf(new URLSearchParams(address)));

test("a can and a round to which a link leads are asked for", () => {
  expect(asked("container=K7&route=R1&shift=PM")).toEqual({ container: "K7", route: "R1", shift: "PM", limit: 100 });
});

test("a name or a phone in an address of before is asked of nobody", () => {
  expect(asked("member=Wanjiru")).toEqual({ limit: 100 });
  expect(asked("member=0712345678")).toEqual({ limit: 100 });
  expect(asked("member=a/7")).toEqual({ member: "A/7", limit: 100 });
});
