// The page where one chooses a password. The link's secret stands behind the #: it is read here, taken out of the
// address at once, and sent in the body of one request. Nothing is kept in the browser.
"use strict";

const WORDS = {
  en: {
    other: "Kiswahili",
    invitation: "Choose your password",
    invitationLead: "With it you sign in to Imbuto. Tell it to nobody, not even the office.",
    recovery: "Choose a new password",
    recoveryLead: "The link holds for three minutes. All your devices are signed out.",
    lost: "A new password",
    lostLead: "Give your number or your phone. A link comes by SMS to the phone on file.",
    password: "New password",
    rule: "At least 12 characters. Four words that nobody would guess are good.",
    show: "Show what I type",
    code: "Code of your authenticator app",
    codeHint: "Or one of your recovery codes.",
    save: "Save the password",
    login: "Number or phone",
    send: "Send me a link",
    short: "The password needs at least 12 characters.",
    noLogin: "Give your number or your phone.",
    weak: "This password is guessed too easily. Choose another one, such as four words, without your name, number or phone.",
    void: "This link does not hold any more. Ask for a new one, or ask the office.",
    needed: "You sign in with a second factor. Give its code too.",
    pin: "You have a PIN. Give it too.",
    pinCode: "PIN",
    wrongCode: "That is not right, or was used before. Try again.",
    wait: "Too many tries. Wait a minute and try again.",
    failed: "That did not work. Check the connection and try again.",
    done: "Your password is saved",
    doneLead: "Sign in with it now, with your number {number} or your phone.",
    asked: "Look at your phone",
    askedLead: "If you can sign in here and your phone is on file, a link comes by SMS. It holds for three minutes.",
  },
  sw: {
    other: "English",
    invitation: "Chagua nenosiri lako",
    invitationLead: "Utaingia Imbuto kwa nenosiri hili. Usimwambie mtu yeyote, hata ofisi.",
    recovery: "Chagua nenosiri jipya",
    recoveryLead: "Kiungo hiki ni cha dakika tatu. Simu zako zote zitatolewa.",
    lost: "Nenosiri jipya",
    lostLead: "Andika namba yako au simu yako. Kiungo kitakuja kwa SMS kwa simu iliyoandikishwa.",
    password: "Nenosiri jipya",
    rule: "Angalau herufi 12. Maneno manne ambayo hakuna atakayeyakisia ni mazuri.",
    show: "Onyesha ninachoandika",
    code: "Msimbo wa programu yako ya uthibitisho",
    codeHint: "Au mmoja wa misimbo yako ya akiba.",
    save: "Hifadhi nenosiri",
    login: "Namba au simu",
    send: "Nitumie kiungo",
    short: "Nenosiri linahitaji angalau herufi 12.",
    noLogin: "Andika namba yako au simu yako.",
    weak: "Nenosiri hili ni rahisi kukisiwa. Chagua lingine, kama maneno manne, bila jina, namba au simu yako.",
    void: "Kiungo hiki hakifanyi kazi tena. Omba kipya, au uliza ofisi.",
    needed: "Unahitaji pia msimbo wa uthibitisho.",
    pin: "Una PIN. Iandike pia.",
    pinCode: "PIN",
    wrongCode: "Si sahihi, au umeshatumika. Jaribu tena.",
    wait: "Umejaribu mara nyingi. Subiri dakika moja ujaribu tena.",
    failed: "Haikufaulu. Angalia mtandao ujaribu tena.",
    done: "Nenosiri limehifadhiwa",
    doneLead: "Sasa ingia kwa nenosiri hilo, na namba yako {number} au simu yako.",
    asked: "Angalia simu yako",
    askedLead: "Kama unaweza kuingia hapa na simu yako imeandikishwa, kiungo kitakuja kwa SMS. Ni cha dakika tatu.",
  },
};
const SHORTEST = 12;
const DOORS = { invitation: "/api/v1/invitations/redemptions", recovery: "/api/v1/recoveries/redemptions" };

