/** What stands around every screen: the top bar, the navigation, and the place for the screen. */
import { AppShell, NavLink } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useLive } from "@shared/api/live";
import { useSession } from "@shared/api/session";
import { lazily } from "@shared/app/chunks";
import { useWords } from "@shared/words/i18n";
import { Suspense, useCallback, useEffect, useRef } from "react";
import { Navigate, NavLink as RouterLink, Outlet, useLocation, useNavigate } from "react-router";

import { ROUTES, type Route } from "../routes";
import { Notices } from "./Notices";
import { TopBar } from "./TopBar";
import { useKeys } from "./keys";
import styles from "./shell.module.css";

/** Not needed for the first picture: they come while one looks at it. */
const Search = lazily(() => import("./Search"));
const KeysHelp = lazily(() => import("./KeysHelp"));
const GROUPS: readonly Route["group"][] = ["day", "people", "money", "books", "own"];

export function Shell() {
  const t = useWords("shell");
  const { may, who } = useSession();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const { heard } = useLive();
  const [menu, { toggle, close: closeMenu }] = useDisclosure();
  const [search, { open: openSearch, close: closeSearch }] = useDisclosure();
  const [help, { open: openHelp, close: closeHelp }] = useDisclosure();
  const mine = ROUTES.filter((route) => route.permissions.length === 0 || route.permissions.some(may));
  const go = useCallback(
    (letter: string) => {
      const route = ROUTES.find(({ key, permissions }) => key === letter && (permissions.length === 0 || permissions.some(may)));
      if (route) void navigate(`/${route.path}`);
      return route !== undefined;
    },
    [may, navigate],
  );
  useKeys({ search: openSearch, help: openHelp, go });
  const main = useRef<HTMLElement>(null);
  useTopOfEachScreen(main, pathname);

  const start = who.must_set_second_factor ? "account" : (mine[0]?.path ?? "account");
  if (pathname === "/" || (who.must_set_second_factor && !pathname.startsWith("/account"))) return <Navigate to={`/${start}`} replace />;
  return (
    <>
      <a href="#screen" className={styles.skip}>{t("skip")}</a>
      <AppShell header={{ height: 56 }} navbar={{ width: 224, breakpoint: "md", collapsed: { mobile: !menu } }} padding={{ base: "md", md: "lg" }}>
        <AppShell.Header className={styles.header}>
          <TopBar menu={menu} toggleMenu={toggle} openSearch={openSearch} openHelp={openHelp} />
        </AppShell.Header>
        <AppShell.Navbar className={styles.nav} aria-label={t("menu")}>
          <div className={styles.links}>
            {GROUPS.map((group) => <NavGroup key={group} routes={mine.filter((route) => route.group === group)} chosen={closeMenu} />)}
          </div>
        </AppShell.Navbar>
        <AppShell.Main id="screen" ref={main} tabIndex={-1} className={styles.main}>
          <Notices heard={heard} />
          <Outlet />
        </AppShell.Main>
      </AppShell>
      <Suspense>
        <Search opened={search} close={closeSearch} routes={mine} />
        <KeysHelp opened={help} close={closeHelp} routes={mine} />
      </Suspense>
    </>
  );
}

function NavGroup({ routes, chosen }: { routes: readonly Route[]; chosen: () => void }) {
  const t = useWords("shell");
  if (routes.length === 0) return null;
  return (
    <div className={styles.group}>
      {routes.map(({ path, name, icon: Icon }) => (
        <NavLink key={path} component={RouterLink} to={`/${path}`} label={t(name)} leftSection={<Icon size={20} stroke={1.6} aria-hidden />}
          onClick={chosen} className={styles.link ?? ""} />
      ))}
    </div>
  );
}

/** Another screen begins at its top, and the keyboard with it. Not the first one: the browser did that. */
function useTopOfEachScreen(main: React.RefObject<HTMLElement | null>, pathname: string) {
  const [screen = ""] = pathname.split("/").slice(1);
  const before = useRef(screen);
  useEffect(() => {
    if (before.current === screen) return;
    before.current = screen;
    scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [main, screen]);
}
