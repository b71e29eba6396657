/** The officials' door. */
import "@fontsource-variable/inter/wght.css";
import "./first.css";
import "@shared/look/tokens.css";
import "@shared/look/base.css";
import "./look.css";

import { MantineProvider } from "@mantine/core";
import { marked } from "@shared/api/mark";
import { makeQueries } from "@shared/api/queries";
import { lazily } from "@shared/app/chunks";
import { install } from "@shared/app/updates";
import { startWords } from "@shared/words/i18n";
import { QueryClientProvider } from "@tanstack/react-query";
import { StrictMode, Suspense } from "react";
import { createRoot } from "react-dom/client";
import { createBrowserRouter, RouterProvider } from "react-router";

import { BrokenPage } from "./shell/BrokenPage";
import { Door } from "./shell/Door";
import { comeFor, routeObjects } from "./routes";
import { theme, themeVariables } from "./theme";
import { loadWords } from "./words";

const Notifications = lazily(() => import("./shell/Notifications"));
const queries = makeQueries();
const router = createBrowserRouter(
  [{ path: "/", element: <Door />, errorElement: <BrokenPage />, children: routeObjects }],
  { basename: "/office" },
);
const nonce = () => document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? "";

// What Mantine's dialogs stand on reads its nonce here, to keep the page behind them from scrolling.
Object.assign(globalThis, { __webpack_nonce__: nonce() });

// Who was signed in here most likely still is: the screen comes while the words do, and while it is asked.
if (marked()) comeFor(location.pathname);
await startWords(loadWords);
createRoot(document.getElementById("root") as HTMLElement).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={themeVariables} defaultColorScheme="auto" getStyleNonce={nonce}>
      <Suspense><Notifications /></Suspense>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
void install();