const NEEDED = { "/problems/second-factor-needed": "needed", "/problems/pin-needed": "pin" };

const part = (id) => document.getElementById(id);
const state = { page: "lost", secret: "", problem: "", number: "", language: "en", asks: "code" };

function readLink() {
  const [kind, secret] = location.hash.slice(1).split("=");
  if (DOORS.hasOwnProperty(kind) && secret) {
    state.page = kind;
    state.secret = secret;
  }
  history.replaceState(null, "", location.pathname);
}

function show() {
  const words = WORDS[state.language];
  document.documentElement.lang = state.language;
  part("language").textContent = words.other;
  part("language").lang = state.language === "en" ? "sw" : "en";
  for (const one of document.querySelectorAll("[data-words]")) one.textContent = words[one.dataset.words];
  document.querySelector("label[for=code]").textContent = words[state.asks];
  part("codeHint").hidden = state.asks !== "code";
  part("title").textContent = words[state.page];
  part("lead").textContent = words[`${state.page}Lead`].replace("{number}", state.number);
  part("problem").hidden = !state.problem;
  part("problem").textContent = state.problem ? words[state.problem] : "";
  part("choose").hidden = !DOORS.hasOwnProperty(state.page);
  part("ask").hidden = state.page !== "lost";
  document.title = `${words[state.page]} - Imbuto`;
}

async function send(address, body) {
  try {
    const answer = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      credentials: "omit",
      cache: "no-store",
    });
    return { status: answer.status, body: await answer.json() };
  } catch {
    return { status: 0, body: {} };
  }
}

function problemOf(answer) {
  if (answer.status === 401) return NEEDED[answer.body.type] || "wrongCode";
  return { 403: "void", 422: "weak", 429: "wait" }[answer.status] || "failed";
}

async function choose(event) {
  event.preventDefault();
  const password = part("password").value;
  if ([...password].length < SHORTEST) return tell("short", "password");
  const body = { code: state.secret, password };
  const code = part("code").value.trim();
  if (code) body.second_factor = code;
  const answer = await whileWaiting("choose", () => send(DOORS[state.page], body));
  if (answer.status === 201) {
    state.number = answer.body.principal.split(":")[1];
    state.secret = "";
    part("choose").reset();
    return turnTo("done");
  }
  const problem = problemOf(answer);
  if (problem === "needed" || problem === "pin") {
    part("second").hidden = false;
    state.asks = problem === "pin" ? "pinCode" : "code";
    if (part("code").value) return tellAgain("wrongCode");
  }
  if (problem === "void") {
    state.page = "lost";
    return tell("void", "login");
  }
  tell(problem, answer.status === 401 ? "code" : "password");
}

async function ask(event) {
  event.preventDefault();
  const login = part("login").value.trim();
  if (!login) return tell("noLogin", "login");
  const answer = await whileWaiting("ask", () => send("/api/v1/recoveries", { login }));
  if (answer.status === 202) return turnTo("asked");
  tell(answer.status === 429 ? "wait" : "failed", "login");
}

async function whileWaiting(form, work) {
  const button = part(form).querySelector("button");
  button.disabled = true;
  const result = await work();
  button.disabled = false;
  return result;
}

function tell(problem, field) {
  state.problem = problem;
  show();
  part(field).focus();
}

function tellAgain(problem) {
  part("code").value = "";
  tell(problem, "code");
}

function turnTo(page) {
  state.page = page;
  state.problem = "";
  show();
}

part("choose").addEventListener("submit", choose);
part("ask").addEventListener("submit", ask);
part("show").addEventListener("change", (event) => {
  part("password").type = event.target.checked ? "text" : "password";
});
part("language").addEventListener("click", () => {
  state.language = state.language === "en" ? "sw" : "en";
  show();
});
window.addEventListener("hashchange", () => {
  if (location.hash.length > 1) {
    readLink();
    turnTo(state.page);
  }
});
state.language = (navigator.language || "en").toLowerCase().startsWith("sw") ? "sw" : "en";
readLink();
show();
