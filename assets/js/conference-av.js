// Sound and picture of a conference. Nothing is asked for and nothing connects before a button
// is pressed. One offer says everything: what this machine sends, then what it receives: who has
// the floor, the chair, and a channel on which the server says who is sent on. A machine sends
// only while it is on air. A line that breaks is begun again, with the camera kept open.

const box = document.getElementById("av");
const { number, screen, unit } = box.dataset;
const words = JSON.parse(box.dataset.words);
const servers = JSON.parse(box.dataset.ice);
const state = box.querySelector(".av-state");
const memory = `av ${number} ${screen} ${unit}`;
const figure = (who) => box.querySelector(`[data-who="${who}"]`);
const button = (name) => box.querySelector(`[data-av="${name}"]`);
const streams = { floor: new MediaStream(), chair: new MediaStream() };

let wish = "";          // "send", "watch" or nothing
let own = null;         // camera and microphone
let line = null;        // the connection
let senders = {};
let mic = false, camera = true;
let notice = {};
let again = 0;

function say(word, urgent = false) {
  if (!state) return;
  const text = words[word] ?? word;
  if (state.textContent !== text) state.textContent = text;
  state.classList.toggle("urgent", urgent);
}

function post(path, fields) {
  const body = new URLSearchParams({ csrf: box.querySelector('input[name="csrf"]').value, ...fields });
  return fetch(`/conference/${number}/av${path}`, { method: "POST", body, headers: { "hx-request": "true" } });
}

function draw() {
  const inside = wish !== "";
  const connected = line?.connectionState === "connected";
  box.querySelector("[data-av-out]").hidden = inside;
  box.querySelector("[data-av-in]").hidden = !inside;
  box.querySelector(".av-pictures").hidden = !inside;
  if (button("mic")) {
    button("mic").hidden = button("camera").hidden = wish !== "send" || !own;
    for (const [name, on] of [["mic", mic], ["camera", camera]]) {
      button(name).textContent = words[`${name}_${on ? "on" : "off"}`];
      button(name).setAttribute("aria-pressed", String(on));
    }
    figure("own").hidden = !own;
  }
  // With one picture to spare it is the speaker's, or the chair's where nobody speaks.
  const pictures = notice.pictures ?? 2;
  const floor = Boolean(notice.floor) && notice.speaker !== unit;
  const chair = Boolean(notice.chair) && screen !== "chair";
  const showsChair = chair && pictures > (notice.floor ? 1 : 0);
  figure("floor").hidden = !floor || pictures < 1;
  figure("chair").hidden = !showsChair;
  if (!inside) return say("");
  if (!connected) return;
  if (notice.on_air && !mic) say(screen === "chair" ? "chair_muted" : "turn", screen !== "chair");
  else if (notice.on_air) say("on_air");
  else if (notice.elsewhere) say("elsewhere");
  else if ((floor || chair) && pictures === 0) say("low");
  else if (chair && !showsChair) say("low_chair");
  else if (!notice.floor && !notice.chair) say("no_picture");
  else say("joined");
}

/**
 * Sends only what is on air and turned on. One after the other: a change begun before the last one
 * is done would read what stood before it, and leave a camera dark that is on air.
 */
let airing = Promise.resolve();
function air() {
  airing = airing.then(setAir).catch(() => {});
  return airing;
}

async function setAir() {
  if (own) {
    own.getAudioTracks().forEach((t) => { t.enabled = mic; });
    own.getVideoTracks().forEach((t) => { t.enabled = camera; });
  }
  for (const [kind, on] of [["audio", mic], ["video", camera]]) {
    const sender = senders[kind];
    if (!sender?.track) continue;
    const all = sender.getParameters();
    const active = Boolean(notice.on_air) && on;
    if (!all.encodings?.length || all.encodings[0].active === active) continue;
    all.encodings[0].active = active;
    await sender.setParameters(all).catch(() => {});
  }
}

async function devices() {
  const sound = { echoCancellation: true, noiseSuppression: true };
  const picture = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { max: 30 } };
  for (const asked of [{ audio: sound, video: picture }, { audio: sound }, { video: picture }]) {
    try {
      return await navigator.mediaDevices.getUserMedia(asked);
    } catch { /* the next asks for less */ }
  }
  return null;
}

function play(who) {
  const video = figure(who).querySelector("video");
  video.srcObject = who === "own" ? own : streams[who];
  video.play().catch((why) => {
    if (why.name !== "NotAllowedError") return;
    say("tap", true);
    addEventListener("click", () => play(who), { once: true });
  });
}

