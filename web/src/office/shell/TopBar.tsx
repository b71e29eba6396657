/** Whose house this is, the search, language, light and dark, and who is signed in. */
import { Burger, Kbd } from "@mantine/core";
import { useSession } from "@shared/api/session";
import { lazily } from "@shared/app/chunks";
import { useWords } from "@shared/words/i18n";
import { IconSearch } from "@tabler/icons-react";
import { Suspense } from "react";
import { Link } from "react-router";

import { LanguageSwitch } from "./LanguageSwitch";
import styles from "./shell.module.css";

const SavedViews = lazily(() => import("./SavedViews"));
const PersonMenu = lazily(() => import("./PersonMenu"));

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
      <div className={styles.person}><Suspense><SavedViews /></Suspense></div>
      <LanguageSwitch />
      <div className={styles.person}><Suspense><PersonMenu openHelp={openHelp} /></Suspense></div>
    </div>
  );
}
