/**
 * Signed out here, also where there is no network. The API hears of it as soon as it can be told, and before
 * anybody else signs in; until then its session lives, and the sign-in says so.
 */
import { useEffect, useSyncExternalStore } from "react";

import { hearers } from "../app/hearers";
import { onDevice } from "../offline/local";
import { client } from "./client";
import { asProblem } from "./problem";

const LEAVING = "imbuto-leaving";
const AGAIN_MS = 15_000;
const { tell, listen } = hearers("storage");
let ending: Promise<void> | null = null;

const isLeaving = () => onDevice.recall(LEAVING) !== null;

/** From now on nobody is signed in here, whether or not the API has heard so. */
export function noteLeaving(): void {
  onDevice.remember(LEAVING, "yes");
  tell();
}

async function endSession(): Promise<void> {
  await client.DELETE("/api/v1/sessions/own").catch((thrown: unknown) => {
    if (asProblem(thrown).kind !== "signed-out") throw thrown;
  });
  onDevice.unlearn(LEAVING);
  tell();
}

/** Ends the session of who left, if the API has not heard of it yet. Throws where it cannot be told. */
export async function leaveFirst(): Promise<void> {
  if (!isLeaving()) return;
  ending ??= endSession().finally(() => {
    ending = null;
  });
  await ending;
}

/** Whether a session lives on at the API that was left here. It is told again and again until it answers. */
export function useLeaving(): boolean {
  const leaving = useSyncExternalStore(listen, isLeaving);
  useEffect(() => {
    if (!leaving) return undefined;
    const again = () => void leaveFirst().catch(() => undefined);
    again();
    const timer = setInterval(again, AGAIN_MS);
    addEventListener("online", again);
    return () => {
      clearInterval(timer);
      removeEventListener("online", again);
    };
  }, [leaving]);
  return leaving;
}
