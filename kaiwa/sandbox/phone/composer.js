// Where the customer writes: text, reply, edit, voice; and when it was written.

import { upload } from "./api.js";
import { attempt, h, icon, toast } from "./dom.js";
import { attachSheet } from "./sheets.js";
import { t } from "./words.js";

const MOMENTS = [
  ["now", 0], ["ago_1h", 60], ["ago_22h", 1350], ["ago_25h", 1500], ["ago_3d", 4320], ["ago_6d", 9960], ["ago_8d", 11520],
];

export class Composer {
  constructor(phone) {
    this.phone = phone;
    this.minutesAgo = 0;
    this.replyTo = null;
    this.editing = null;
    this.element = h("footer.composer", {});
    this.draw();
  }

  draw() {
    const text = this.field?.value || "";
    this.field = h("textarea", { rows: "1", placeholder: t("message"), "aria-label": t("message"), maxlength: "5000" });
    this.field.value = text;
    this.field.addEventListener("input", () => this.refresh());
    this.field.addEventListener("keydown", (event) => this.key(event));
    this.context = h("div.context", {});
    this.button = h("button.round.send", { onclick: () => this.submit() });
    this.bar = h("div.bar", {}, this.side(), h("div.field", {}, this.field), this.button);
    this.element.replaceChildren(this.moment(), this.context, this.bar);
    this.refresh();
  }

  side() {
    return h(
      "span.side",
      {},
      h("button.round", { onclick: () => attachSheet(this.phone), "aria-label": t("attach") }, icon("plus", 22)),
      h("button.round", { onclick: () => this.record(), "aria-label": t("record") }, icon("mic", 22)),
    );
  }

  // A chip that says when the message is written; it stands out while that is not now.
  moment() {
    const select = h("select", { "aria-label": t("when") });
    for (const [key, minutes] of MOMENTS) select.append(h("option", { value: String(minutes), selected: minutes === this.minutesAgo }, t(key)));
    const label = h("label.moment", {}, icon("clock", 15), h("span", {}, t("when")), select);
    label.classList.toggle("past", this.minutesAgo > 0);
    select.addEventListener("change", () => {
      this.minutesAgo = Number(select.value);
      label.classList.toggle("past", this.minutesAgo > 0);
      this.focus();
    });
    return label;
  }

  refresh() {
    const text = this.field.value.trim();
    this.field.style.height = "auto";
    this.field.style.height = `${Math.min(this.field.scrollHeight, 120)}px`;
    const same = `${Boolean(text || this.editing)} ${t("language")}`;
    if (this.button.dataset.same !== same) {
      this.button.dataset.same = same;
      this.button.replaceChildren(icon(text || this.editing ? "send" : "like", 22));
      this.button.setAttribute("aria-label", text || this.editing ? t("send") : t("like"));
    }
    this.drawContext();
  }

  drawContext() {
    const about = this.editing || this.replyTo;
    if (!about) return this.context.replaceChildren();
    const name = about.direction === "in" ? t("you") : this.phone.page.name;
    const title = this.editing ? t("editing") : t("replying", { name });
    this.context.replaceChildren(
      h("p", {}, icon(this.editing ? "edit" : "reply", 16), h("span", {}, h("b", {}, title), h("small", {}, about.text || "")), h("button.round", { onclick: () => this.leave(), "aria-label": t("cancel") }, icon("close", 16))),
    );
  }

  key(event) {
    // the Enter that ends a Japanese conversion is not the Enter that sends
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229) {
      event.preventDefault();
      if (this.field.value.trim()) this.submit();
    }
    if (event.key === "Escape") this.leave();
  }

  focus() {
    this.field.focus({ preventScroll: true });
  }

  replyingTo(message) {
    this.editing = null;
    this.replyTo = message;
    this.refresh();
    this.focus();
  }

  edit(message) {
    this.replyTo = null;
    this.editing = message;
    this.field.value = message.text;
    this.refresh();
    this.focus();
  }

  leave() {
    if (this.editing) this.field.value = "";
    this.editing = null;
    this.replyTo = null;
    this.refresh();
  }

  submit() {
    const text = this.field.value.trim();
    const editing = this.editing;
    if (!text && !editing) return this.write({ kind: "like" });
    const details = editing ? { kind: "edit", mid: editing.mid, text } : { kind: "text", text };
    if (editing && !text) return;
    this.field.value = "";
    this.editing = null;
    this.write(details).then((done) => {
      if (done || this.field.value) return;
      this.field.value = text; // what could not be sent is not lost
      this.refresh();
    });
  }

  write(details) {
    const extra = { minutes_ago: this.minutesAgo };
    if (this.replyTo && details.kind !== "edit") extra.reply_to = this.replyTo.mid;
    this.replyTo = null;
    this.refresh();
    this.phone.fresh = ""; // what one writes oneself is always scrolled to
    return this.phone.act({ ...details, ...extra });
  }

  async sendFile(file, kind) {
    const stored = await attempt(() => upload(file));
    if (!stored) return;
    const type = stored.mime.split("/")[0];
    this.write({ kind: kind || (["image", "video", "audio"].includes(type) ? type : "file"), media: stored.id });
  }

  async record() {
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      toast(t("no_mic"));
      attachSheet(this.phone, "voice");
      return;
    }
    const mime = ["audio/mp4", "audio/webm;codecs=opus", "audio/webm"].find((one) => MediaRecorder.isTypeSupported(one));
    const parts = [];
    this.recorder = new MediaRecorder(stream, { mimeType: mime });
    this.recorder.ondataavailable = (event) => parts.push(event.data);
    this.recorder.onstop = () => {
      stream.getTracks().forEach((track) => track.stop());
      clearInterval(this.ticking);
      if (this.keepRecording) {
        const type = mime.split(";")[0];
        this.sendFile(new File(parts, `audioclip-${Date.now()}.${type.endsWith("mp4") ? "mp4" : "webm"}`, { type }), "voice");
      }
      this.draw();
    };
    this.recorder.start();
    this.drawRecording();
  }

  drawRecording() {
    const started = Date.now();
    const words = h("span", { role: "timer" });
    const show = () => {
      const seconds = Math.floor((Date.now() - started) / 1000);
      words.textContent = t("recording", { time: `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}` });
    };
    show();
    this.ticking = setInterval(show, 500);
    const end = (wanted) => () => {
      this.keepRecording = wanted;
      this.recorder.stop();
    };
    this.bar.replaceChildren(
      h("button.round", { onclick: end(false), "aria-label": t("discard") }, icon("trash", 22)),
      h("div.field.recording", {}, h("i", {}), words),
      h("button.round.send", { onclick: end(true), "aria-label": t("stop_send") }, icon("send", 22)),
    );
  }

  stop() {
    if (this.recorder?.state === "recording") {
      this.keepRecording = false;
      this.recorder.stop();
    }
  }
}
