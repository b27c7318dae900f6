// The panel of switches: what goes wrong on Facebook's side, and by whose hand.

import { patch, post, remove } from "./api.js";
import { attempt, h, icon, toast } from "./dom.js";
import { t } from "./words.js";

const FAULTS = {
  f_window: { code: 10, subcode: 2018278 },
  f_block: { code: 551, subcode: 1545041 },
  f_token: { code: 190, subcode: 460 },
  f_permission: { code: 200 },
  f_rate: { code: 613, is_transient: true },
  f_temporary: { code: 2, is_transient: true },
  f_policy: { code: 368 },
  f_size: { code: 100, subcode: 2018109 },
  f_500: { kind: "http", status: 500 },
  f_lost: { kind: "hangup", done: true },
  f_timeout: { kind: "timeout", seconds: 30 },
  f_slow: { kind: "slow", seconds: 3 },
};

export function openPanel(element, state, { reload }) {
  // a control that is being used is not pulled away from under the hand
  if (element.contains(document.activeElement) && /^(INPUT|SELECT)$/.test(document.activeElement.tagName)) return;
  const top = element.scrollTop;
  const page = state.world.pages.find((one) => one.id === state.page);
  const change = (work) => attempt(work).then(reload);
  element.replaceChildren(
    h("header", {}, h("h2", {}, t("switches")), h("button.quiet.shut", { onclick: () => document.querySelector("[aria-expanded=true]")?.click(), "aria-label": t("close") }, icon("close"))),
    webhooks(state.world, change),
    sends(state.world.switches, change),
    pageSide(page, change),
    native(state, page, change),
    logins(state.world, change),
    connecting(state.world.switches, change),
    beginning(change),
  );
  element.scrollTop = top;
}

const group = (title, ...rows) => h("section", {}, h("h3", {}, title), ...rows);

function webhooks(world, change) {
  const { switches, webhooks: queue } = world;
  const set = (values) => change(() => patch("switches", values));
  return group(
    t("webhooks"),
    h("dl.numbers", {}, ...["pending", "delivered", "dropped"].map((name) => h("div", {}, h("dt", {}, t(name)), h("dd", {}, queue[name].toLocaleString())))),
    queue.error ? h("p.problem", {}, h("span", {}, queue.error), h("button.quiet", { onclick: () => change(() => post("webhooks/retry")) }, t("retry"))) : null,
    toggle(t("paused"), switches.paused, (on) => set({ paused: on })),
    toggle(t("outage"), switches.outage, (on) => set({ outage: on })),
    switches.outage ? h("button.quiet", { onclick: () => change(() => post("clock", { forward_s: 3600 })) }, t("an_hour")) : null,
    slider(t("drop"), switches.drop, (value) => set({ drop: value })),
    slider(t("double"), switches.double, (value) => set({ double: value })),
    slider(t("delay"), switches.delay_ms / 10_000, (value) => set({ delay_ms: Math.round(value * 10_000) }), (value) => `${(value * 10).toFixed(1)} s`),
    toggle(t("reorder"), switches.reorder, (on) => set({ reorder: on })),
  );
}

function sends(switches, change) {
  const which = h("select", { "aria-label": t("next_sends") });
  for (const name of Object.keys(FAULTS)) which.append(h("option", { value: name }, t(name)));
  const count = h("select", { "aria-label": t("times", { n: "" }) });
  for (const n of [1, 2, 5, 0]) count.append(h("option", { value: String(n) }, n ? t("times", { n }) : t("always")));
  const plan = () => change(() => post("faults", { on: "messages", ...FAULTS[which.value], count: Number(count.value) }));
  const ours = switches.faults.filter((one) => one.on === "messages");
  const planned = ours.map((one) => h("li", {}, h("span", {}, describe(one)), h("b", {}, one.count ? t("times", { n: one.count }) : t("always"))));
  return group(
    t("sending"),
    h("div.field", {}, h("span", {}, t("next_sends")), which),
    h("div.pair", {}, count, h("button.go", { onclick: plan }, t("plan"))),
    planned.length ? h("ul.planned", {}, ...planned) : null,
    planned.length ? h("button.quiet", { onclick: () => change(() => remove("faults")) }, t("clear")) : null,
  );
}

/** Whether Facebook's own login works: until it is switched back, nothing can be connected (TS-10). */
function connecting(switches, change) {
  const broken = switches.faults.some((one) => one.on === "oauth");
  const set = (on) => change(() => (on ? post("faults", { on: "oauth", code: 1, count: 0 }) : remove("faults")));
  return group(t("connecting"), toggle(t("login_broken"), broken, set, t("login_broken_hint")));
}

function describe(fault) {
  const same = (one) => (one.kind || "error") === fault.kind && (one.code ?? fault.code) === fault.code && (one.subcode || 0) === fault.subcode;
  const name = Object.keys(FAULTS).find((key) => same(FAULTS[key]));
  return name ? t(name) : `${fault.kind} ${fault.code}/${fault.subcode}`;
}

