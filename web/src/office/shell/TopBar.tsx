/** Whose house this is, the search, language, light and dark, and who is signed in. */
import { ActionIcon, Burger, Kbd, Menu, UnstyledButton } from "@mantine/core";
import { useMantineColorScheme } from "@mantine/core";
import { useSession } from "@shared/api/session";
import { useOutbox } from "@shared/offline/useOutbox";
import { currentLanguage, speak, useWords } from "@shared/words/i18n";
import { IconKeyboard, IconLanguage, IconLogout, IconMoon, IconSearch, IconSun, IconUserCircle } from "@tabler/icons-react";
import { Link } from "react-router";

import styles from "./shell.module.css";

type Props = { menu: boolean; toggleMenu: () => void; openSearch: () => void; openHelp: () => void };

export function TopBar({ menu, toggleMenu, openSearch, openHelp }: Props) {
  const t = useWords("shell");
  const { who } = useSession();
  return (
    <div className={styles.bar}>
      <Burger opened={menu} onClick={toggleMenu} hiddenFrom="md" size="sm" aria-label={t("menu")} aria-expanded={menu} />
      <Link to="/" className={styles.brand}>
        <img src={`${import.meta.env.BASE_URL}icon.svg`} alt="" width={28} height={28} />
        Imbuto <span className={styles.house}>{who.cooperative}</span>
      </Link>
      <button type="button" className={styles.search} onClick={openSearch} aria-label={t("search.title")} aria-keyshortcuts="/">
        <IconSearch size={18} aria-hidden /><span>{t("search.title")}</span><Kbd size="xs">/</Kbd>
      </button>
      <LanguageSwitch />
      <PersonMenu openHelp={openHelp} />
    </div>
  );
}

/** The other language is named in itself. */
export function LanguageSwitch() {
  const t = useWords("shell");
  const other = currentLanguage() === "sw" ? "en" : "sw";
  return (
    <ActionIcon variant="subtle" color="gray" c="var(--ink)" size={40} lang={other} aria-label={t("language")} title={t("language")}
      onClick={() => void speak(other)}>
      <IconLanguage size={20} aria-hidden />
    </ActionIcon>
  );
}

function PersonMenu({ openHelp }: { openHelp: () => void }) {
  const t = useWords("shell");
  const { who, signOut } = useSession();
  const { acts } = useOutbox();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const dark = colorScheme === "dark" || (colorScheme === "auto" && matchMedia("(prefers-color-scheme: dark)").matches);
  const leave = () => {
    if (acts.length === 0 || confirm(t("own.leaveWaiting", { count: acts.length }))) void signOut();
  };
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <UnstyledButton style={{ display: "flex", alignItems: "center", gap: 8, minHeight: 40 }} aria-label={t("own.menu", { name: who.name ?? who.number })}>
          <IconUserCircle size={28} stroke={1.4} aria-hidden />
          <span className={styles.who}>{who.name ?? who.number}<br /><span className={styles.role}>{who.roles.map((role) => t(`roles.${role}`)).join(", ")}</span></span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{who.number} · {who.name}</Menu.Label>
        <Menu.Item component={Link} to="/account" leftSection={<IconUserCircle size={18} aria-hidden />}>{t("nav.account")}</Menu.Item>
        <Menu.Item leftSection={dark ? <IconSun size={18} aria-hidden /> : <IconMoon size={18} aria-hidden />} onClick={() => setColorScheme(dark ? "light" : "dark")}>
          {dark ? t("own.light") : t("own.dark")}
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard size={18} aria-hidden />} rightSection="?" onClick={openHelp}>{t("keys.title")}</Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={18} aria-hidden />} onClick={leave}>{t("own.leave")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
