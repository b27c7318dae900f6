// The sandbox's control API, and its stream of changes.

const ROOT = "/sandbox/api/";

async function call(method, path, body) {
  const options = { method };
  if (body instanceof FormData) options.body = body;
  else if (body !== undefined) {
    options.body = JSON.stringify(body);
    options.headers = { "Content-Type": "application/json" };
  }
  const answer = await fetch(ROOT + path, options);
  const data = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(data.error || `HTTP ${answer.status}`);
  return data;
}

export const get = (path) => call("GET", path);
export const post = (path, body = {}) => call("POST", path, body);
export const patch = (path, body) => call("PATCH", path, body);
export const remove = (path) => call("DELETE", path);

export function upload(file) {
  const form = new FormData();
  form.append("file", file, file.name || "file");
  return post("media", form);
}

// Calls `changed` with ids of threads ("*": everything). Falls back to looking every two seconds
// while the stream is down, and says whether the line is open.
export function listen(changed, line) {
  let timer = 0;
  const source = new EventSource(ROOT + "stream");
  source.addEventListener("change", (event) => changed(JSON.parse(event.data)));
  source.onopen = () => {
    clearInterval(timer);
    timer = 0;
    line(true);
    changed(["*"]);
  };
  source.onerror = () => {
    line(false);
    timer ||= setInterval(() => changed(["*"]), 2000);
  };
}
