/** What a farmer types is there again after a reload, for this member and this form only, until it is sent. */
import { act, renderHook } from "@testing-library/react";
import type { ReactNode } from "react";
import { afterEach, expect, test } from "vitest";

import { SessionContext, type Who } from "@farmer/data/session";
import { keepOnlyOwn, useHasTyped, useTyped } from "@farmer/data/typed";

afterEach(() => sessionStorage.clear());

const NOTHING = { litres: "", note: "" };

function open(number = "0042", form = "dispute d1", first = NOTHING) {
  const wrapper = ({ children }: { children: ReactNode }) => <SessionContext value={{ number } as Who}>{children}</SessionContext>;
  return renderHook(() => ({ has: useHasTyped(form), typed: useTyped(form, first) }), { wrapper }).result;
}

const typing = (form: ReturnType<typeof open>, change: Partial<typeof NOTHING>) => act(() => form.current.typed[1](change));

test("litres and note are there again, and once sent they are not", () => {
  const form = open();
  typing(form, { litres: "8,5" });
  typing(form, { note: "My own scale" });
  expect([open().current.has, open().current.typed[0]]).toEqual([true, { litres: "8,5", note: "My own scale" }]);
  act(() => form.current.typed[2]());
  expect([open().current.has, open().current.typed[0]]).toEqual([false, NOTHING]);
});

test("another delivery, another member and another beginning know nothing of it", () => {
  typing(open(), { litres: "8,5" });
  for (const other of [open("0042", "dispute d2"), open("0043"), open("0042", "dispute d1", { litres: "", note: "by the office" })]) {
    expect(other.current.typed[0].litres).toBe("");
  }
  keepOnlyOwn("0043");
  expect(open().current.typed[0]).toEqual(NOTHING);
});
