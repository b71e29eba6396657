/**
 * Every screen of the office in one visible table: where it is, what it is called, which key leads to it after
 * `g`, and which permission it needs. The navigation, the router and the search are made of it.
 */
import {
  IconBuildingBank, IconCash, IconChartBar, IconDroplet, IconHistory, IconHome, IconMessageCircleQuestion, IconReceipt,
  IconReportMoney, IconSend, IconSettings, IconTag, IconUser, IconUsers, type TablerIcon,
} from "@tabler/icons-react";
import { openWords } from "@shared/words/i18n";
import { lazy, type ComponentType } from "react";
import type { RouteObject } from "react-router";

import { NoScreen } from "./parts/NoScreen";
import { Screen } from "./shell/Screen";

export type Route = {
  /** Under /office; the feature routes further below it by itself. */
  path: string;
  /** A key of the namespace `shell`, e.g. `nav.record`. */
  name: string;
  icon: TablerIcon;
  /** `g` and then this letter leads here. */
  key: string;
  /** One of these is enough; an empty list lets every official in. */
  permissions: readonly string[];
  group: "day" | "people" | "money" | "books" | "own";
  load: () => Promise<{ default: ComponentType }>;
};

export const ROUTES: readonly Route[] = [
  { path: "home", name: "nav.home", icon: IconHome, key: "h", permissions: ["dashboard.read"], group: "day", load: () => import("./features/home") },
  { path: "record", name: "nav.record", icon: IconDroplet, key: "r", permissions: ["deliveries.record"], group: "day", load: () => import("./features/record") },
  { path: "deliveries", name: "nav.deliveries", icon: IconReceipt, key: "b", permissions: ["deliveries.read"], group: "day", load: () => import("./features/deliveries") },
  { path: "disputes", name: "nav.disputes", icon: IconMessageCircleQuestion, key: "d", permissions: ["deliveries.read"], group: "day", load: () => import("./features/disputes") },
  { path: "members", name: "nav.members", icon: IconUsers, key: "m", permissions: ["members.read"], group: "people", load: () => import("./features/members") },
  { path: "messages", name: "nav.messages", icon: IconSend, key: "s", permissions: ["messages.read"], group: "people", load: () => import("./features/messages") },
  { path: "prices", name: "nav.prices", icon: IconTag, key: "p", permissions: ["prices.read"], group: "money", load: () => import("./features/prices") },
  { path: "charges", name: "nav.charges", icon: IconReportMoney, key: "c", permissions: ["charges.read"], group: "money", load: () => import("./features/charges") },
  { path: "settlements", name: "nav.settlements", icon: IconBuildingBank, key: "t", permissions: ["runs.read"], group: "money", load: () => import("./features/settlement") },
  { path: "payouts", name: "nav.payouts", icon: IconCash, key: "o", permissions: ["payouts.read"], group: "money", load: () => import("./features/payouts") },
  { path: "insights", name: "nav.insights", icon: IconChartBar, key: "i", permissions: ["dashboard.read"], group: "books", load: () => import("./features/insights") },
  { path: "audit", name: "nav.audit", icon: IconHistory, key: "a", permissions: ["facts.read"], group: "books", load: () => import("./features/audit") },
  { path: "settings", name: "nav.settings", icon: IconSettings, key: "e", permissions: ["staff.read", "centres.read"], group: "own", load: () => import("./features/settings") },
  { path: "account", name: "nav.account", icon: IconUser, key: "u", permissions: [], group: "own", load: () => import("./features/account") },
];

/** The words and styles of a first screen are there from the start; all others come with the first other screen. */
const FIRST = "home";
const whole = (route: Route) => async () => {
  if (route.path === FIRST) return route.load();
  const [screen] = await Promise.all([route.load(), openWords(route.path), import("./more.css")]);
  return screen;
};

/** The code of the screen at this address, ahead of being drawn: what goes wrong with it is told there. */
export const comeFor = (pathname: string) =>
  void ROUTES.find(({ path }) => path === (pathname.split("/")[2] || FIRST))?.load().catch(() => undefined);

export const routeObjects: RouteObject[] = [
  ...ROUTES.map((route) => ({ path: `${route.path}/*`, element: <Screen route={route} content={lazy(whole(route))} /> })),
  { path: "*", element: <NoScreen /> },
];