function pageSide(page, change) {
  const set = (values) => change(() => patch(`pages/${page.id}`, values));
  const words = page.subscribed ? t("fields", { n: page.subscribed.length }) : t("none");
  return group(
    page.name,
    toggle(t("human_agent"), page.human_agent, (on) => set({ human_agent: on }), t("human_agent_hint")),
    toggle(t("restricted"), page.restricted, (on) => change(() => post("policy", { page: page.id, action: on ? "block" : "unblock" }))),
    toggle(t("start_button"), Boolean(page.get_started), (on) => set({ get_started: on ? "ANOTHER_APP" : "" }), page.get_started ? t("start_by", { payload: page.get_started }) : t("start_none")),
    h("div.line", {}, h("span", {}, t("advanced"), h("small", {}, t("advanced_hint"))), h("button.quiet.edged", { onclick: () => change(() => post(`pages/${page.id}/uninstall`)) }, t("remove"))),
    h("div.line", {}, h("span", {}, t("subscribed"), h("small", {}, words)), page.subscribed ? h("button.quiet.edged", { onclick: () => set({ subscribed: false }) }, t("unsubscribe")) : null),
  );
}

function native(state, page, change) {
  const phone = state.phones.at(-1);
  if (!phone) return group(t("native"), h("p.quiet-words", {}, t("native_none")));
  const field = h("input", { placeholder: t("message"), "aria-label": t("native") });
  const send = (event) => {
    event.preventDefault();
    const text = field.value.trim();
    if (!text) return;
    field.value = "";
    field.blur();
    change(() => post(`pages/${page.id}/act`, { customer: phone.customerId, text }));
  };
  return group(t("native"), h("small.quiet-words", {}, t("native_to", { name: phone.customer.name })), h("form.pair", { onsubmit: send }, field, h("button.go", {}, t("send"))));
}

function logins(world, change) {
  const users = world.users.filter((one) => one.granted.length || one.declined.length);
  if (!users.length) return group(t("logins"), h("p.quiet-words", {}, t("no_login")));
  return group(t("logins"), ...users.map((user) => login(user, change)));
}

function login(user, change) {
  const which = h("select", { "aria-label": t("token") });
  for (const subcode of [460, 463, 459, 458, 464, 467, 492, 0]) which.append(h("option", { value: String(subcode) }, t(`t_${subcode}`)));
  const kill = () => {
    which.blur();
    change(() => post("tokens/revoke", { user: user.id, subcode: Number(which.value) })).then(() => toast(t("done")));
  };
  const names = [...user.granted, ...user.declined].filter((name) => name !== "public_profile").sort();
  return h(
    "div.login",
    {},
    h("div.line", {}, h("img.avatar", { src: user.picture, alt: "", width: 28, height: 28 }), h("b", {}, user.name)),
    h("div.field", {}, h("span", {}, t("token")), h("div.pair", {}, which, h("button.quiet.edged", { onclick: kill }, t("do_it")))),
    h("div.line", {}, h("span", {}, t("apps"), h("small", {}, t("apps_hint"))), h("button.quiet.edged", { onclick: () => tell("apps/remove", user, change) }, t("remove"))),
    h("div.line", {}, h("span", {}, t("delete_data"), h("small", {}, t("delete_data_hint"))), h("button.quiet.edged", { onclick: () => tell("apps/delete_data", user, change) }, t("ask"))),
    ...names.map((name) => toggle(h("code", {}, name), user.granted.includes(name), (on) => change(() => post("permissions", { user: user.id, [on ? "grant" : "revoke"]: [name] })))),
  );
}

/** What the app answered to the callback; for a deletion, the address of its state is opened. */
function tell(path, user, change) {
  change(async () => {
    const { status, answer, error } = await post(path, { user: user.id });
    toast(error ? t("callback_failed", { error }) : t("callback_said", { status }));
    if (answer?.url) window.open(answer.url, "_blank", "noopener");
  });
}

function beginning(change) {
  const reset = () => confirm(t("reset_sure")) && change(() => post("reset"));
  return group(t("start_over"), h("p.quiet-words", {}, t("reset_hint")), h("button.danger", { onclick: reset }, t("reset")));
}

function toggle(words, on, set, hint = "") {
  const box = h("input", { type: "checkbox", role: "switch", checked: on });
  box.addEventListener("change", () => {
    box.blur();
    set(box.checked);
  });
  return h("label.line", {}, h("span", {}, words, hint ? h("small", {}, hint) : null), box);
}

function slider(words, value, set, show = (one) => `${Math.round(one * 100)}%`) {
  const number = h("output", {}, show(value));
  const range = h("input", { type: "range", min: "0", max: "1", step: "0.05", "aria-label": words });
  range.value = String(value);
  range.addEventListener("input", () => (number.textContent = show(Number(range.value))));
  range.addEventListener("change", () => {
    range.blur();
    set(Number(range.value));
  });
  return h("label.line.slide", {}, h("span", {}, words), range, number);
}