async function connect() {
  clearTimeout(again);
  line?.close();
  notice = {};
  say("joining");
  const here = new RTCPeerConnection({ iceServers: servers, bundlePolicy: "max-bundle" });
  line = here;
  senders = {};
  if (wish === "send" && own) {
    const of = (kind, most) => here.addTransceiver(own.getTracks().find((t) => t.kind === kind) ?? kind, {
      direction: "sendonly", streams: [own], sendEncodings: [{ active: false, maxBitrate: most }],
    }).sender;
    senders = { audio: of("audio", 48_000), video: of("video", 1_500_000) };
  }
  for (const who of ["floor", "chair"]) {
    streams[who].getTracks().forEach((t) => streams[who].removeTrack(t));
    for (const kind of ["audio", "video"]) streams[who].addTrack(here.addTransceiver(kind, { direction: "recvonly" }).receiver.track);
    play(who);
  }
  here.createDataChannel("notices").onmessage = (event) => {
    if (line !== here) return;
    notice = JSON.parse(event.data);
    air();
    draw();
  };
  here.onconnectionstatechange = () => {
    if (line !== here || !wish) return;
    if (here.connectionState === "connected") { clearTimeout(again); return draw(); }
    if (!["disconnected", "failed", "closed"].includes(here.connectionState)) return;
    say("lost", true);
    retry(here.connectionState === "disconnected" ? 1500 : 300);
  };
  try {
    await here.setLocalDescription(await here.createOffer());
    const answer = await post("", { screen, unit, sdp: here.localDescription.sdp });
    const text = await answer.text();
    if (answer.status === 409) { leave(); return say(text, true); }
    if (!answer.ok) throw new Error(String(answer.status));
    await here.setRemoteDescription({ type: "answer", sdp: text });
    // Neither connected nor refused: begin again rather than wait for the browser to give up.
    retry(8000);
  } catch {
    if (line !== here) return;
    say("lost", true);
    retry(1500);
  }
}

function retry(ms) {
  clearTimeout(again);
  const was = line;
  again = setTimeout(() => {
    if (wish && line === was && was.connectionState !== "connected") connect();
  }, ms);
}

async function join(how) {
  wish = how;
  sessionStorage.setItem(memory, how);
  if (how === "send" && !own) {
    if (!navigator.mediaDevices) { leave(); return say("insecure", true); }
    own = await devices();
    if (!own) { leave(); return say("no_device", true); }
    play("own");
  }
  draw();
  await connect();
}

function leave() {
  wish = "";
  sessionStorage.removeItem(memory);
  clearTimeout(again);
  stopRecording();
  line?.close();
  line = null;
  own?.getTracks().forEach((t) => t.stop());
  own = null;
  mic = false;
  draw();
}

// The secretary's recording: who has the floor large, the chair in the corner, all voices, into a file.
let recorder = null;

function picture(context, canvas) {
  const is = (who) => figure(who) && !figure(who).hidden && figure(who).querySelector("video").videoWidth > 0;
  const [large, small] = is("floor") ? ["floor", is("own") ? "own" : "chair"] : [is("own") ? "own" : "chair", ""];
  context.fillRect(0, 0, canvas.width, canvas.height);
  const put = (who, x, y, w, h) => is(who) && context.drawImage(figure(who).querySelector("video"), x, y, w, h);
  put(large, 0, 0, 1280, 720);
  if (small) put(small, 940, 510, 320, 180);
}

async function startRecording() {
  if (recorder || typeof MediaRecorder === "undefined") return;
  const canvas = Object.assign(document.createElement("canvas"), { width: 1280, height: 720 });
  const context = canvas.getContext("2d");
  const timer = setInterval(() => picture(context, canvas), 66);
  const sound = new AudioContext();
  const all = sound.createMediaStreamDestination();
  for (const stream of [streams.floor, streams.chair, own]) {
    if (stream?.getAudioTracks().length) sound.createMediaStreamSource(stream).connect(all);
  }
  const film = new MediaStream([...canvas.captureStream(15).getVideoTracks(), ...all.stream.getAudioTracks()]);
  const type = ["video/webm;codecs=vp8,opus", "video/webm", "video/mp4"].find((t) => MediaRecorder.isTypeSupported(t));
  const pieces = [];
  recorder = new MediaRecorder(film, { mimeType: type, videoBitsPerSecond: 1_500_000 });
  recorder.ondataavailable = (event) => pieces.push(event.data);
  recorder.onstop = () => {
    clearInterval(timer);
    sound.close();
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob(pieces, { type }));
    link.download = `hoi-nghi-${number}-${new Date().toISOString().slice(0, 16).replaceAll(":", "")}.${type.includes("mp4") ? "mp4" : "webm"}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  };
  recorder.start(5000);
  await post("/recording", { on: "1" });
  button("record").setAttribute("aria-pressed", "true");
}

function stopRecording() {
  if (!recorder) return false;
  recorder.stop();
  recorder = null;
  button("record").setAttribute("aria-pressed", "false");
  post("/recording", {});
  return true;
}

box.addEventListener("click", (event) => {
  const what = event.target.closest("[data-av]")?.dataset.av;
  if (what === "send" || what === "watch") join(what);
  if (what === "leave") leave();
  if (what === "mic") mic = !mic;
  if (what === "camera") camera = !camera;
  if (what === "mic" || what === "camera") { air(); draw(); }
  if (what === "record") startRecording();
  // Also takes down a sign that a browser which died left standing.
  if (what === "record-end" && !stopRecording()) post("/recording", {});
  const room = event.target.closest("[data-room]");
  if (room) {
    const frame = document.createElement("iframe");
    frame.allow = "camera; microphone; display-capture; fullscreen";
    frame.referrerPolicy = "no-referrer";
    frame.title = room.textContent;
    frame.src = room.dataset.room;
    room.replaceWith(frame);
  }
});
addEventListener("pagehide", () => {
  if (!recorder) return;
  const body = new URLSearchParams({ csrf: box.querySelector('input[name="csrf"]').value });
  navigator.sendBeacon(`/conference/${number}/av/recording`, body);
});
box.querySelectorAll("[data-room]").forEach((b) => { b.hidden = false; });
if (state) {
  draw();
  // A page that was loaded again goes on where it was.
  const was = sessionStorage.getItem(memory);
  if (was) join(was);
}
