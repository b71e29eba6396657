/** Behind the door: who is signed in sees the shell, who is not the sign-in. */
import { SessionProvider, useWho, type Who } from "@shared/api/session";
import { mark } from "@shared/api/mark";
import { forgetKept } from "@shared/offline/kept";
import { Outbox } from "@shared/offline/outbox";
import { OutboxContext, useAskAnew } from "@shared/offline/useOutbox";
import { useKeptWho, useOwnOnly } from "@shared/offline/who";
import { useQueryClient } from "@tanstack/react-query";
import { Activity, lazy, Suspense, useEffect, useMemo } from "react";

import { ProblemNote } from "../parts/ProblemNote";
import { Waiting } from "../parts/Waiting";
import { Shell } from "./Shell";

const SignIn = lazy(() => import("./SignIn"));

export function Door() {
  const asked = useWho();
  const known = useKeptWho("office", asked);
  const isOwn = useOwnOnly("office", known);
  const queries = useQueryClient();
  const signedIn = async (principal: string | undefined) => {
    if (principal) mark(principal);
    await asked.refetch();
    await queries.invalidateQueries();
  };
  // A session that ends in the middle of a form locks the door: what was typed is there when the same person is back.
  const locked = asked.signedOut && !asked.left ? asked.before : undefined;
  const who = locked ?? (isOwn ? known : undefined);
  return (
    <>
      {asked.signedOut ? <Suspense fallback={<Waiting rows={3} />}><SignIn locks={locked !== undefined} onSignedIn={(principal) => void signedIn(principal)} /></Suspense> : null}
      {who ? <Activity mode={locked ? "hidden" : "visible"}><Inside key={who.principal} who={who} /></Activity> : null}
      {who || asked.signedOut ? null : <Before asked={asked} />}
    </>
  );
}

function Before({ asked: { problem, refetch } }: { asked: ReturnType<typeof useWho> }) {
  return problem ? <ProblemNote problem={problem} again={() => void refetch()} /> : <Waiting rows={3} />;
}

const forget = () => forgetKept("office");

function Inside({ who }: { who: Who }) {
  const { principal } = who;
  const outbox = useMemo(() => new Outbox("office", principal), [principal]);
  useEffect(() => outbox.start(), [outbox]);
  useAskAnew(outbox);
  return (
    <SessionProvider who={who} forget={forget}>
      <OutboxContext value={outbox}>
        <Shell />
      </OutboxContext>
    </SessionProvider>
  );
}
