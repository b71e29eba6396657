/** What stands around every screen: the navigation, and the place for the screen. */
import { AppShell, Burger, Group, NavLink } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useSession } from "@shared/api/session";
import { useWords } from "@shared/words/i18n";
import { Navigate, NavLink as RouterLink, Outlet, useLocation } from "react-router";

import { ROUTES } from "../routes";

export function Shell() {
  const t = useWords("shell");
  const { may } = useSession();
  const [opened, { toggle, close }] = useDisclosure();
  const { pathname } = useLocation();
  const mine = ROUTES.filter((route) => route.permissions.length === 0 || route.permissions.some(may));
  if (pathname === "/") return <Navigate to={`/${mine[0]?.path ?? "account"}`} replace />;
  return (
    <AppShell header={{ height: 56 }} navbar={{ width: 232, breakpoint: "md", collapsed: { mobile: !opened } }} padding="lg">
      <AppShell.Header>
        <Group h="100%" px="md">
          <Burger opened={opened} onClick={toggle} hiddenFrom="md" size="sm" aria-label={t("menu")} />
          <strong>Imbuto</strong>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="xs" aria-label={t("menu")}>
        {mine.map(({ path, name, icon: Icon }) => (
          <NavLink key={path} component={RouterLink} to={`/${path}`} label={t(name)} leftSection={<Icon size={20} aria-hidden />} onClick={close} />
        ))}
      </AppShell.Navbar>
      <AppShell.Main><Outlet /></AppShell.Main>
    </AppShell>
  );
}
